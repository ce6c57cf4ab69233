import type { Tx } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { canonicalHash } from "#app/modules/events/chain.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import type { CertificateText } from "./draw-certificate.server.ts";
import type { OpenAdoption } from "./open-adoption.server.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);

type Said = CertificateText & { reuseId: string; studioId: string };

/** SHA-256 of a certificate's number and words: an audit makes it anew from the row. */
export const certificateHash = (row: Said): string =>
  canonicalHash({
    reuseId: row.reuseId,
    studioId: row.studioId,
    year: row.year,
    serial: row.serial,
    unit: row.unit,
    contact: row.contact,
    title: row.title,
    number: row.number,
    fromOn: day(row.fromOn),
    toOn: day(row.toOn),
    issuedAt: row.issuedAt.toISOString(),
  });

/**
 * The certificate (印证) for the studio that solved it, numbered by studio and year, with the fix as its summary was
 * released. A fix nobody's studio solved here gets none. Answers its id and the hash of what it says.
 */
export async function issueCertificate(
  tx: Tx,
  row: OpenAdoption,
  now: Date,
): Promise<{ id: string; hash: string } | null> {
  const fix = await tx.problem.findUniqueOrThrow({
    where: { id: row.fixId },
    select: {
      number: true,
      title: true,
      fieldLayers: true,
      redactions: true,
      engagements: {
        where: { end: "FINISHED" },
        orderBy: { endedAt: "desc" },
        take: 1,
        select: { studioId: true, studio: { select: { timeZone: true } } },
      },
    },
  });
  const [lease] = fix.engagements;
  if (!lease || !row.startedOn || !row.endedOn) return null;
  const adopter = await tx.organisation.findUniqueOrThrow({ where: { id: row.enterpriseId }, select: { name: true } });
  const year = Number(formatDate(now, lease.studio.timeZone).slice(0, 4));
  // One after the other, so that no number is given twice.
  await tx.$queryRaw`SELECT "id" FROM "Organisation" WHERE "id" = ${lease.studioId}::uuid FOR UPDATE`;
  const last = await tx.adoptionCertificate.aggregate({
    where: { studioId: lease.studioId, year },
    _max: { serial: true },
  });
  const made = await tx.adoptionCertificate.create({
    data: {
      reuseId: row.id,
      studioId: lease.studioId,
      year,
      serial: (last._max.serial ?? 0) + 1,
      unit: row.anonymous ? "" : adopter.name,
      contact: row.anonymous ? "" : row.contact,
      title: projectFields(fix, { layer: "SUMMARY" }).title || fix.number,
      number: fix.number,
      fromOn: row.startedOn,
      toOn: row.endedOn,
      issuedAt: now,
    },
  });
  return { id: made.id, hash: certificateHash(made) };
}
