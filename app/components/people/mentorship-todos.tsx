import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { MentorshipStep } from "#app/modules/mentorships/rules.ts";
import { mentorshipTodoWords } from "#app/words/mentorship-todos.ts";
import { LinkButton } from "../actions/link-button.tsx";

type Todo = MentorshipStep & { id: string; master: string; apprentice: string; trade: string };

const pathOf = ({ id, what, month }: Todo): string => {
  if (month) return paths.mentorshipMonth(id, month);
  if (what === "confirm") return paths.mentorshipAction(id, "confirm");
  return what === "assess" ? paths.mentorshipAction(id, "close") : paths.mentorship(id);
};

/** What masters, apprentices and those who confirm graduations have to do. */
export function MentorshipTodos({ todos }: { todos: Todo[] }) {
  const w = useWords(mentorshipTodoWords);
  if (todos.length === 0) return null;
  return (
    <ul className="mb-8 divide-y divide-line border-y border-line">
      {todos.map((todo) => {
        const pair = w.pair(todo.master, todo.apprentice);
        return (
          <li key={todo.id} className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center">
            <div className="min-w-0 grow">
              <p className="mb-1 text-sm font-semibold">{w.todo[todo.what](todo.month ?? "")}</p>
              <Link to={paths.mentorship(todo.id)} className="font-medium wrap-anywhere hover:underline">
                {pair}
              </Link>
              <p className="mt-1 text-sm text-muted">{todo.trade}</p>
            </div>
            <div className="shrink-0">
              <LinkButton to={pathOf(todo)} variant="primary">
                {w.act[todo.what]}
                <span className="sr-only">{pair}</span>
              </LinkButton>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
