import { cx } from "#app/components/cx.ts";
import { formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { isHidden, STEPS } from "#app/modules/figures/rules.ts";
import { figuresWords } from "#app/words/figures.ts";
import { Hidden, Listed } from "./listed.tsx";
import type { Links, ShownFigure } from "./shown.ts";
import { useMonths } from "./use-months.ts";

/** Where time goes: what each step took, and how often; the number of times leads to what it is made of. */
export function StepTable({ figures, links }: { figures: readonly ShownFigure[]; links: Links }) {
  const w = useWords(figuresWords);
  const { periods } = useMonths();
  const shown = Object.values(STEPS).flatMap((step) => {
    const figure = figures.find(({ measure }) => measure === step);
    return figure ? { ...figure, name: w.steps[step] } : [];
  });
  const days = (value: number | null | undefined) => (value == null ? w.none : w.days(value));
  return (
    <table className="data-table figure-table">
      <caption className="sr-only">{w.sections.steps}</caption>
      <thead>
        <tr>
          <th scope="col" className="w-2/5">
            {w.step}
          </th>
          <th scope="col" className="w-1/5 text-right">
            {w.median}
          </th>
          <th scope="col" className="w-1/5 text-right">
            {w.most}
          </th>
          <th scope="col" className="text-right">
            {w.times}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ name, measure, count, median, most, missing }) => {
          const hidden = isHidden(count, missing.length > 0);
          const to = links.list?.(measure);
          const times = w.count(formatNumber(count ?? 0), w.unit[measure]);
          return (
            <tr key={measure}>
              <th scope="row" className="title-cell text-left font-medium">
                {name}
                {!hidden && missing.length > 0 && (
                  <span className="block text-sm font-normal text-muted">{w.without(periods(missing))}</span>
                )}
              </th>
              <td data-label={w.median} className={cx("number-cell", (hidden || !count) && "max-md:hidden!")}>
                {hidden ? "" : days(median)}
              </td>
              <td data-label={w.most} className={cx("number-cell", (hidden || !count) && "max-md:hidden!")}>
                {hidden ? "" : days(most)}
              </td>
              <td data-label={w.times} className="number-cell main-cell">
                {hidden ? (
                  <Hidden />
                ) : (
                  <Listed to={count ? to : undefined} name={w.measure[measure]}>
                    {times}
                  </Listed>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
