import { formatDate, formatYuan } from "#app/lib/format.ts";
import { words } from "#app/lib/i18n.ts";
import type { PaperBlock } from "#app/lib/paper/paper.server.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { listRows, type Printed, rowValues } from "./field-values.ts";
import type { APPLICATION_FIELDS } from "./fields.ts";
import { benefitTotal, type DossierRecord } from "./record.ts";

type Row = Record<string, string>;
const pick = (rows: readonly Row[], ...keys: string[]): string[][] =>
  rows.map((row) => keys.map((key) => row[key] ?? ""));

/** The printed application of one record, from the title to the boxes for seals; what is empty is left out. */
export function paperBlocks(record: DossierRecord, printed: Printed): PaperBlock[] {
  const { paper: w, ...rest } = words(dossierPaperWords, printed.locale);
  const lists = listRows(record, printed.locale);
  const table = (heading: string, head: readonly string[], rows: string[][], widths: number[]): PaperBlock[] =>
    rows.length === 0
      ? []
      : [
          { kind: "heading", text: heading },
          { kind: "table", head, rows, widths },
        ];
  const prose = (heading: string, text: string): PaperBlock[] =>
    text.trim() === ""
      ? []
      : [
          { kind: "heading", text: heading },
          { kind: "text", text },
        ];
  const total = benefitTotal(record);
  const benefits = pick(lists.benefits, "year", "recipient", "kind", "amount", "basis");
  if (total !== null && benefits.length > 1) benefits.push(["", w.total, "", formatYuan(total, printed.locale), ""]);
  const achievement = record.subject === "ACHIEVEMENT";
  return [
    { kind: "title", text: w.title(record.round.title), below: `${record.round.name}\n${w.scan}` },
    { kind: "facts", rows: overviewRows(record, printed) },
    ...(record.exact ? [] : [{ kind: "note", text: w.bands } as const]),
    ...(achievement
      ? table(
          w.people,
          w.peopleHead,
          pick(lists.people, "position", "name", "unit", "share", "contribution"),
          [1, 2, 4, 1.4, 7],
        )
      : []),
    ...(record.subject === "STUDIO"
      ? [
          ...prose(w.bio, record.profile?.bio ?? ""),
          ...table(
            w.memberTable,
            w.memberHead,
            pick(lists.people, "position", "name", "role", "trade", "honour"),
            [1, 2.4, 2, 4, 4.6],
          ),
        ]
      : []),
    ...(achievement ? prose(w.units, record.units.join(rest.comma)) : []),
    ...prose(w.summary, record.summary),
    ...prose(w.innovation, record.innovation),
    ...prose(w.application, record.application),
    ...prose(w.social, record.social),
    ...prose(w.novelty, record.novelty),
    ...lists.statement.flatMap(({ name = "", text = "" }) => prose(name, text)),
    ...table(
      w.achievements,
      w.achievementsHead,
      pick(lists.achievements, "position", "title", "kind", "first", "on", "amount", "certifiedOn"),
      [1.2, 4.1, 1.8, 2, 2.1, 2.4, 2.1],
    ),
    ...table(achievement ? w.benefits : w.benefitsOwn, w.benefitsHead, benefits, [1.3, 3, 2, 2.6, 5]),
    ...table(
      w.adopters,
      w.adoptersHead,
      pick(lists.adopters, "position", "unit", "on", "contact", "note"),
      [1, 5, 2.4, 2.4, 3],
    ),
    ...table(
      w.patents,
      w.patentsHead,
      pick(lists.patents, "kind", "number", "title", "holder", "state"),
      [2, 3.4, 4.5, 3, 1.6],
    ),
    ...table(
      w.works,
      w.worksHead,
      pick(lists.works, "kind", "title", "issuer", "number", "on"),
      [1.6, 4.6, 3, 2.4, 2.2],
    ),
    ...table(achievement ? w.fixes : w.solved, w.fixesHead, pick(lists.fixes, "number", "title", "on"), [2, 8, 2.2]),
    ...table(
      w.activities,
      w.activitiesHead,
      pick(lists.activities, "position", "kind", "topic", "host", "on"),
      [1.1, 4, 4.4, 3.4, 2.2],
    ),
    ...table(
      w.apprentices,
      w.apprenticesHead,
      pick(lists.apprentices, "master", "name", "trade", "before", "after", "period"),
      [1.8, 1.8, 2.4, 2.6, 2.6, 2.6],
    ),
    ...table(
      w.promotions,
      w.promotionsHead,
      pick(lists.promotions, "name", "before", "after", "issuer", "document", "on"),
      [1.8, 2.5, 2.5, 3.2, 2.6, 2.2],
    ),
    ...table(
      w.competitions,
      w.competitionsHead,
      pick(lists.competitions, "name", "level", "person", "event", "result", "on"),
      [4, 1.6, 1.8, 2.6, 2.6, 2.2],
    ),
    ...table(w.awards, w.awardsHead, pick(lists.awards, "name", "issuer", "grade", "on"), [5, 4, 2, 2.2]),
    ...table(
      w.targets,
      w.targetsHead,
      pick(lists.targets, "year", "topic", "measure", "target", "actual"),
      [1.3, 5, 3, 2, 2],
    ),
    ...table(w.funds, w.fundsHead, pick(lists.funds, "year", "granted", "used"), [2, 4, 4]),
    ...table(w.factsTable, w.factsHead, pick(lists.facts, "name", "value"), [6, 4]),
    ...table(
      w.steps,
      w.stepsHead,
      pick(lists.steps, "unit", "decision", "opinion", "by", "on"),
      [3.4, 1.8, 4.6, 1.8, 2.2],
    ),
    ...table(w.files, w.filesHead, pick(lists.files, "position", "name", "sha256"), [1, 6, 7]),
    // Before the boxes: a line after them would be alone on a sheet where they end one.
    { kind: "note", text: w.hash(record.factsHash ?? rest.notYet) },
    ...(record.round.frozenHash ? [{ kind: "note", text: w.frozen(record.round.frozenHash) } as const] : []),
    { kind: "heading", text: w.seals },
    {
      kind: "seals",
      boxes: [
        { label: w.sealOf.people[record.subject], text: w.promise, below: w.signed },
        { label: w.sealOf.enterprise, text: record.steps[0]?.opinion ?? "", below: w.sealed },
        ...record.steps
          .slice(1)
          .map(({ unit, opinion }) => ({ label: w.sealOf.union(unit), text: opinion, below: w.sealed })),
        { label: w.sealOf.organiser, text: "", below: w.sealed },
      ],
    },
  ];
}

/** The table at the head: what it is, whose, and how far; what is not known is left out. */
function overviewRows(record: DossierRecord, printed: Printed): (readonly [string, string])[] {
  const { paper: w, subject, state } = words(dossierPaperWords, printed.locale);
  // The fields of a form, so that both papers say the same.
  const value = rowValues(record, 1, printed) as Record<string, string>;
  const of = (key: (typeof APPLICATION_FIELDS)[number]["key"]): string => value[key] ?? "";
  const studio = record.subject === "STUDIO";
  const rows = [
    [w.name[record.subject], record.title],
    [w.kind, record.kind ? words(achievementWords, printed.locale).kind[record.kind] : subject[record.subject]],
    [w.number, record.number],
    [w.basis, record.round.legalBasis],
    [w.organiser, record.round.organiser],
    [w.enterprise, record.enterprise],
    [w.studio, studio ? "" : record.studio],
    [w.leader, studio ? of("leader") : ""],
    [w.honour, of("honour")],
    [w.trade, of("trade")],
    [w.tradeYears, of("tradeYears")],
    [w.level, of("level")],
    [w.completedOn[record.subject], record.completedOn],
    [w.yearsRunning, of("yearsRunning")],
    [w.members, of("memberCount")],
    [w.premises, of("premises")],
    [w.specialities, of("specialities")],
    [w.submittedOn, record.submittedOn],
    [w.state, state[record.state]],
    [w.grade, record.grade],
    [w.certificate, record.certificateNumber],
  ] as const;
  return rows.filter(([, text]) => text !== "");
}

/** In the foot of every page. */
export const paperFoot = (record: DossierRecord, { locale, now }: Printed): string =>
  words(dossierPaperWords, locale).paper.foot(record.number, formatDate(now, record.round.timeZone));
