import { inTransaction } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import { type Actor, employerIds } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { includesLayer } from "./access.ts";
import { spokesOrganisation } from "./transition.server.ts";
import { requireAccess } from "./visibility.server.ts";

export type TypeOutInput = {
  recordingId: string;
  /** The newest text its typist had before their eyes; 0 when there was none. */
  version: number;
  text: string;
};

/**
 * Writes down what a recording says, or corrects it: by anybody who may hear it, in any state of the problem. It reads
 * and is found in the recording's layer; earlier texts stay. Errors: not_found, conflict (somebody was faster).
 */
export async function typeOutRecording(actor: Actor, { recordingId, version, text }: TypeOutInput): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtext(${`typed ${recordingId}`}))`;
    const recording = await tx.attachment.findFirst({
      where: { id: recordingId, ownerKind: "problem", kind: "AUDIO", removedAt: null },
      select: { ownerId: true, enterpriseId: true, layer: true },
    });
    if (!recording) throw notFound();
    const { ownerId: problemId, enterpriseId, layer } = recording;
    const access = await requireAccess(actor, problemId, tx);
    if (!includesLayer(access.layer, layer)) throw notFound();
    const newest = await tx.typedText.findFirst({
      where: { attachmentId: recordingId },
      orderBy: { version: "desc" },
      select: { version: true, text: true },
    });
    // The same words once more, as after an answer that was lost: nothing to add.
    if (newest?.text === text) return;
    if ((newest?.version ?? 0) !== version) throw conflict("typed-out-meanwhile");
    const ofPoster = employerIds(actor).includes(enterpriseId);
    await tx.typedText.create({
      data: {
        attachmentId: recordingId,
        version: version + 1,
        text,
        byId: actor.personId,
        byName: actor.name,
        ofPoster,
        at: actor.now,
      },
    });
    // What the search reads of any file.
    await tx.fileText.upsert({
      where: { attachmentId: recordingId },
      create: { attachmentId: recordingId, text, readAt: actor.now },
      update: { text, readAt: actor.now },
    });
    const problem = await tx.problem.findUniqueOrThrow({ where: { id: problemId }, select: { allianceId: true } });
    await recordEvent(tx, {
      type: "problem.typed-out",
      organisationId: enterpriseId,
      subjectKind: "problem",
      subjectId: problemId,
      by: actor,
      actorOrgId: spokesOrganisation(actor, enterpriseId, problem.allianceId),
      payload: { file: recordingId, version: version + 1 },
      layer,
      at: actor.now,
    });
  });
}
