import type { ReadingCopy } from "#app/browser/outbox/records.ts";
import { formatDate, formatMoney, formatNumber } from "#app/lib/format.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import type { ProblemForPage } from "#app/modules/problems/queries-problem.server.ts";
import type { SolvingData } from "#app/modules/solving/queries.server.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemPageWords } from "#app/words/problem-page.ts";
import { solvingRecordWords } from "#app/words/solving-record.ts";
import { statesWords } from "#app/words/states.ts";

type Row = ReadingCopy["sections"][number]["rows"][number];
type Of = { mark: string; personId: string; at: Date; locale: Locale };

const FACTS = [
  "equipmentType",
  "equipmentModel",
  "equipmentMaker",
  "assetNumber",
  "line",
  "processStep",
  "alarmCode",
  "since",
  "frequency",
] as const;
const STORY = ["phenomenon", "tried", "target", "measuredBy", "parameters"] as const;
const SOLUTION = ["rootCause", "actions", "containment", "prevention", "safetyNotes", "parts", "parameters"] as const;

/** The text of a problem's page, by headings; photos, people's remarks and the timeline are read with signal only. */
export function copyOf(problem: ProblemForPage, solutions: SolvingData["solutions"], of: Of): ReadingCopy {
  const w = words(problemPageWords, of.locale);
  const f = words(problemFactsWords, of.locale);
  const s = words(statesWords, of.locale);
  const done = words(solvingRecordWords, of.locale).solution;
  const { fields } = problem;
  const row = (label: string, text: string | null | undefined): Row[] => (text ? [{ label, text }] : []);
  const amount = (field: "downtimeHours" | "scrapPercent", unit: string) =>
    row(f.field[field], fields[field] === null ? null : `${formatNumber(fields[field], 3)} ${unit}`);
  const solution = solutions.find((one) => one.state === "ACCEPTED") ?? solutions[0];
  const sections = [
    {
      heading: w.facts,
      rows: [
        ...FACTS.flatMap((field) => row(f.field[field], fields[field])),
        ...amount("downtimeHours", f.hoursPerWeek),
        ...amount("scrapPercent", f.percent),
        ...row(f.field.impactFen, fields.impactFen === null ? null : formatMoney(fields.impactFen, of.locale)),
        ...row(f.field.wantedBy, fields.wantedBy === null ? null : formatDate(fields.wantedBy, "UTC")),
      ],
    },
    { heading: w.story, rows: STORY.flatMap((field) => row(f.field[field], fields[field])) },
    {
      heading: done.section,
      rows: solution ? SOLUTION.flatMap((part) => row(done[part], solution[part])) : [],
    },
    {
      heading: w.people,
      rows: [...row(f.enterprise, problem.enterprise?.name), ...row(f.author, problem.author?.name)],
    },
  ];
  return {
    id: problem.id,
    personId: of.personId,
    mark: of.mark,
    at: of.at.getTime(),
    number: problem.number,
    title: fields.title || problem.number,
    state: problem.state,
    standing: [s.state[problem.state], fields.severity === null ? "" : s.severity[fields.severity]]
      .filter(Boolean)
      .join(" · "),
    sections: sections.filter(({ rows }) => rows.length > 0),
  };
}
