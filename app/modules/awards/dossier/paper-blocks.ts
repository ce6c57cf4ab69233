import { formatDate, formatYuan } from "#app/lib/format.ts";
import { words } from "#app/lib/i18n.ts";
import type { PaperBlock } from "#app/lib/paper/paper.server.ts";
import { achievementWords } from "#app/words/achievement.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { listRows, type Printed } from "./field-values.ts";
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
  return [
    { kind: "title", text: w.title(record.round.title), below: `${record.round.name}\n${w.scan}` },
    {
      kind: "facts",
      rows: (
        [
          [w.name[record.subject], record.title],
          [
            w.kind,
            record.kind ? words(achievementWords, printed.locale).kind[record.kind] : rest.subject[record.subject],
          ],
          [w.number, record.number],
          [w.basis, record.round.legalBasis],
          [w.organiser, record.round.organiser],
          [w.enterprise, record.enterprise],
          [w.studio, record.subject === "STUDIO" ? "" : record.studio],
          [w.completedOn[record.subject], record.completedOn],
          [w.submittedOn, record.submittedOn],
          [w.state, rest.state[record.state]],
          [w.grade, record.grade],
          [w.certificate, record.certificateNumber],
        ] as const
      ).filter(([, text]) => text !== ""),
    },
    ...(record.exact ? [] : [{ kind: "note", text: w.bands } as const]),
    ...table(
      w.people,
      w.peopleHead,
      pick(lists.people, "position", "name", "unit", "share", "contribution"),
      [1, 2, 4, 1.4, 7],
    ),
    ...prose(w.units, record.units.join(rest.comma)),
    ...prose(w.summary, record.summary),
    ...prose(w.innovation, record.innovation),
    ...prose(w.application, record.application),
    ...prose(w.social, record.social),
    ...prose(w.novelty, record.novelty),
    ...lists.statement.flatMap(({ name = "", text = "" }) => prose(name, text)),
    ...table(w.benefits, w.benefitsHead, benefits, [1.3, 3, 2, 2.6, 5]),
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
    ...table(w.awards, w.awardsHead, pick(lists.awards, "name", "issuer", "grade", "on"), [5, 4, 2, 2.2]),
    ...table(
      w.achievements,
      w.achievementsHead,
      pick(lists.achievements, "position", "title", "kind", "on"),
      [1, 8, 2, 2.2],
    ),
    ...table(w.fixes, w.fixesHead, pick(lists.fixes, "number", "title"), [2, 9]),
    ...table(w.factsTable, w.factsHead, pick(lists.facts, "name", "value"), [6, 4]),
    ...table(
      w.steps,
      w.stepsHead,
      pick(lists.steps, "unit", "decision", "opinion", "by", "on"),
      [3.4, 1.8, 4.6, 1.8, 2.2],
    ),
    ...table(w.files, w.filesHead, pick(lists.files, "position", "name", "sha256"), [1, 6, 7]),
    { kind: "heading", text: w.seals },
    {
      kind: "seals",
      boxes: [
        { label: w.sealOf.people, text: w.promise, below: w.signed },
        { label: w.sealOf.enterprise, text: record.steps[0]?.opinion ?? "", below: w.sealed },
        { label: w.sealOf.organiser, text: "", below: w.sealed },
      ],
    },
    { kind: "note", text: w.hash(record.factsHash ?? rest.notYet) },
    ...(record.round.frozenHash ? [{ kind: "note", text: w.frozen(record.round.frozenHash) } as const] : []),
  ];
}

/** In the foot of every page. */
export const paperFoot = (record: DossierRecord, { locale, now }: Printed): string =>
  words(dossierPaperWords, locale).paper.foot(record.number, formatDate(now, record.round.timeZone));
