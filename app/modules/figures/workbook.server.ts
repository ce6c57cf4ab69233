import type ExcelJS from "exceljs";
import { A4_SHEET, excel } from "#app/lib/excel.server.ts";
import type { Locale } from "#app/lib/i18n.ts";
import { words } from "#app/lib/i18n.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { figureListsWords } from "#app/words/figure-lists.ts";
import { figuresWords } from "#app/words/figures.ts";
import { statesWords } from "#app/words/states.ts";
import type { Trend } from "./figures.ts";
import type { Help } from "./network.server.ts";
import { isHidden, TIMED } from "./measures.ts";
import { rateHidden } from "./rules.ts";
import { type Period, periodText } from "./periods.ts";
import type { ShownFigure, Target } from "./queries-dashboard.server.ts";
import type { ListedFact } from "./listed-fact.ts";

type View = {
  scope: { name: string };
  period: Period;
  figures: ShownFigure[];
  rate: number | null;
  activities: { sessions: number; attendances: number; people: number } | null;
  network: Help[];
  trend: Trend[];
  targets: Target[];
  year: number;
};

const textOf = (period: Period): string => periodText(period) || `${period.from} — ${period.to}`;
/** The sheet's name as spreadsheets allow it. */
const sheetName = (name: string): string => name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31);

/** So many letters fit beside each other on an upright A4 before they are too small to read. */
const PORTRAIT = 90;

function addTable(
  workbook: ExcelJS.Workbook,
  name: string,
  head: string[],
  widths: number[],
  rows: ExcelJS.CellValue[][],
) {
  const sheet = workbook.addWorksheet(sheetName(name), { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = head.map((header, n) => ({ header, width: widths[n] ?? 14 }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow(row);
  head.forEach((_, n) => {
    // A column of numbers stands to the right, with its heading and the words in place of a number.
    const numbers = rows.some((row) => typeof row[n] === "number");
    sheet.getColumn(n + 1).alignment = { vertical: "top", wrapText: true, horizontal: numbers ? "right" : "left" };
  });
  const wide = widths.reduce((sum, width) => sum + width, 0) > PORTRAIT;
  sheet.pageSetup = { ...A4_SHEET, orientation: wide ? "landscape" : "portrait" };
  return sheet;
}

const bytes = async (workbook: ExcelJS.Workbook): Promise<Uint8Array> =>
  new Uint8Array(await workbook.xlsx.writeBuffer());

/** A dashboard or a report as a workbook: what the page shows, no more; hidden figures are words, numbers are numbers. */
export async function figuresWorkbook(view: View, locale: Locale): Promise<Uint8Array> {
  const w = words(figuresWords, locale);
  const band = words(benefitWords, locale).band;
  const workbook = new (await excel()).Workbook();
  const without = (missing: Period[]) => (missing.length > 0 ? w.without(missing.map(textOf).join(w.listComma)) : "");
  const rows: ExcelJS.CellValue[][] = [
    [w.scope, view.scope.name, "", ""],
    [w.period, textOf(view.period), "", ""],
    ...view.figures.map(({ measure, count, fen, band: inBand, missing }): ExcelJS.CellValue[] => [
      w.measure[measure],
      isHidden(count, missing.length > 0) ? w.hidden : count,
      measure === "certified" && !isHidden(count, missing.length > 0)
        ? fen === null
          ? band[inBand ?? "NONE"]
          : Number(fen) / 100
        : "",
      isHidden(count, missing.length > 0) ? "" : without(missing),
    ]),
    [w.rate, rateHidden(view.figures) ? w.hidden : view.rate === null ? w.none : view.rate / 100, "", w.rateHint],
    ...TIMED.map((measure): ExcelJS.CellValue[] => {
      const figure = view.figures.find((one) => one.measure === measure);
      const hidden = !figure || isHidden(figure.count, figure.missing.length > 0);
      return [
        measure === "taken" ? w.toClaim : measure === "solved" ? w.toSolution : `${w.measure[measure]} (${w.median})`,
        hidden ? w.hidden : figure.median === null ? w.none : w.days(figure.median),
        "",
        w.daysHint,
      ];
    }),
    ...(view.activities
      ? ([
          [w.sessions, view.activities.sessions, "", ""],
          [w.attendances, view.activities.attendances, "", ""],
          [w.people, view.activities.people, "", ""],
        ] as ExcelJS.CellValue[][])
      : []),
  ];
  const sheet = addTable(workbook, w.sheet.figures, [w.figure, w.value, w.sheet.yuan, w.note], [36, 18, 18, 48], rows);
  sheet.getColumn(3).numFmt = "#,##0.00";
  for (const row of sheet.getRows(2, rows.length) ?? [])
    if (row.getCell(1).value === w.rate) row.getCell(2).numFmt = "0%";
  addTable(
    workbook,
    w.sheet.trend,
    [w.figure, w.sheet.from, w.sheet.to, w.value],
    [30, 12, 12, 12],
    view.trend.flatMap(({ measure, bars }) => bars.map((bar) => [w.measure[measure], bar.from, bar.to, bar.value])),
  );
  addTable(
    workbook,
    w.sheet.network,
    [w.helper, w.helped, w.times],
    [28, 28, 10],
    view.network.map((tie) => [tie.from, tie.to, tie.count]),
  );
  if (view.targets.length > 0)
    addTable(
      workbook,
      `${w.sheet.targets} ${view.year}`,
      [w.figure, w.planned, w.actual, w.note],
      [30, 12, 12, 24],
      view.targets.map((one) => [
        w.target[one.measure],
        one.value ?? w.none,
        isHidden(one.actual, one.partly) ? w.hidden : one.actual,
        one.partly ? w.atLeast : "",
      ]),
    );
  return bytes(workbook);
}

/** The list behind a figure as a workbook. Cells are text, so nothing is taken for a formula. */
export async function listWorkbook(rows: readonly ListedFact[], locale: Locale): Promise<Uint8Array> {
  const w = words(figuresWords, locale);
  const l = words(figureListsWords, locale);
  const states = words(statesWords, locale);
  const band = words(benefitWords, locale).band;
  const workbook = new (await excel()).Workbook();
  addTable(
    workbook,
    w.sheet.list,
    [l.columns.title, l.columns.organisation, l.columns.state, l.columns.band, l.columns.amount, l.columns.times],
    [48, 28, 14, 20, 16, 8],
    rows.map((row) => [
      row.title ?? l.untitled,
      row.organisation ?? l.unnamedOrganisation,
      row.state
        ? row.partial && row.state === "SOLVED"
          ? states.solvedPartly
          : states.state[row.state]
        : l.kind[row.kind as "PROBLEM"],
      row.band ? band[row.band] : "",
      row.fen === null ? "" : Number(row.fen) / 100,
      row.times,
    ]),
  );
  return bytes(workbook);
}
