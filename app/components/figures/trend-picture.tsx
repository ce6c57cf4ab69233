import { useWords } from "#app/lib/i18n-context.tsx";
import { monthsOf, type Trend } from "#app/modules/figures/rules.ts";
import { figuresWords } from "#app/words/figures.ts";
import { Listed } from "./listed.tsx";
import type { Links } from "./shown.ts";
import { useMonths } from "./use-months.ts";

const MONTH = 46;
const HEIGHT = 96;
const TOP = 20;
const PANEL = TOP + HEIGHT + 14;
const FOOT = 24;
/** From one panel's heading to the next one's. */
const STEP = PANEL + 36;

/** Bars by month, one panel a figure over the same months. Drawn on the server, without script; the table stands behind. */
export function TrendPicture({ trends, list }: { trends: Trend[]; list?: Links["list"] }) {
  const w = useWords(figuresWords);
  const shown = trends.filter((one) => one.bars.length > 0);
  const all = shown.flatMap((one) => one.bars);
  if (all.length === 0) return <p className="text-muted">{w.trendNone}</p>;
  const from = all.map((bar) => bar.from).sort()[0] ?? "";
  const to =
    all
      .map((bar) => bar.to)
      .sort()
      .at(-1) ?? "";
  const months = monthsOf({ from, to });
  const width = months.length * MONTH + 8;
  const height = shown.length * STEP - 18 + FOOT;
  const most = Math.max(1, ...all.map(perMonth));
  return (
    <figure>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by keyboard on narrow screens */}
      <div className="overflow-x-auto" role="region" tabIndex={0} aria-label={w.trendCaption}>
        <svg
          role="img"
          aria-label={w.trendCaption}
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          className="block max-w-none text-ink print:h-auto print:max-w-full"
        >
          {shown.map(({ measure, bars }, n) => (
            <g key={measure} transform={`translate(0 ${n * STEP})`}>
              <text x="0" y="13" className="fill-ink text-sm font-medium">
                {w.measure[measure]}
              </text>
              <Bars bars={bars} months={months} most={most} look={measure === "solved" ? FILLED : OUTLINED} />
              <line x1="0" x2={width} y1={PANEL + 14} y2={PANEL + 14} className="stroke-line-strong" />
            </g>
          ))}
          {months.map((month, n) => (
            <text
              key={month}
              x={n * MONTH + MONTH / 2 + 4}
              y={height - 7}
              textAnchor="middle"
              className="fill-muted text-xs"
            >
              {w.monthShort(Number(month.slice(5)))}
            </text>
          ))}
        </svg>
      </div>
      <TrendTable trends={shown} list={list} />
    </figure>
  );
}

const OUTLINED = "fill-surface stroke-ink";
const FILLED = "fill-primary-fill stroke-primary-fill";

type BarsProps = { bars: Trend["bars"]; months: string[]; most: number; look: string };

/** What a month of a bar holds on the average: an area twice as wide is not taken for twice as much. */
const perMonth = (bar: Trend["bars"][number]): number => bar.value / monthsOf(bar).length;

/** One bar for what was published together: as wide as its months, as high as one of them. */
function Bars({ bars, months, most, look }: BarsProps) {
  return bars.map((bar) => {
    const x = months.indexOf(bar.from) * MONTH + 12;
    const width = monthsOf(bar).length * MONTH - 16;
    const height = (perMonth(bar) / most) * HEIGHT;
    const foot = PANEL + 14;
    return (
      <g key={bar.from}>
        <rect x={x} y={foot - height} width={width} height={height} className={look} strokeWidth="1.5" />
        <text x={x + width / 2} y={foot - height - 5} textAnchor="middle" className="fill-ink text-xs tabular-nums">
          {bar.value}
        </text>
      </g>
    );
  });
}

/** The same as a table: a line for each time that has a bar, a column for each figure. */
function TrendTable({ trends, list }: { trends: Trend[]; list?: Links["list"] }) {
  const w = useWords(figuresWords);
  const { period } = useMonths();
  const times = new Map(trends.flatMap(({ bars }) => bars.map(({ from, to }) => [`${from} ${to}`, { from, to }])));
  const rows = [...times.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return (
    <details className="print-open mt-2">
      <summary className="link no-print inline-flex min-h-12 cursor-pointer items-center text-sm md:min-h-9">
        {w.table}
      </summary>
      <table className="data-table">
        <caption className="sr-only">{w.trendCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{w.period}</th>
            {trends.map(({ measure }) => (
              <th key={measure} scope="col" className="text-right">
                {w.measure[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([key, time]) => (
            <tr key={key}>
              <th scope="row" className="title-cell text-left font-medium">
                {period(time)}
              </th>
              {trends.map(({ measure, bars }) => {
                const bar = bars.find(({ from, to }) => from === time.from && to === time.to);
                return (
                  <td key={measure} data-label={w.measure[measure]} className="number-cell">
                    {bar ? (
                      <Listed to={bar.value > 0 ? list?.(measure, time) : undefined} name={w.measure[measure]}>
                        {bar.value}
                      </Listed>
                    ) : (
                      w.none
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
