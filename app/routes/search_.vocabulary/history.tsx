import { DayTime } from "#app/components/facts/time.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { vocabularyWords } from "#app/words/vocabulary.ts";

type Change = {
  id: string;
  at: string;
  /** Empty for people of other alliances. */
  by: string;
  office: string;
  added: string[][];
  removed: string[][];
  counts: { added: number; removed: number };
};

/** Who changed what, the latest first. */
export function History({ changes }: { changes: Change[] }) {
  const w = useWords(vocabularyWords);
  if (changes.length === 0) return <p className="text-muted">{w.noHistory}</p>;
  const list = (groups: string[][], count: number, kept: boolean) =>
    groups.length > 0 && (
      <ul className="text-sm">
        {groups.map((group) => (
          <li key={group.join()} className="wrap-anywhere">
            {kept ? <ins className="no-underline">＋ {group.join("、")}</ins> : <del>－ {group.join("、")}</del>}
          </li>
        ))}
        {count > groups.length && <li className="text-muted">{w.unlisted(count)}</li>}
      </ul>
    );
  return (
    <ol className="max-w-form divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="py-3">
          <details>
            <summary className="flex min-h-11 flex-wrap items-center gap-x-4">
              <span>{change.by || change.office}</span>
              <span className="text-sm text-muted tabular-nums">
                <DayTime at={change.at} />
              </span>
              <span className="text-sm text-muted">
                {[
                  change.counts.added > 0 && w.plus(change.counts.added),
                  change.counts.removed > 0 && w.minus(change.counts.removed),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </summary>
            {list(change.removed, change.counts.removed, false)}
            {list(change.added, change.counts.added, true)}
          </details>
        </li>
      ))}
    </ol>
  );
}
