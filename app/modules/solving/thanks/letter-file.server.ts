import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { formatPaperDay } from "#app/lib/format.ts";
import { isLocale, words } from "#app/lib/i18n.ts";
import { wordFile } from "#app/lib/word-file.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { thanksWords } from "#app/words/thanks.ts";
import { requireThanks } from "./queries-thanks.server.ts";

/** The letter as Word, in the language it was written in, with room for the seal. Errors as of reading it. */
export async function letterFile(
  actor: Actor,
  problemId: string,
  letterId: string,
): Promise<{ file: Buffer; name: string }> {
  const { letter } = await requireThanks(db, actor, problemId);
  if (letter?.id !== letterId) throw notFound();
  const language = isLocale(letter.locale) ? letter.locale : "zh-CN";
  const w = words(thanksWords, language);
  const file = await wordFile({
    title: w.heading,
    foot: `${w.made} · ${letter.number}`,
    language,
    letter: true,
    blocks: [
      { kind: "right", lines: [letter.number] },
      { kind: "title", text: w.heading },
      { kind: "text", text: w.salutation(letter.recipient) },
      { kind: "text", text: letter.body, indent: true },
      { kind: "space", lines: 2 },
      {
        kind: "right",
        lines: [w.sealed(letter.signature), formatPaperDay(letter.dated.toISOString().slice(0, 10), language)],
      },
    ],
  });
  return { file, name: `${w.heading}-${letter.recipient}` };
}
