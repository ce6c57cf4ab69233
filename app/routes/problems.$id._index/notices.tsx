import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemPageWords } from "#app/words/problem-page.ts";
import { statesWords } from "#app/words/states.ts";
import type { Asked, Problem } from "./loaded.ts";

type Props = { problem: Problem; asked: Asked };

/** What to know before reading on: what waits, how it ended, how much of it one sees. */
export function Notices({ problem, asked }: Props) {
  const w = useWords(problemPageWords);
  const c = useWords(commonWords);
  const f = useWords(problemFactsWords);
  const s = useWords(statesWords);
  const { access, state } = problem;
  const other = asked && (asked.problem.id === problem.id ? asked.target : asked.problem);
  const linked = (label: string, one: Problem["mergedInto"]) => (
    <>
      {label}{" "}
      {one ? <Link to={paths.problem(one.id)} className="link">{`${one.number} ${one.title}`}</Link> : w.elsewhere}
    </>
  );
  const names = problem.reworded.map((field) => f.field[field as keyof typeof f.field] ?? field).join("、");
  const lines: ReactNode[] = [
    state === "DRAFT" && w.draftNotice,
    state === "MERGED" && linked(w.mergedInto, problem.mergedInto),
    state === "ANSWERED" && linked(w.answeredBy, problem.answeredBy),
    problem.closedReason && c.labelled(w.closedReason, problem.closedReason),
    problem.escalated && w.escalatedTo(problem.escalated.to),
    problem.internal && state === "SOLVED" && w.internal,
    problem.imported && w.imported,
    access.own && problem.anonymous && w.anonymousOwn,
    access.own && names && w.rewordedOwn(names),
  ].filter(Boolean);
  return (
    <div className="mb-6 space-y-3 empty:hidden">
      {asked && other && (
        <Notice
          kind="warning"
          title={w.waitsForYou}
          actions={
            <LinkButton to={paths.problemAction(asked.problem.id, "proposal")} variant="primary" size="small">
              {w.answerNow}
            </LinkButton>
          }
        >
          {asked.kind === "MERGE" ? w.proposalMerge(other.number) : w.proposalAnswer(other.number)}
        </Notice>
      )}
      {lines.length > 0 && (
        <Notice>
          <ul className="space-y-1">
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fixed lines that never reorder
              <li key={index}>{line}</li>
            ))}
          </ul>
        </Notice>
      )}
      {access.guest && (
        <Notice
          title={w.guestNotice(s.layer[access.layer])}
          actions={
            <LinkButton to={paths.guest()} size="small">
              {w.guestStay}
            </LinkButton>
          }
        />
      )}
      {!access.own && !access.guest && (
        <p className="no-print flex flex-wrap items-center gap-2 text-sm text-muted">
          <span>{w.yourLayer}</span>
          <LayerTag layer={access.layer} />
          <span>
            {access.layer === "SUMMARY" ? w.aboveLayer : access.layer === "DETAIL" ? w.confidentialClosed : ""}
          </span>
        </p>
      )}
    </div>
  );
}
