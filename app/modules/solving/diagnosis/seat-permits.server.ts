import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { refreshReaders } from "#app/modules/problems/visibility.server.ts";
import { openPermit } from "../permits.server.ts";
import type { PermitKind } from "../schema.ts";
import { type Address, hasConsent, lockRoom, type RoomRow, seatIsForeign } from "./room.server.ts";

/**
 * Asks for what a foreign seat needs: the employer's consent to come, and once a time on site is fixed the visit permit
 * and the safety briefing. What was asked for or granted already stays; after a refusal it is asked anew.
 */
export async function askSeatPermits(tx: Tx, actor: Actor, row: RoomRow, seats: RoomRow["seats"]): Promise<void> {
  const { problem } = row;
  const asked: { permitId: string; kind: PermitKind; studioId: string; organisationId: string }[] = [];
  for (const seat of seats) {
    const employer = seat.organisation.parentId;
    if (!employer || seat.state !== "COMING" || !seatIsForeign(seat, problem.enterpriseId)) continue;
    const wanted: [PermitKind, string][] = [];
    if (!hasConsent(problem.permits, seat.organisationId)) wanted.push(["DIAGNOSIS_CONSENT", employer]);
    if (row.mode === "ON_SITE" && row.state === "FIXED")
      wanted.push(["VISIT_PERMIT", problem.enterpriseId], ["SAFETY_BRIEFING", problem.enterpriseId]);
    for (const [kind, organisationId] of wanted) {
      const studioId = seat.organisationId;
      const permit = await openPermit(tx, {
        problemId: problem.id,
        kind,
        studioId,
        organisationId,
        personId: seat.personId,
        requestedById: seat.personId,
        note: "",
        at: actor.now,
      });
      if (permit.asked) asked.push({ permitId: permit.permitId, kind, studioId, organisationId });
    }
  }
  if (asked.length > 0) await refreshReaders(tx, problem.id);
  for (const payload of asked)
    await recordEvent(tx, {
      type: "problem.consent-requested",
      organisationId: problem.enterpriseId,
      subjectKind: "problem",
      subjectId: problem.id,
      by: { personId: actor.personId, name: actor.name },
      actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
      payload,
      layer: "OWN",
      at: actor.now,
    });
}

/** Asks again for what was refused; by whom it is for. Errors: not_found, forbidden */
export async function askAgain(actor: Actor, input: Address): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, seat } = await lockRoom(tx, actor, input);
    if (!seat || seat.state !== "COMING") throw forbidden("not-your-move");
    await askSeatPermits(tx, actor, row, [seat]);
  });
}
