import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { formatDate, formatNumber } from "#app/lib/format.ts";
import { words } from "#app/lib/i18n.ts";
import { wordFile } from "#app/lib/word-file.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { adoptionWords } from "#app/words/adoption.ts";
import { loadAdoption } from "./queries.server.ts";

/**
 * The certificate as Word, with room for the adopting unit's seal: for the adopter, the studio and the fix's team. It is
 * as it was issued; measures stand in it as far as they are open to the studio. Errors: not_found.
 */
export async function certificateFile(actor: Actor, reuseId: string): Promise<{ file: Buffer; name: string }> {
  const adoption = await loadAdoption(actor, reuseId);
  if (!adoption.certificate) throw notFound();
  const row = await db.adoptionCertificate.findUniqueOrThrow({
    where: { id: adoption.certificate.id },
    select: {
      year: true,
      serial: true,
      unit: true,
      contact: true,
      title: true,
      number: true,
      fromOn: true,
      toOn: true,
      issuedAt: true,
      studio: { select: { name: true, timeZone: true } },
    },
  });
  const w = words(adoptionWords, actor.locale).certificate;
  const unit = row.unit || w.unnamed;
  const number = w.numberOf(row.year, row.serial);
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const value = (n: number | null) => (n === null ? "—" : formatNumber(n, 4));
  // What its adopter keeps to itself does not travel with a paper.
  const measures = adoption.kept ? [] : adoption.measures;
  const file = await wordFile({
    title: w.title,
    foot: `${w.made} · ${number}`,
    language: actor.locale,
    blocks: [
      { kind: "right", lines: [number] },
      { kind: "title", text: w.title },
      { kind: "text", text: w.body(unit, row.studio.name, row.title, row.number), indent: true },
      {
        kind: "facts",
        rows: [
          [w.fix, `${row.title}（${row.number}）`],
          [w.studio, row.studio.name],
          [w.unit, unit],
          [w.period, `${day(row.fromOn)} — ${day(row.toOn)}`],
          [w.verdict, adoption.verdict ? words(adoptionWords, actor.locale).verdicts[adoption.verdict] : ""],
          ...(row.contact ? [[w.contact, row.contact] as [string, string]] : []),
        ],
      },
      ...(measures.length > 0
        ? [
            { kind: "heading" as const, text: w.measured },
            {
              kind: "table" as const,
              head: [w.name, w.before, w.after, w.per],
              rows: measures.map((m) => [`${m.name}（${m.unit}）`, value(m.before), value(m.after), m.period]),
              widths: [3, 1, 1, 2],
            },
          ]
        : []),
      { kind: "space", lines: 2 },
      { kind: "right", lines: [unit, w.seal, formatDate(row.issuedAt, row.studio.timeZone)] },
    ],
  });
  return { file, name: `${w.title}-${number}` };
}
