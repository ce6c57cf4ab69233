import { formatDate, formatPaperDay } from "#app/lib/format.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { type WordBlock, wordFile } from "#app/lib/word-file.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { forbidden } from "#app/lib/errors.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import { loadMentorship, type MentorshipPage } from "./queries.server.ts";

type Words = ReturnType<typeof words<(typeof mentorshipsWords)["zh-CN"]>>;

/** The facts both papers begin with. */
const facts = (m: MentorshipPage, w: Words, locale: Locale): WordBlock => ({
  kind: "facts",
  rows: [
    [w.fields.master, m.master],
    [w.fields.apprentice, m.apprentice],
    [w.fields.place, m.place],
    ...(m.enterprise && m.enterprise !== m.place ? [[w.fields.enterprise, m.enterprise] as [string, string]] : []),
    [w.fields.trade, m.trade],
    [w.fields.gradeBefore, w.grade[m.gradeBefore]],
    [w.fields.period, w.word.period(formatPaperDay(m.startsOn, locale), formatPaperDay(m.endsOn, locale))],
  ],
});

/** What each signed in the product; the line for ink stays above it. */
const signatures = (m: MentorshipPage, w: Words): WordBlock => {
  const below = (at: Date | null) => [
    w.word.dateLine,
    ...(at ? [w.word.confirmedHere(formatDate(at, m.timeZone))] : []),
  ];
  return {
    kind: "signatures",
    parties: [
      { label: w.word.masterSign, below: below(m.masterSignedAt) },
      { label: w.word.apprenticeSign, below: below(m.apprenticeSignedAt) },
      { label: w.word.placeSign, below: below(null) },
    ],
  };
};

function agreementBlocks(m: MentorshipPage, w: Words, locale: Locale): WordBlock[] {
  return [
    { kind: "title", text: w.word.agreement },
    { kind: "text", text: w.word.preamble(m.place), indent: true },
    { kind: "space", lines: 1 },
    facts(m, w, locale),
    { kind: "heading", text: w.word.goals },
    { kind: "list", items: m.goals },
    { kind: "heading", text: w.word.duties },
    { kind: "list", items: [w.word.masterDuties, w.word.apprenticeDuties, w.word.placeDuties] },
    ...(m.terms
      ? [{ kind: "heading", text: w.word.terms } as const, { kind: "text", text: m.terms, indent: true } as const]
      : []),
    { kind: "text", text: w.word.copies, indent: true, withNext: true },
    signatures(m, w),
  ];
}

function recordBlocks(m: MentorshipPage, w: Words, locale: Locale): WordBlock[] {
  const notes = [...m.notes].reverse();
  const word = (note: (typeof notes)[number]) =>
    [
      note.answer,
      note.state === "COUNTERSIGNED" && note.answeredAt
        ? w.word.noteSignedOn(formatDate(note.answeredAt, m.timeZone))
        : w.noteState[note.state],
    ]
      .filter(Boolean)
      .join("\n");
  const result: [string, string][] = [
    [w.stateLabel, w.state[m.state]],
    ...(m.gradeAfter ? [[w.fields.gradeAfter, w.grade[m.gradeAfter]] as [string, string]] : []),
    ...(m.summary ? [[w.close.summary, m.summary] as [string, string]] : []),
    ...(m.assessment ? [[w.close.assessment, m.assessment] as [string, string]] : []),
    ...(m.reason ? [[w.reasonLabel, m.reason] as [string, string]] : []),
    ...(m.confirmedBy && m.endedAt
      ? [[w.confirm.title, w.confirmedBy(m.confirmedBy, formatDate(m.endedAt, m.timeZone))] as [string, string]]
      : []),
  ];
  if (m.onBehalf) result.push([w.word.entered, w.onBehalf]);
  const table: WordBlock = {
    kind: "table",
    head: [w.word.month, w.word.learned, w.word.masterWord],
    rows: notes.map((note) => [note.month, note.text, word(note)]),
    widths: [2, 8, 4],
  };
  return [
    { kind: "title", text: w.word.record },
    facts(m, w, locale),
    { kind: "heading", text: w.word.goals },
    { kind: "list", items: m.goals },
    { kind: "heading", text: w.notes },
    notes.length > 0 ? table : { kind: "text", text: w.noNotes },
    ...(m.missing.length > 0 ? [{ kind: "text", text: `${w.word.missing}: ${m.missing.join(", ")}` } as const] : []),
    { kind: "heading", text: w.word.result },
    { kind: "facts", rows: result },
    { kind: "text", text: w.word.kept, indent: true, withNext: true },
    signatures(m, w),
  ];
}

/**
 * The agreement to be signed on paper as well, or the record of the whole training, as Word in the reader's language.
 * Errors: not_found, forbidden (who does not read the notes).
 */
export async function mentorshipWordFile(
  actor: Actor,
  id: string,
  what: "agreement" | "record",
): Promise<{ file: Buffer; name: string }> {
  const m = await loadMentorship(actor, id);
  if (!m.full) throw forbidden("not-your-move");
  const w = words(mentorshipsWords, actor.locale);
  const title = what === "agreement" ? w.word.agreement : w.word.record;
  const file = await wordFile({
    title,
    foot: w.word.made(formatDate(actor.now, m.timeZone)),
    language: actor.locale,
    blocks: what === "agreement" ? agreementBlocks(m, w, actor.locale) : recordBlocks(m, w, actor.locale),
  });
  return { file, name: `${title}-${m.master}-${m.apprentice}` };
}
