import { formatDate, formatNumber } from "#app/lib/format.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { wordFile } from "#app/lib/word-file.server.ts";
import { adoptionWords } from "#app/words/adoption.ts";

/** A certificate's number and words, as it was issued; empty where nothing stands. */
export type CertificateText = {
  year: number;
  serial: number;
  unit: string;
  contact: string;
  title: string;
  number: string;
  fromOn: Date;
  toOn: Date;
  issuedAt: Date;
};

/** What stands on a certificate. */
export type CertificateFacts = CertificateText & {
  studio: { name: string; timeZone: string };
  verdict: "FIXED" | "PARTLY" | "NOT_FIXED" | null;
  measures: readonly { name: string; unit: string; before: number | null; after: number | null; period: string }[];
};

const day = (at: Date) => at.toISOString().slice(0, 10);
const value = (n: number | null) => (n === null ? "—" : formatNumber(n, 4));

/** A certificate as Word, with room for the adopting unit's seal. */
export async function drawCertificate(row: CertificateFacts, locale: Locale): Promise<{ file: Buffer; name: string }> {
  const w = words(adoptionWords, locale).certificate;
  const unit = row.unit || w.unnamed;
  const number = w.numberOf(row.year, row.serial);
  const file = await wordFile({
    title: w.title,
    foot: `${w.made} · ${number}`,
    language: locale,
    blocks: [
      { kind: "right", lines: [number] },
      { kind: "title", text: w.title },
      { kind: "text", text: w.body(unit, row.studio.name, row.title, row.number), indent: true },
      { kind: "space", lines: 1 },
      {
        kind: "facts",
        rows: [
          [w.fix, `${row.title}（${row.number}）`],
          [w.studio, row.studio.name],
          [w.unit, unit],
          [w.period, `${day(row.fromOn)} — ${day(row.toOn)}`],
          [w.verdict, row.verdict ? words(adoptionWords, locale).verdicts[row.verdict] : ""],
          ...(row.contact ? [[w.contact, row.contact] as [string, string]] : []),
        ],
      },
      ...(row.measures.length > 0
        ? [
            { kind: "heading" as const, text: w.measured },
            {
              kind: "table" as const,
              head: [w.name, w.before, w.after, w.per],
              rows: row.measures.map((m) => [`${m.name}（${m.unit}）`, value(m.before), value(m.after), m.period]),
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
