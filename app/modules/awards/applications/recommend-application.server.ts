import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { textHash } from "#app/modules/events/chain.ts";
import type { ApplicationAction } from "../lifecycle.ts";
import { type OpenApplication, recordApplication, requireApplication } from "./open-application.server.ts";

type Opinion = { version: number; opinion: string };

const nextStep = (row: OpenApplication) => row.steps.find((one) => one.decision === "WAITING");

async function decideStep(
  tx: Tx,
  actor: Actor,
  row: OpenApplication,
  decision: "RECOMMENDED" | "RETURNED" | "REJECTED",
  opinion: string,
): Promise<void> {
  const step = nextStep(row);
  if (!step) return;
  await tx.applicationStep.update({
    where: { id: step.id },
    data: { decision, opinion, byId: actor.personId, byName: actor.name, at: actor.now },
  });
}

async function recommend(
  actor: Actor,
  id: string,
  { version, opinion }: Opinion,
  action: Extract<ApplicationAction, "recommend" | "recommend-on">,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to } = await requireApplication(tx, actor, id, action, { version });
    if (actor.now > row.round.recommendUntil) throw conflict("round-recommend-over");
    const step = nextStep(row);
    if (!step || (action === "recommend") !== (step.position === 0)) throw conflict("application-state");
    await decideStep(tx, actor, row, "RECOMMENDED", opinion);
    await tx.awardApplication.update({ where: { id }, data: { state: to, version: { increment: 1 } } });
    await recordApplication(
      tx,
      actor,
      row,
      action === "recommend" ? "application.recommended" : "application.passed-on",
      {
        payload: { organisationId: step.organisationId, step: step.position, opinion: textHash(opinion) },
      },
    );
  });
}

/** The enterprise recommends it: its REVIEWER, who is no completer. Errors: those of requireApplication, conflict (round-recommend-over). */
export const recommendApplication = (actor: Actor, id: string, input: Opinion) =>
  recommend(actor, id, input, "recommend");

/** A union between enterprise and organiser passes it on. Errors: as above. */
export const passOnApplication = (actor: Actor, id: string, input: Opinion) =>
  recommend(actor, id, input, "recommend-on");

/** Back to the applicants, who may hand it in again while the round is open; or not taken any further. */
async function stop(
  actor: Actor,
  id: string,
  { version, reason }: { version: number; reason: string },
  action: Extract<ApplicationAction, "return" | "reject">,
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row, to, relations } = await requireApplication(tx, actor, id, action, { version, reason });
    const waiting = nextStep(row);
    // The enterprise's say ends with its recommendation.
    if (row.state === "RECOMMENDED" && !relations.includes("UNION") && !relations.includes("ORGANISER"))
      throw conflict("application-state");
    const own = waiting?.position === 0 ? "ENTERPRISE" : "UNION";
    const step = waiting && relations.includes(own) ? waiting : null;
    if (step) await decideStep(tx, actor, row, action === "return" ? "RETURNED" : "REJECTED", reason);
    await tx.awardApplication.update({ where: { id }, data: { state: to, reason, version: { increment: 1 } } });
    await recordApplication(tx, actor, row, action === "return" ? "application.returned" : "application.rejected", {
      reason,
      // Whose opinion it is on the way; none is the organiser's word.
      payload: { step: step?.position ?? null, ...(step && { organisationId: step.organisationId }) },
    });
  });
}
export const returnApplication = (actor: Actor, id: string, input: { version: number; reason: string }) =>
  stop(actor, id, input, "return");
export const rejectApplication = (actor: Actor, id: string, input: { version: number; reason: string }) =>
  stop(actor, id, input, "reject");
