import { Link } from "@remix-run/react";
import { CircleCheckBig, CircleX, Copy, Sigma, TriangleAlert, Undo2 } from "lucide-react";
import type { Icon } from "#app/components/icon.ts";
import { type Tone, toneText } from "#app/components/tone.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { ledgersWords } from "#app/words/ledgers.ts";
import type { ImportPage } from "./route.tsx";

/** The rows by what becomes of them; each number leads to its rows. */
export function Counts({ run }: Pick<ImportPage, "run">) {
  const w = useWords(ledgersWords);
  const { counts } = run;
  const items: [label: string, count: number, state: string | null, tone: Tone, icon: Icon][] = [
    [w.count.imported, counts.imported, "IMPORTED", "done", CircleCheckBig],
    [w.count.ready, counts.ready, "READY", "done", CircleCheckBig],
    [w.count.warned, counts.warned, "WARNED", "waiting", TriangleAlert],
    [w.count.again, counts.again, null, "still", Copy],
    [w.count.repeated, counts.repeated, "REPEATED", "still", Copy],
    [w.count.refused, counts.refused, "REFUSED", "urgent", CircleX],
    [w.count.leftOut, counts.leftOut, "SUBTOTAL", "still", Sigma],
    [w.count.undone, counts.undone, "UNDONE", "still", Undo2],
  ];
  return (
    <ul className="mt-5 flex flex-wrap gap-x-8 gap-y-3 border-y border-line py-3">
      {items
        .filter(([, count]) => count > 0)
        .map(([label, count, state, tone, Mark]) => (
          <li key={label} className="min-w-24">
            <p className="flex items-center gap-1.5 text-sm text-muted">
              <Mark aria-hidden className={`size-4 ${toneText[tone]}`} />
              {label}
            </p>
            <p className="text-xl font-semibold tabular-nums">
              {state ? (
                <Link className="link" preventScrollReset to={`${paths.importRun(run.id)}?state=${state}#rows`}>
                  {count}
                </Link>
              ) : (
                count
              )}
            </p>
          </li>
        ))}
    </ul>
  );
}
