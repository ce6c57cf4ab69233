import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { hidesNumbers } from "#app/modules/figures/rules.ts";
import { figureHiddenWords } from "#app/words/figure-hidden.ts";
import type { View } from "./shown.ts";

/** Rule: fewer enterprises make no figure (figures/suppression.ts). */
const FEWEST = 3;

type Props = {
  view: View;
  /** How many enterprises there are, a group counted once; left out where it is not known. */
  houses?: number | null;
  /** Where the secretariat finds its problems' numbers. */
  live?: string;
};

/** Why numbers are not shown, and when they will be; nothing where all are. */
export function WhyHidden({ view, houses, live }: Props) {
  const w = useWords(figureHiddenWords);
  if (!hidesNumbers(view.figures)) return null;
  return (
    <details className="print-open mb-6 max-w-reading">
      <summary className="link inline-flex min-h-12 cursor-pointer items-center text-sm md:min-h-9">{w.title}</summary>
      {/* Inside: a link to it opens it. */}
      <div id="why" className="space-y-2 border-y border-line py-3 text-sm">
        {houses != null && houses < FEWEST ? <p>{w.few(houses)}</p> : <p>{w.why}</p>}
        {(houses == null || houses >= FEWEST) && <p>{w.when}</p>}
        <p>{w.zero}</p>
        <p>{w.own}</p>
        {live && (
          <p>
            <Link to={live} className="link inline-flex min-h-9 items-center">
              {w.live}
            </Link>
          </p>
        )}
      </div>
    </details>
  );
}
