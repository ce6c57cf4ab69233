import { Link } from "@remix-run/react";
import type { Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { DiagnosisTodo } from "#app/modules/solving/diagnosis/rules.ts";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { DayTime } from "../facts/time.tsx";

type Todo = {
  reason: DiagnosisTodo;
  id: string;
  problem: { id: string; number: string; title: string };
  heldAt: Moment | null;
  timeZone: string;
};

/** The part of the room where it is done. */
const HASH: Record<DiagnosisTodo, string> = {
  answer: "answer-part",
  fix: "arrange",
  opinion: "opinion-part",
  outcome: "record",
};

/** What joint diagnoses want of the reader. */
export function DiagnosisTodos({ todos }: { todos: Todo[] }) {
  const w = useWords(diagnosisWords);
  if (todos.length === 0) return null;
  return (
    <ul className="mb-8 divide-y divide-line border-y border-line">
      {todos.map(({ reason, id, problem, heldAt, timeZone }) => {
        const to = paths.diagnosis(problem.id, id, {}, HASH[reason]);
        return (
          <li key={id} className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center">
            <div className="min-w-0 grow">
              <p className="mb-1 text-sm font-semibold">{w.todo[reason]}</p>
              <Link to={to} className="font-medium wrap-anywhere hover:underline">
                {problem.title}
              </Link>
              <p className="mt-1 flex flex-wrap gap-x-2.5 text-sm text-muted tabular-nums">
                <span>{problem.number}</span>
                {heldAt && <DayTime at={heldAt} timeZone={timeZone} />}
              </p>
            </div>
            <div className="shrink-0">
              <LinkButton to={to} variant="primary">
                {w.todoAct[reason]}
                <span className="sr-only">{problem.title}</span>
              </LinkButton>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
