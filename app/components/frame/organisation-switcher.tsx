import { Form, useLocation } from "@remix-run/react";
import { Check, ChevronsUpDown } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";
import type { Frame } from "./frame-data.ts";

/** Whom one acts for; with several memberships a menu that posts the choice and returns home. */
export function OrganisationSwitcher({ frame }: { frame: Frame }) {
  const w = useWords(commonWords);
  const { key } = useLocation();
  const { organisation, memberships } = frame;
  if (!organisation) return null;
  const current = (
    <span className="min-w-0 grow text-left">
      <span className="block truncate text-sm font-medium text-ink" title={organisation.name}>
        <span className="sr-only">{w.currentOrganisation}: </span>
        {organisation.name}
      </span>
      {organisation.role && <span className="block truncate text-xs text-muted">{organisation.role}</span>}
    </span>
  );
  if (memberships.length < 2) return <div className="flex min-w-0 items-center px-2.5">{current}</div>;
  return (
    <details key={key} className="relative min-w-0">
      <summary className="flex min-h-12 items-center gap-1.5 rounded-md px-2.5 hover:bg-hover lg:border lg:border-line">
        {current}
        <span className="sr-only">{w.switchOrganisation}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
      </summary>
      <Form
        method="post"
        action={paths.switchOrganisation()}
        className="absolute top-full right-0 z-50 mt-1 max-h-[70dvh] w-72 overflow-y-auto lg:w-full rounded-md border border-line bg-surface p-1.5 shadow-float lg:right-auto lg:left-0"
      >
        <p className="px-2.5 py-1 text-xs text-muted">{w.switchOrganisation}</p>
        {memberships.map((one) => {
          const here = one.id === organisation.id;
          return (
            <button
              key={one.id}
              type="submit"
              name="organisationId"
              value={one.id}
              aria-current={here || undefined}
              className="flex min-h-12 w-full items-center gap-2 rounded-md px-2.5 py-1.5 text-left hover:bg-hover"
            >
              <span className="min-w-0 grow">
                <span className="block text-dense">{one.name}</span>
                {one.role && <span className="block text-xs text-muted">{one.role}</span>}
              </span>
              {here && <Check aria-hidden className="size-4.5 shrink-0 text-primary" />}
            </button>
          );
        })}
      </Form>
    </details>
  );
}
