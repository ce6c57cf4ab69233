import { useWords } from "#app/lib/i18n-context.tsx";
import { monthsOf, type TrendBar } from "#app/modules/figures/rules.ts";
import { figuresWords } from "#app/words/figures.ts";
import { useMonths } from "./use-months.ts";

const MONTH = 46;
const HEIGHT = 150;
const TOP = 30;
const FOOT = 24;

/** Bars by month, two side by side: outlined what came in, filled what was solved. Drawn on the server, without script. */
export function TrendPicture({ bars }: { bars: TrendBar[] }) {
  const w = useWords(figuresWords);
  const { period } = useMonths();
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return <p className="text-muted">{w.trendNone}</p>;
  const months = monthsOf({ from: first.from, to: last.to });
  const width = months.length * MONTH + 8;
  const most = Math.max(1, ...bars.flatMap((bar) => bar.values.map((one) => one.value ?? 0)));
  const series = first.values.map((one) => one.measure);
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {series.map((measure, n) => (
          <span key={measure} className="inline-flex items-center gap-2">
            <svg width="14" height="14" aria-hidden>
              <rect x="1" y="1" width="12" height="12" className={LOOK[n]} strokeWidth="1.5" />
            </svg>
            {w.measure[measure]}
          </span>
        ))}
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard on narrow screens */}
      <div className="overflow-x-auto" role="region" tabIndex={0} aria-label={w.trendCaption}>
        <svg
          role="img"
          aria-label={w.trendCaption}
          viewBox={`0 0 ${width} ${TOP + HEIGHT + FOOT}`}
          width={width}
          height={TOP + HEIGHT + FOOT}
          className="block max-w-none text-ink"
        >
          <line x1="0" x2={width} y1={TOP + HEIGHT} y2={TOP + HEIGHT} className="stroke-line-strong" />
          {bars.map((bar) => (
            <Bars key={bar.from + bar.to} bar={bar} at={months.indexOf(bar.from)} most={most} />
          ))}
          {months.map((month, n) => (
            <text
              key={month}
              x={n * MONTH + MONTH / 2 + 4}
              y={TOP + HEIGHT + 17}
              textAnchor="middle"
              className="fill-muted text-xs"
            >
              {w.monthShort(Number(month.slice(5)))}
            </text>
          ))}
        </svg>
      </div>
      <details className="mt-2">
        <summary className="link inline-flex min-h-9 cursor-pointer items-center text-sm">{w.table}</summary>
        <table className="data-table">
          <caption className="sr-only">{w.trendCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{w.period}</th>
              {series.map((measure) => (
                <th key={measure} scope="col" className="text-right">
                  {w.measure[measure]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.from + bar.to}>
                <th scope="row" className="title-cell text-left font-medium">
                  {period(bar)}
                </th>
                {bar.values.map(({ measure, value }) => (
                  <td key={measure} data-label={w.measure[measure]} className="number-cell">
                    {value ?? w.none}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

const LOOK = ["fill-surface stroke-ink", "fill-primary-fill stroke-primary-fill"];

/** One span's bars; wide where several months were published as one. */
function Bars({ bar, at, most }: { bar: TrendBar; at: number; most: number }) {
  const span = monthsOf(bar).length * MONTH;
  const each = (span - 12) / bar.values.length;
  return bar.values.map(({ measure, value }, n) => {
    if (value === null) return null;
    const height = (value / most) * HEIGHT;
    const x = at * MONTH + 10 + n * each;
    return (
      <g key={measure}>
        <rect
          x={x}
          y={TOP + HEIGHT - height}
          width={Math.max(4, each - 3)}
          height={height}
          className={LOOK[n]}
          strokeWidth="1.5"
        />
        <text
          x={x + (each - 3) / 2}
          y={TOP + HEIGHT - height - 5}
          textAnchor="middle"
          className="fill-ink text-xs tabular-nums"
        >
          {value}
        </text>
      </g>
    );
  });
}
