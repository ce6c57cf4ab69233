import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeRow, type OpenMentorship, recordMentorship, requireMentorship } from "./open-mentorship.server.ts";
import { bothSigned } from "./rules.ts";

/**
 * The master or the apprentice signs the text as they saw it. With the second signature it begins, and the two count
 * as master and apprentice wherever that forbids something. Errors: not_found, forbidden, conflict (changed meanwhile).
 */
export async function signMentorship(actor: Actor, id: string, textVersion: number): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requireMentorship(tx, actor, id, "sign");
    if (row.textVersion !== textVersion) throw conflict("mentorship-text-changed");
    const master = row.masterId === actor.personId;
    if (!master && row.apprenticeId !== actor.personId) throw forbidden("mentorship-not-yours");
    if ((master ? row.masterSigned : row.apprenticeSigned) === textVersion) throw conflict("mentorship-signed");
    const signed = master
      ? { masterSigned: textVersion, masterSignedAt: actor.now }
      : { apprenticeSigned: textVersion, apprenticeSignedAt: actor.now };
    const begins = bothSigned({ ...row, ...signed });
    await changeRow(tx, row, {
      ...signed,
      ...(begins && { state: "RUNNING", tieId: row.tieId ?? (await tieOf(tx, row, actor.now)) }),
    });
    await recordMentorship(tx, actor, row, "mentorship.signed", {
      payload: { textVersion, as: master ? "MASTER" : "APPRENTICE" },
    });
    if (begins) await recordMentorship(tx, actor, row, "mentorship.began");
  });
}

/** The tie acceptance and judging ask about: one that somebody put down before, else a new one. */
async function tieOf(tx: Tx, { masterId, apprenticeId, startsOn }: OpenMentorship, now: Date): Promise<string> {
  const known = await tx.mentorTie.findFirst({
    where: {
      mentorId: masterId,
      apprenticeId,
      mentorship: null,
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    select: { id: true },
  });
  if (known) return known.id;
  const startsAt = startsOn < now ? startsOn : now;
  const made = await tx.mentorTie.create({
    data: { mentorId: masterId, apprenticeId, startsAt },
    select: { id: true },
  });
  return made.id;
}
