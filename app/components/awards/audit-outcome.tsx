import { useWords } from "#app/lib/i18n-context.tsx";
import { auditPart, auditWords } from "#app/words/audit.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { DayTime } from "../facts/time.tsx";
import { Notice } from "../feedback/notice.tsx";

type Finding = { of: string; called: string; kind: string; part: string };
type Outcome = { checkedAt: string | null; findings: readonly Finding[]; more: number };

/** What is read here itself: it needs no name. */
const ITSELF = ["round", "application"];

/**
 * What the newest check found about what is read here and what it rests on, and that it found more than was kept; nothing
 * where it found nothing.
 */
export function AuditOutcome({ outcome: { checkedAt, findings, more } }: { outcome: Outcome }) {
  const w = useWords(roundAuditWords);
  const a = useWords(auditWords);
  if (checkedAt === null || (findings.length === 0 && more === 0)) return null;
  const some = findings.length > 0;
  const line = ({ of, called, kind, part }: Finding): string =>
    [
      ITSELF.includes(of) ? "" : (a.subjects[of] ?? w.records[of] ?? of),
      called,
      // A file that has a name is not called by its number.
      part.startsWith("file:") && called ? a.parts.file : part && auditPart(a, part),
      a.kinds[kind]?.what ?? kind,
    ]
      .filter(Boolean)
      .join(" · ");
  return (
    <div className="mb-6">
      <Notice kind={some ? "error" : "warning"} title={some ? w.outcome(findings.length) : w.outcomeUnkept}>
        {some ? (
          <ul className="list-disc pl-5">
            {findings.map((one, n) => (
              <li key={`${n} ${one.kind} ${one.part}`} className="wrap-anywhere">
                {line(one)}
              </li>
            ))}
          </ul>
        ) : null}
        {more > 0 ? <p>{w.outcomeMore(more)}</p> : null}
        <p className="mt-1 text-sm">
          {w.outcomeAt} <DayTime at={checkedAt} />
        </p>
      </Notice>
    </div>
  );
}
