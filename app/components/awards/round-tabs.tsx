import { useLocation } from "@remix-run/react";
import { awardPaths } from "#app/lib/award-paths.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardNoticeWords } from "#app/words/award-notices.ts";
import { awardsWords } from "#app/words/awards.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { panelWords } from "#app/words/panel.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { Tabs } from "../layout/tabs.tsx";

type RoundTabsProps = {
  round: { id: string; state: string /** May read all its evidence. */; audits: boolean };
};

/** The pages of a round that its organiser goes between, as far as it has come. */
export function RoundTabs({ round: { id, state, audits } }: RoundTabsProps) {
  const w = useWords(awardsWords).round;
  const p = useWords(panelWords);
  const n = useWords(awardNoticeWords);
  const d = useWords(dossierWords);
  const u = useWords(roundAuditWords);
  const told = state === "NOTICE" || state === "DECIDED";
  const { pathname } = useLocation();
  const tab = (to: string, label: string) => ({ to, label, current: pathname === to });
  return (
    <Tabs
      label={w.pages}
      tabs={[
        tab(awardPaths.awardRound(id), w.rules),
        tab(awardPaths.awardApplications(id), w.applications),
        tab(awardPaths.awardPanel(id), w.panel),
        ...(told ? [tab(awardPaths.awardScores(id), p.scores), tab(awardPaths.awardNotice(id), n.notice)] : []),
        ...(state === "DRAFT" ? [] : [tab(awardPaths.roundDossiers(id), d.title)]),
        ...(audits ? [tab(awardPaths.auditRound(id), u.title)] : []),
      ]}
    />
  );
}
