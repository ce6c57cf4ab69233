import { inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Subject } from "./subject.ts";

/** Follows something, or no longer: notices of what happens there. A private matter, so no event. */
export async function setWatch(
  actor: Actor,
  subject: Subject,
  input: { subjectId: string; watching: boolean },
): Promise<void> {
  await inTransaction(async (tx) => {
    await subject.requireReading(actor, input.subjectId, tx);
    const key = { personId: actor.personId, subjectKind: subject.kind, subjectId: input.subjectId };
    if (input.watching) await tx.watch.createMany({ data: [{ ...key, createdAt: actor.now }], skipDuplicates: true });
    else await tx.watch.deleteMany({ where: key });
  });
}
