import { awardPaths } from "#app/lib/award-paths.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { awardChangesWords } from "#app/words/award-changes.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { Notice } from "../feedback/notice.tsx";

type ChangesSummaryProps = { roundId: string; count: { changed: number; waiting: number } };

/** Before the notice and before the decision: whether what is proposed still is what was admitted. */
export function ChangesSummary({ roundId, count: { changed, waiting } }: ChangesSummaryProps) {
  const w = useWords(awardChangesWords);
  if (changed === 0) return <p className="mb-4 text-muted">{w.none}</p>;
  return (
    <div className="mb-6 max-w-reading">
      <Notice
        kind={waiting > 0 ? "warning" : "info"}
        title={waiting > 0 ? w.some(changed) : w.someDone(changed)}
        actions={<LinkButton to={awardPaths.awardChanges(roundId)}>{w.see}</LinkButton>}
      >
        {waiting > 0 && <p>{w.waiting(waiting)}</p>}
      </Notice>
    </div>
  );
}
