import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { figuresWords } from "#app/words/figures.ts";

/** A number that leads to what it is made of, where there is a list. */
export function Listed({ to, name, children }: { to: string | undefined; name: string; children: ReactNode }) {
  const w = useWords(figuresWords);
  if (!to) return <>{children}</>;
  return (
    <Link to={to} className="link -my-1 inline-block py-1">
      {children}
      <span className="sr-only">{w.openList(name)}</span>
    </Link>
  );
}

/** In place of a number that is not shown; the page says why in its part of that name. */
export function Hidden() {
  const w = useWords(figuresWords);
  return (
    <a href="#why" className="text-muted underline decoration-dotted underline-offset-4">
      {w.hidden}
    </a>
  );
}
