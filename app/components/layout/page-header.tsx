import type { SubmissionResult } from "@conform-to/react";
import { Link, useActionData, useLocation } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { Notice } from "../feedback/notice.tsx";

type PageHeaderProps = {
  /** The page's one h1. */
  title: string;
  /** State, severity, number: a row of small marks above the title. */
  marks?: ReactNode;
  /** One line below: who has the ball, how many, what this is. */
  lead?: ReactNode;
  /** First-level actions; on phones, and where there are many, below the title. */
  actions?: ReactNode;
  /** Where "back" leads; on phones it stands in the top bar. */
  back?: { to: string; label: string };
};

/** The head of every page. */
export function PageHeader({ title, marks, lead, actions, back }: PageHeaderProps) {
  return (
    <header className="mb-5 lg:mb-6">
      {back && (
        <>
          <div className="page-back no-print fixed top-(--bar-top) right-16 left-0 z-40 flex h-13 items-center lg:hidden">
            <Link to={back.to} className="flex h-13 min-w-12 items-center gap-0.5 pr-2 pl-2 text-primary">
              <ChevronLeft aria-hidden className="size-6 shrink-0" />
              <span className="bar-back truncate">{back.label}</span>
            </Link>
            <span aria-hidden className="bar-title pointer-events-none absolute right-0 left-11 truncate font-semibold">
              {title}
            </span>
          </div>
          <Link to={back.to} className="link no-print mb-2 inline-flex items-center gap-1 text-sm max-lg:hidden">
            <ChevronLeft aria-hidden className="size-4" />
            {back.label}
          </Link>
        </>
      )}
      {marks && <div className="mb-2 flex flex-wrap items-center gap-2">{marks}</div>}
      <div className="flex flex-col gap-3 lg:flex-row lg:flex-wrap lg:items-start lg:justify-between">
        <div className="min-w-0 lg:flex-1 lg:basis-96">
          <h1 className="text-xl leading-snug wrap-anywhere lg:text-2xl">{title}</h1>
          {lead && <div className="mt-1.5 text-muted">{lead}</div>}
        </div>
        {actions && <div className="no-print flex max-w-full flex-wrap gap-2">{actions}</div>}
      </div>
      <Refused />
    </header>
  );
}

/** Why nothing was done, where no form says it. Its script is brought when it is needed; until then a page works without. */
function Refused() {
  const said = useActionData<{ result?: SubmissionResult }>()?.result?.error?.[""]?.join(" ");
  const { key } = useLocation();
  const [note, setNote] = useState<{ node: ReactNode; key: string }>();
  useEffect(() => {
    if (!said) return;
    // Kept with what was said: reading the page anew takes the answer away, perhaps before the script is here.
    import("../form/refused-note.tsx").then(
      ({ default: Note }) => setNote({ node: <Note key={key} said={said} />, key }),
      () => undefined,
    );
  }, [said, key]);
  return (
    <>
      {said && (
        <noscript>
          {import.meta.env.SSR && (
            // Without script it is the browser that sees whether a form says it itself.
            <div className="mt-4 [body:has([role=alert][tabindex])_&]:hidden">
              <Notice kind="error">{said}</Notice>
            </div>
          )}
        </noscript>
      )}
      {note?.key === key && note.node}
    </>
  );
}
