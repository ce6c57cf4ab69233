import { Link } from "@remix-run/react";
import { formatDate, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { ActivityKind } from "#app/modules/activities/rules.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { LinkButton } from "../actions/link-button.tsx";
import { useNow } from "../facts/now-context.tsx";
import { useActivityLabel } from "./activity-chip.tsx";
import { When } from "./when.tsx";

type Todo = {
  reason: "invitation" | "follow-up" | "record";
  activityId: string;
  kind: ActivityKind;
  ordinal: number | null;
  topic: string;
  startsAt: Moment;
  timeZone: string;
  dueOn: Moment | null;
};

const HASH: Record<Todo["reason"], string> = { invitation: "reply", "follow-up": "advice", record: "" };

/** What activities want of the reader: an answer, a follow-up, a record. */
export function ActivityTodos({ todos }: { todos: Todo[] }) {
  const w = useWords(activitiesWords);
  const label = useActivityLabel();
  const now = useNow();
  if (todos.length === 0) return null;
  return (
    <ul className="mb-8 divide-y divide-line border-y border-line">
      {todos.map((todo) => {
        const due = todo.dueOn === null ? null : formatDate(todo.dueOn, "UTC");
        const late = due !== null && due < formatDate(now, todo.timeZone);
        return (
          <li
            key={todo.reason + todo.activityId}
            className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center"
          >
            <div className="min-w-0 grow">
              <p className="mb-1 flex flex-wrap items-center gap-x-2.5 gap-y-1 text-sm">
                <span className="font-semibold">{w.todo[todo.reason]}</span>
                {due && (
                  <span className={late ? "font-medium text-urgent tabular-nums" : "text-muted tabular-nums"}>
                    {w.due(due)}
                    {late && ` · ${w.late}`}
                  </span>
                )}
              </p>
              <Link
                to={paths.activity(todo.activityId, HASH[todo.reason])}
                className="font-medium wrap-anywhere hover:underline"
              >
                {todo.topic}
              </Link>
              <p className="mt-1 flex flex-wrap gap-x-2.5 text-sm text-muted">
                <span>{label(todo)}</span>
                <When startsAt={todo.startsAt} endsAt={null} timeZone={todo.timeZone} />
              </p>
            </div>
            <div className="shrink-0">
              <LinkButton to={paths.activity(todo.activityId, HASH[todo.reason])} variant="primary">
                {w.todoAct[todo.reason]}
                <span className="sr-only">{todo.topic}</span>
              </LinkButton>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
