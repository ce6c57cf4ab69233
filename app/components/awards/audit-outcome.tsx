import { useWords } from "#app/lib/i18n-context.tsx";
import { auditPart, auditWords } from "#app/words/audit.ts";
import { roundAuditWords } from "#app/words/round-audit.ts";
import { DayTime } from "../facts/time.tsx";
import { Notice } from "../feedback/notice.tsx";

type Outcome = { checkedAt: string | null; findings: readonly { kind: string; part: string }[]; more: number };

/**
 * What the newest check found about what is read here, and that it found more than was kept; nothing where it found
 * nothing.
 */
export function AuditOutcome({ outcome: { checkedAt, findings, more } }: { outcome: Outcome }) {
  const w = useWords(roundAuditWords);
  const a = useWords(auditWords);
  if (checkedAt === null || (findings.length === 0 && more === 0)) return null;
  const some = findings.length > 0;
  return (
    <div className="mb-6">
      <Notice kind={some ? "error" : "warning"} title={some ? w.outcome(findings.length) : w.outcomeUnkept}>
        {some ? (
          <ul className="list-disc pl-5">
            {findings.map(({ kind, part }) => (
              <li key={`${kind} ${part}`}>
                {[part && auditPart(a, part), a.kinds[kind]?.what ?? kind].filter(Boolean).join(" · ")}
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
