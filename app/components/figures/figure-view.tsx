import type { ReactNode } from "react";
import { cx } from "#app/components/cx.ts";
import { Money } from "#app/components/facts/money.tsx";
import { Section } from "#app/components/layout/section.tsx";
import { formatNumber } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { isHidden, isYearly, type Measure, rateHidden, yearPeriod } from "#app/modules/figures/rules.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { figuresWords } from "#app/words/figures.ts";
import { Hidden, Listed } from "./listed.tsx";
import type { Links, ShownFigure, View } from "./shown.ts";
import { StepTable } from "./step-table.tsx";
import { NetworkPicture } from "./network-picture.tsx";
import { TrendPicture } from "./trend-picture.tsx";
import { useMonths } from "./use-months.ts";

/** Parts of the page, and the figures in each; those a studio or an enterprise has none of are left out by the caller. */
const GROUPS = [
  ["problems", ["posted", "taken", "solved", "answered", "unsolved"]],
  ["use", ["adopted", "adoptedAffiliate", "adoptedInternal", "certified", "served"]],
  ["people", ["trained", "masters", "teaching", "graduated"]],
  ["patents", ["patentInvention", "patentUtility", "patentDesign", "patentSoftware"]],
] as const satisfies readonly (readonly [string, readonly Measure[]])[];

/** A studio solves: what is asked, and what became of what nobody solved, is no figure of a studio. */
const OF_STUDIOS: readonly Measure[] = [
  "taken",
  "solved",
  "adopted",
  "adoptedAffiliate",
  "adoptedInternal",
  "certified",
  "trained",
  "masters",
  "graduated",
  "patentInvention",
  "patentUtility",
  "patentDesign",
  "patentSoftware",
];

/** All figures of one organisation and period: tables, pictures and targets; the same on the dashboard and in a report. */
export function FigureView({
  view,
  links = {},
  targetsAside,
  studio = false,
}: {
  view: View;
  links?: Links;
  targetsAside?: ReactNode;
  /** The figures are of a studio. */
  studio?: boolean;
}) {
  const w = useWords(figuresWords);
  return (
    <div className="figure-sections mt-6">
      {GROUPS.filter(([, measures]) => measures.some((one) => view.figures.some(({ measure }) => measure === one))).map(
        ([group, measures]) => (
          <Section key={group} title={w.sections[group]} hint={group === "problems" ? w.daysHint : undefined}>
            <FigureTable
              view={view}
              measures={measures.filter((measure) => !studio || OF_STUDIOS.includes(measure))}
              links={links}
              title={w.sections[group]}
            />
          </Section>
        ),
      )}
      {!studio && view.figures.some(({ measure }) => measure === "stepTriage") && (
        <Section id="steps" title={w.sections.steps} hint={w.stepsHint}>
          <StepTable figures={view.figures} links={links} />
        </Section>
      )}
      {view.activities && (
        <Section title={w.sections.activities} hint={w.activitiesHint}>
          <Activities figures={view.activities} links={links} />
        </Section>
      )}
      {(view.targets.length > 0 || targetsAside) && (
        <Section title={`${w.sections.targets} · ${w.year(view.year)}`} aside={targetsAside}>
          <Targets targets={view.targets} year={view.year} links={links} />
        </Section>
      )}
      <Section title={w.sections.trend} hint={w.trendHint}>
        <TrendPicture trends={view.trend} list={links.list} />
      </Section>
      <Section title={w.sections.network} hint={w.networkHint}>
        <NetworkPicture ties={view.network} />
      </Section>
    </div>
  );
}

type TableProps = { view: View; measures: readonly Measure[]; links: Links; title: string };

function FigureTable({ view, measures, links, title }: TableProps) {
  const w = useWords(figuresWords);
  const figureOf = (measure: Measure) => view.figures.find((one) => one.measure === measure);
  const [taken, solved] = [figureOf("taken"), figureOf("solved")];
  const percent = (rate: number | null) => (rate === null ? w.none : w.percent(rate));
  /** Null: hidden, as its figure is; of none there is no middle. */
  const middle = (figure: ShownFigure | undefined) =>
    !figure || isHidden(figure.count, figure.missing.length > 0)
      ? null
      : figure.median === null
        ? w.none
        : w.days(figure.median);
  return (
    <table className="data-table figure-table">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          <th scope="col" className="w-2/5">
            {w.figure}
          </th>
          <th scope="col" className="w-1/4 text-right">
            {w.value}
          </th>
          <th scope="col">{w.note}</th>
        </tr>
      </thead>
      <tbody>
        {measures.map((measure) => {
          const figure = figureOf(measure);
          return figure && <FigureRow key={measure} figure={figure} to={links.list?.(measure)} />;
        })}
        {measures.includes("solved") && (
          <>
            {measures.includes("unsolved") && (
              <Row name={w.rate} value={rateHidden(view.figures) ? null : percent(view.rate)} note={w.rateHint} />
            )}
            <Row name={w.toClaim} value={middle(taken)} />
            <Row name={w.toSolution} value={middle(solved)} />
          </>
        )}
      </tbody>
    </table>
  );
}

/** A number leads to what it is made of; one that is not shown leads nowhere. */
function FigureRow({ figure, to }: { figure: ShownFigure; to: string | undefined }) {
  const w = useWords(figuresWords);
  const { periods } = useMonths();
  const name = w.measure[figure.measure];
  const hidden = isHidden(figure.count, figure.missing.length > 0);
  const notes = [
    isYearly(figure.measure) ? w.yearly : "",
    !hidden && figure.missing.length > 0 ? w.without(periods(figure.missing)) : "",
  ].filter(Boolean);
  const amount = <Amount figure={figure} />;
  return (
    <Row
      name={name}
      value={
        hidden ? null : (
          <Listed to={figure.count ? to : undefined} name={name}>
            {amount}
          </Listed>
        )
      }
      note={notes.join(w.listComma)}
    />
  );
}

function Amount({ figure: { measure, count, fen, band } }: { figure: ShownFigure }) {
  const w = useWords(figuresWords);
  const b = useWords(benefitWords);
  const counted = w.count(formatNumber(count ?? 0), w.unit[measure]);
  if (measure !== "certified" || count === 0) return <>{counted}</>;
  return (
    <>
      {fen === null ? b.band[band ?? "NONE"] : <Money fen={BigInt(fen)} />}
      <span className="font-normal text-muted">
        {" · "}
        {w.entries(formatNumber(count ?? 0))}
      </span>
    </>
  );
}

function Row({ name, value, note }: { name: string; value: ReactNode; note?: string }) {
  const w = useWords(figuresWords);
  return (
    <tr>
      <th scope="row" className="title-cell text-left font-medium">
        {name}
      </th>
      <td data-label={w.value} className="number-cell main-cell">
        {value ?? <Hidden />}
      </td>
      <td data-label={w.note} className={cx("note-cell text-sm text-muted", !note && "max-md:hidden!")}>
        {note}
      </td>
    </tr>
  );
}

function Activities({ figures, links }: { figures: NonNullable<View["activities"]>; links: Links }) {
  const w = useWords(figuresWords);
  const cells = [
    ["sessions", w.sessions, figures.sessions, ""],
    ["attendances", w.attendances, figures.attendances, figures.unnamed > 0 ? w.unnamed(figures.unnamed) : ""],
    ["people", w.people, figures.people, ""],
  ] as const;
  return (
    <dl className="grid grid-cols-3 gap-x-4 gap-y-4 border-y border-line py-4 md:gap-x-6">
      {cells.map(([key, label, value, note]) => (
        <div key={key}>
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="text-2xl font-semibold tabular-nums">
            <Listed to={links.open && value > 0 ? links.list?.(key) : undefined} name={label}>
              {formatNumber(value)}
            </Listed>
            {note && <span className="block text-sm font-normal text-muted">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Targets({ targets, year, links }: { targets: View["targets"]; year: number; links: Links }) {
  const w = useWords(figuresWords);
  const shown = targets.filter((one) => one.value !== null);
  if (shown.length === 0) return <p className="text-muted">{w.noTargets}</p>;
  return (
    <table className="data-table">
      <caption className="sr-only">{w.sections.targets}</caption>
      <thead>
        <tr>
          <th scope="col" className="w-2/5">
            {w.figure}
          </th>
          <th scope="col" className="w-1/5 text-right">
            {w.planned}
          </th>
          <th scope="col" className="text-right">
            {w.actual}
          </th>
          <th scope="col">{w.done}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ measure, value, actual, partly }) => (
          <tr key={measure}>
            <th scope="row" className="title-cell text-left font-medium">
              {w.target[measure]}
            </th>
            <td data-label={w.planned} className="number-cell">
              {w.count(formatNumber(value ?? 0), w.targetUnit[measure])}
            </td>
            <td data-label={w.actual} className="number-cell">
              {isHidden(actual, partly) ? (
                <Hidden />
              ) : (
                <>
                  {partly && <abbr title={w.atLeast}>≥ </abbr>}
                  <Listed
                    to={
                      actual && (links.open || isYearly(measure)) ? links.list?.(measure, yearPeriod(year)) : undefined
                    }
                    name={w.target[measure]}
                  >
                    {w.count(formatNumber(actual ?? 0), w.targetUnit[measure])}
                  </Listed>
                </>
              )}
            </td>
            <td data-label={w.done} className={cx((actual === null || isHidden(actual, partly)) && "max-md:hidden!")}>
              {actual !== null && !isHidden(actual, partly) && value !== null && value > 0 && (
                <span className="inline-flex items-center gap-2 tabular-nums">
                  <svg width="120" height="10" aria-hidden className="text-ink">
                    <rect x="0.5" y="0.5" width="119" height="9" className="fill-surface stroke-line-strong" />
                    <rect
                      x="1"
                      y="1"
                      width={Math.min(118, (actual / value) * 118)}
                      height="8"
                      className="fill-primary-fill"
                    />
                  </svg>
                  {w.percent(Math.round((actual * 100) / value))}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
