import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { outboxWords } from "#app/words/outbox.ts";
import { Section } from "../layout/section.tsx";
import type { Kept } from "./use-kept.ts";

const row = "flex min-h-14 flex-col justify-center rounded-md px-2 py-2 hover:bg-hover";

/** Drafts and problems that can be opened here. Plain links: the service worker answers them. */
export function KeptLists({ kept, except }: { kept: Kept; except?: string }) {
  const w = useWords(outboxWords);
  const copies = kept.copies.filter(({ id }) => id !== except);
  return (
    <>
      {kept.forms.length > 0 && (
        <Section title={w.offline.drafts}>
          <ul className="divide-y divide-line border-y border-line">
            {kept.forms.map((form) => (
              <li key={form.id}>
                <a href={paths.offline({ draft: form.id })} className={row}>
                  <span className="font-medium wrap-anywhere">
                    {form.values.title || form.values.phenomenon || form.values.equipmentType || w.noTitle}
                  </span>
                  <span className="text-sm text-muted tabular-nums">
                    {[form.number, w.offline.goOn].filter(Boolean).join(" · ")}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={w.offline.read}>
        {copies.length === 0 ? (
          <p className="text-muted">{w.offline.nothingRead}</p>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {copies.map((copy) => (
              <li key={copy.id}>
                <a href={paths.offline({ at: paths.problem(copy.id) })} className={row}>
                  <span className="font-medium wrap-anywhere">{copy.title}</span>
                  <span className="text-sm text-muted tabular-nums">
                    {[copy.number, copy.standing, formatDateTime(copy.at)].join(" · ")}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
