import { useLocation } from "@remix-run/react";
import { awardPaths } from "#app/lib/award-paths.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { pagesOf, type RoundPage } from "#app/modules/awards/rounds/tabs/rules.ts";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { awardsWords } from "#app/words/awards.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { panelWords } from "#app/words/panel.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { Tabs } from "../layout/tabs.tsx";

type RoundTabsProps = { round: { id: string } & Parameters<typeof pagesOf>[0] };

/** The pages of a round that its organiser goes between, as far as it has come. */
export function RoundTabs({ round }: RoundTabsProps) {
  const w = useWords(awardsWords).round;
  const p = useWords(panelWords);
  const labels: Record<RoundPage, string> = {
    rules: w.rules,
    applications: w.applications,
    panel: w.panel,
    scores: p.scores,
    notice: useWords(awardNoticeWords).notice,
    dossiers: useWords(dossierWords).title,
    evidence: useWords(roundAuditWords).title,
  };
  const { pathname } = useLocation();
  const tabs = pagesOf(round).map((page) => {
    const to = PATHS[page](round.id);
    return { to, label: labels[page], current: pathname === to };
  });
  return <Tabs label={w.pages} tabs={tabs} />;
}

const PATHS: Record<RoundPage, (id: string) => string> = {
  rules: awardPaths.awardRound,
  applications: awardPaths.awardApplications,
  panel: awardPaths.awardPanel,
  scores: awardPaths.awardScores,
  notice: awardPaths.awardNotice,
  dossiers: awardPaths.roundDossiers,
  evidence: awardPaths.auditRound,
};
