import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { words } from "#app/lib/i18n.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { drawOne } from "./drawer.server.ts";
import { dossierAddress } from "./prepare-dossier.server.ts";
import { readRecords } from "./records.server.ts";
import { templateFor } from "./templates.server.ts";
import { dossiersReadExactlyBy, dossiersVisibleTo } from "./visibility.server.ts";

/**
 * One application's form or paper as it is now, for who reads its dossier; with exact amounts where the reader may see
 * them. The form is in the template's language, the paper in the reader's. Errors: not_found.
 */
export async function singlePaper(
  actor: Actor,
  id: string,
  what: "form" | "paper",
): Promise<{ bytes: Uint8Array; name: string }> {
  const find = (readers: Prisma.AwardApplicationWhereInput) =>
    db.awardApplication.findFirst({
      where: { id, AND: readers },
      select: { round: { select: { titleId: true, organisationId: true } } },
    });
  const exactly = await find(dossiersReadExactlyBy(actor));
  const seen = exactly ?? (await find(dossiersVisibleTo(actor)));
  if (!seen) throw notFound();
  const [record] = await readRecords([id], { exact: exactly !== null, now: actor.now });
  if (!record) throw notFound();
  const printed = { now: actor.now, address: dossierAddress(id) };
  const w = words(dossierPaperWords, actor.locale).file;
  const name = `${w.one(record.number, record.title)}-${w[what]}`;
  if (what === "paper")
    return { name, bytes: await drawOne({ kind: "paper", record, printed: { ...printed, locale: actor.locale } }) };
  const template = (await templateFor(seen.round.organisationId, seen.round.titleId, "FORM")).bytes;
  return { name, bytes: await drawOne({ kind: "form", template, record, printed: { ...printed, locale: "zh-CN" } }) };
}
