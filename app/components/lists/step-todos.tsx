import { Link } from "@remix-run/react";
import { LinkButton } from "../actions/link-button.tsx";

export type StepTodo = {
  key: string;
  /** What is to be done, and where. */
  step: string;
  /** What the button says, where that is not the step itself. */
  action?: string;
  to: string;
  /** What it is about. */
  title: string;
  mark: string;
};

/** Steps that wait for the reader on pages of their own: what, about which, and the way there. */
export function StepTodos({ todos }: { todos: StepTodo[] }) {
  if (todos.length === 0) return null;
  return (
    <ul className="mb-8 divide-y divide-line border-y border-line">
      {todos.map((todo) => (
        <li key={todo.key} className="flex flex-col gap-x-4 gap-y-2.5 py-3.5 sm:flex-row sm:items-center">
          <div className="min-w-0 grow">
            <p className="mb-1 text-sm font-semibold">{todo.step}</p>
            <Link to={todo.to} prefetch="intent" className="font-medium wrap-anywhere hover:underline">
              {todo.title}
            </Link>
            <p className="mt-1 text-sm text-muted tabular-nums">{todo.mark}</p>
          </div>
          <div className="shrink-0">
            <LinkButton to={todo.to} variant="primary">
              {todo.action ?? todo.step}
              <span className="sr-only">{todo.title}</span>
            </LinkButton>
          </div>
        </li>
      ))}
    </ul>
  );
}
