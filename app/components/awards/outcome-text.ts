import { useWords } from "#app/lib/i18n-context.tsx";
import { KEEP, OUT } from "#app/modules/awards/changes/rules.ts";
import { awardChangesWords } from "#app/words/award-changes.ts";

/** What an officer said of a changed application, in words: "保留", "撤出", "改为二等奖". */
export function useOutcomeText(): (outcome: string) => string {
  const w = useWords(awardChangesWords);
  return (outcome) => (outcome === KEEP ? w.kept : outcome === OUT ? w.takenOut : w.regrade(outcome));
}
