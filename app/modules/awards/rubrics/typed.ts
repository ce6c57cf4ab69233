import { decimalText } from "#app/modules/achievements/benefit/formula.ts";
import { hundredthsOf, pointsText } from "../scores/points-text.ts";
import type { Criterion, Gate, Marking, RubricContent } from "./rubric.ts";

/** A criterion as the editor's form has it: points as people write them, one step, range or anchor a line. */
export type TypedCriterion = {
  key: string;
  nameZh: string;
  nameEn: string;
  guideZh: string;
  guideEn: string;
  max: string;
  kind: Marking["kind"];
  formula: string;
  rows: string;
};

/** A line of the editor nobody understands: where, and which one. */
export type TypedWrong = { index: number; part: "max" | "rows"; key: string; values?: Record<string, string> };

const SPAN = /^(\d{1,3}(?:\.\d{1,2})?)\s*[-–—~～至]\s*(\d{1,3}(?:\.\d{1,2})?)\s*(.*)$/;
const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.normalize("NFKC").trim())
    .filter(Boolean);

/** "500000 15": from this value on, so many points. */
function stepOf(line: string) {
  const match = /^(\S+)\s+(\S+)$/.exec(line.replace(/[:：=]/g, " "));
  const from = match && decimalText(match[1] ?? "");
  const points = match && hundredthsOf(match[2] ?? "");
  return from !== null && points !== null ? { from, points } : null;
}
/** "100000 15-25": from this value on, the judge gives points between the two. */
function rangeOfLine(line: string) {
  const match = /^(\S+)\s+(.+)$/.exec(line.replace(/[:：=]/g, " "));
  const span = match && SPAN.exec((match[2] ?? "").trim());
  const from = match && decimalText(match[1] ?? "");
  if (!span || from === null || span[3]) return null;
  return { from, least: hundredthsOf(span[1] ?? "") ?? 0, most: hundredthsOf(span[2] ?? "") ?? 0 };
}
/** "9-10 Leads the country | in English". */
function anchorOf(line: string) {
  const span = SPAN.exec(line);
  if (!span) return null;
  const [zh = "", en = ""] = (span[3] ?? "").split("|").map((one) => one.trim());
  return { least: hundredthsOf(span[1] ?? "") ?? 0, most: hundredthsOf(span[2] ?? "") ?? 0, text: { zh, en } };
}

function markingOf(typed: TypedCriterion, wrong: (line: string) => void): Marking {
  const read = <Row>(parse: (line: string) => Row | null): Row[] =>
    linesOf(typed.rows).flatMap((line) => {
      const row = parse(line);
      if (row === null) wrong(line);
      return row === null ? [] : [row];
    });
  if (typed.kind === "COMPUTED") return { kind: "COMPUTED", formula: typed.formula, steps: read(stepOf) };
  if (typed.kind === "BOUNDED") return { kind: "BOUNDED", formula: typed.formula, ranges: read(rangeOfLine) };
  return { kind: "JUDGED", anchors: read(anchorOf) };
}

/** The first free name of a new criterion; scores are kept by it, so an old one keeps its own. */
const freeKey = (taken: ReadonlySet<string>): string => {
  for (let n = 1; ; n += 1) if (!taken.has(`criterion${n}`)) return `criterion${n}`;
};

/** What the form says as a rubric; ties go to the earlier criterion. */
export function rubricFromTyped(typed: readonly TypedCriterion[]): { content: RubricContent; wrong: TypedWrong[] } {
  const wrong: TypedWrong[] = [];
  const taken = new Set(typed.map((one) => one.key).filter(Boolean));
  const criteria = typed.map((one, index): Criterion => {
    const max = hundredthsOf(one.max);
    if (max === null) wrong.push({ index, part: "max", key: "not_a_number" });
    const key = one.key || freeKey(taken);
    taken.add(key);
    return {
      key,
      name: { zh: one.nameZh, en: one.nameEn },
      guide: { zh: one.guideZh, en: one.guideEn },
      max: max ?? 0,
      marking: markingOf(one, (line) => wrong.push({ index, part: "rows", key: "rubric-line", values: { line } })),
    };
  });
  return { content: { criteria, ties: criteria.map((one) => one.key) }, wrong };
}

const rowsText = (marking: Marking): string => {
  const p = pointsText;
  if (marking.kind === "COMPUTED") return marking.steps.map((one) => `${one.from} ${p(one.points)}`).join("\n");
  if (marking.kind === "BOUNDED")
    return marking.ranges.map((one) => `${one.from} ${p(one.least)}-${p(one.most)}`).join("\n");
  return marking.anchors
    .map((one) => `${p(one.least)}-${p(one.most)} ${one.text.zh}${one.text.en && ` | ${one.text.en}`}`)
    .join("\n");
};

/** A rubric for the editor's form. */
export const typedFromRubric = (content: RubricContent): TypedCriterion[] =>
  content.criteria.map(({ key, name, guide, max, marking }) => ({
    key,
    nameZh: name.zh,
    nameEn: name.en,
    guideZh: guide.zh,
    guideEn: guide.en,
    max: pointsText(max),
    kind: marking.kind,
    formula: marking.kind === "JUDGED" ? "" : marking.formula,
    rows: rowsText(marking),
  }));

export type TypedGate = { key: string; textZh: string; textEn: string; formula: string; at: Gate["at"]; value: string };

/** Gates of the form; lines without a formula and a text are none. */
export const gatesFromTyped = (typed: readonly TypedGate[]): Gate[] => {
  const filled = typed.filter((one) => one.formula !== "" || one.textZh !== "");
  return filled.map((one, index) => ({
    key: one.key || `gate${index + 1}x${filled.length}`,
    text: { zh: one.textZh, en: one.textEn },
    formula: one.formula,
    at: one.at,
    value: decimalText(one.value) ?? one.value,
  }));
};
export const typedFromGates = (gates: readonly Gate[]): TypedGate[] =>
  gates.map(({ key, text, formula, at, value }) => ({ key, textZh: text.zh, textEn: text.en, formula, at, value }));
