import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { isUsable, readTemplate } from "./check-template.server.ts";
import { drawOne } from "./drawer.server.ts";
import { roundValues, rowValues } from "./field-values.ts";
import type { TemplateKind } from "./fields.ts";
import { officeIds } from "./policy.ts";
import { previewOf } from "./preview.ts";
import { dossierAddress } from "./prepare-dossier.server.ts";
import type { DossierRecord } from "./record.ts";
import { sampleFor } from "./sample-record.ts";
import { templateBytes } from "./templates.server.ts";

const MOST = 100;

/** Unions above these, up to the federation. */
async function unionsAbove(ids: readonly string[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT "parentId" AS "id" FROM "Organisation" WHERE "id" = ANY (${[...ids]}::uuid[])
      UNION SELECT o."parentId" FROM "Organisation" o JOIN up ON o."id" = up."id"
    ) SELECT "id" FROM up WHERE "id" IS NOT NULL AND "id" <> ALL (${[...ids]}::uuid[])`;
  return rows.map((row) => row.id);
}

/** What a union above uses, its officers below may take down and start from; what is only tried is its own. */
const usedAbove = async (ids: readonly string[]): Promise<Prisma.DossierTemplateWhereInput> => ({
  organisationId: { in: await unionsAbove(ids) },
  takenAt: { not: null },
  retiredAt: null,
});

/**
 * The templates of the actor's unions that are in use or being tried, those that unions above use, and what a new one may
 * be for. Five statements. Errors: not_found for who is no officer.
 */
export async function loadTemplates(actor: Actor) {
  const ids = officeIds(actor);
  if (ids.length === 0) throw notFound();
  const above = await usedAbove(ids);
  const [rows, ofAbove, unions, titles] = await Promise.all([
    db.dossierTemplate.findMany({
      where: { organisationId: { in: ids }, retiredAt: null },
      orderBy: [{ organisationId: "asc" }, { kind: "asc" }, { uploadedAt: "desc" }, { id: "desc" }],
      take: MOST,
      select: {
        id: true,
        kind: true,
        name: true,
        titleId: true,
        uploadedAt: true,
        takenAt: true,
        organisation: { select: { name: true } },
      },
    }),
    db.dossierTemplate.findMany({
      where: above,
      orderBy: [{ organisationId: "asc" }, { kind: "asc" }, { takenAt: "desc" }, { id: "desc" }],
      take: MOST,
      select: { id: true, kind: true, name: true, organisation: { select: { name: true } } },
    }),
    db.organisation.findMany({
      where: { id: { in: ids } },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true },
    }),
    db.awardTitle.findMany({
      where: { organisationId: { in: ids }, retiredAt: null },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true, organisationId: true },
    }),
  ]);
  return {
    unions,
    titles,
    above: ofAbove.map(({ organisation, ...row }) => ({ ...row, union: organisation.name })),
    rows: rows.map(({ organisation, titleId, ...row }) => ({
      ...row,
      union: organisation.name,
      title: titles.find((one) => one.id === titleId)?.name ?? null,
    })),
  };
}

/** One template with what it names and how it looks filled in. Errors: not_found. */
export async function loadTemplate(actor: Actor, id: string) {
  const { row, bytes } = await requireTemplate(actor, id);
  const reading = await readTemplate(row.kind, bytes);
  const usable = isUsable(reading);
  const { subject, ...shown } = row;
  const sample = sampleFor(reading.fields, subject);
  const trial = usable ? previewOf(row.kind, await trialOf(row.kind, bytes, sample, actor.now)) : [];
  return { ...shown, ...reading, usable, trial };
}

/** The template filled in with an invented application, as a file. Errors: not_found. */
export async function trialFile(
  actor: Actor,
  id: string,
): Promise<{ kind: TemplateKind; name: string; bytes: Uint8Array }> {
  const { row, bytes } = await requireTemplate(actor, id);
  const reading = await readTemplate(row.kind, bytes);
  if (!isUsable(reading)) throw notFound();
  const sample = sampleFor(reading.fields, row.subject);
  return { kind: row.kind, name: row.name, bytes: await trialOf(row.kind, bytes, sample, actor.now) };
}

/** The template as it was uploaded, of an own union or in use by one above. Errors: not_found. */
export async function templateFile(
  actor: Actor,
  id: string,
): Promise<{ kind: TemplateKind; name: string; bytes: Uint8Array }> {
  const ids = officeIds(actor);
  const row = await db.dossierTemplate.findFirst({
    where: { id, OR: [{ organisationId: { in: ids } }, await usedAbove(ids)] },
    select: { kind: true, name: true, attachmentId: true },
  });
  const bytes = row && (await templateBytes(row.attachmentId));
  if (!row || !bytes) throw notFound();
  return { kind: row.kind, name: row.name, bytes };
}

async function requireTemplate(actor: Actor, id: string) {
  const row = await db.dossierTemplate.findFirst({
    where: { id, organisationId: { in: officeIds(actor) } },
    select: {
      id: true,
      kind: true,
      name: true,
      uploadedAt: true,
      takenAt: true,
      retiredAt: true,
      attachmentId: true,
      titleId: true,
      organisation: { select: { name: true, timeZone: true } },
    },
  });
  const bytes = row && (await templateBytes(row.attachmentId));
  if (!row || !bytes) throw notFound();
  const { attachmentId: _, titleId, organisation, ...shown } = row;
  const title = titleId && (await db.awardTitle.findUnique({ where: { id: titleId }, select: { subject: true } }));
  const subject = title ? title.subject : null;
  return { row: { ...shown, subject, union: organisation.name, timeZone: organisation.timeZone }, bytes };
}

function trialOf(kind: TemplateKind, template: Uint8Array, record: DossierRecord, now: Date): Promise<Uint8Array> {
  const printed = { locale: "zh-CN", now } as const;
  if (kind === "FORM")
    return drawOne({ kind: "form", template, record, printed: { ...printed, address: dossierAddress(record.id) } });
  const second = {
    ...record,
    id: `${record.id.slice(0, -1)}d`,
    number: "2026-3F9A2D",
    title: "酒糟烘干机热风回收改造",
  };
  return drawOne({
    kind: "summary",
    template,
    head: roundValues(record.round, now),
    rows: [record, second].map((one, n) => rowValues(one, n + 1, { ...printed, address: dossierAddress(one.id) })),
  });
}
