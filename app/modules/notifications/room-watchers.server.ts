import { db } from "#app/lib/db.server.ts";
import { isDomainError } from "#app/lib/http/respond.server.ts";
import { loadActors } from "#app/modules/accounts/load-actor.server.ts";
import { type CommentLayer, reads } from "#app/modules/discussion/subject.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";

/**
 * Those who follow what is said in the room of a joint diagnosis and still enter it, up to the layer: a seat taken back
 * or a consent withdrawn closes the room, while the problem stays open.
 */
export async function roomWatchers(diagnosisId: string, layer: CommentLayer, now: Date): Promise<string[]> {
  const rows = await db.watch.findMany({
    where: { subjectKind: "diagnosis", subjectId: diagnosisId },
    select: { personId: true },
  });
  const actors = await loadActors(
    rows.map((one) => one.personId),
    now,
  );
  const entering = await Promise.all(
    [...actors.values()].map(async (actor) => {
      try {
        const reading = await diagnosisDiscussion.requireReading(actor, diagnosisId);
        return reads(reading.layer, layer) ? [actor.personId] : [];
      } catch (error) {
        if (isDomainError(error) && error.code === "not_found") return [];
        throw error;
      }
    }),
  );
  return entering.flat();
}
