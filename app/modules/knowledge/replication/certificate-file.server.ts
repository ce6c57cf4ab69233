import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { drawCertificate } from "./draw-certificate.server.ts";
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
  // What its adopter keeps to itself does not travel with a paper.
  const measures = adoption.kept ? [] : adoption.measures;
  return drawCertificate({ ...row, verdict: adoption.verdict, measures }, actor.locale);
}
