import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer, type Layer, LAYERS } from "#app/modules/problems/access.ts";
import { writableIn } from "./policy.ts";
import { type Address, lockRoom, requireRight } from "./room.server.ts";
import { seatedPeople, tellOnTimeline } from "./room-event.server.ts";

type Outcome = Address & {
  version: number;
  outcome: string;
  layer?: Layer;
  /** Of people without a seat; those with one write their own. */
  dissent?: string;
  verdicts?: readonly { entryId: string; status?: "CONFIRMED" | "REFUTED"; why?: string }[];
};

/**
 * The convener's side writes what came out of it, in a layer: it goes into the problem's diagnosis log and timeline and
 * settles suspected causes. Opinions stay as their writers left them. Errors: not_found, forbidden, conflict, invalid
 */
export async function recordOutcome(actor: Actor, input: Outcome): Promise<void> {
  await inTransaction(async (tx) => {
    const room = await lockRoom(tx, actor, input);
    requireRight(room, "records");
    const { row, rights } = room;
    if (row.version !== input.version) throw conflict("diagnosis-changed");
    const layer = input.layer ?? writableIn(rights.layer)[0] ?? "SUMMARY";
    if (!writableIn(rights.layer).includes(layer)) throw invalid("layer-too-high", "layer");
    const outcome = input.outcome.trim();
    await tellOnTimeline(tx, actor, {
      problemId: row.problemId,
      diagnosisId: row.id,
      version: null,
      step: "recorded",
      layer,
      told: seatedPeople(row),
      also: async () => {
        await tx.jointDiagnosis.update({
          where: { id: row.id },
          data: {
            state: "RECORDED",
            outcome,
            outcomeLayer: layer,
            dissent: input.dissent?.trim() ?? "",
            recordedById: actor.personId,
            recordedAt: actor.now,
            version: { increment: 1 },
          },
        });
        await tx.diagnosisEntry.create({
          data: {
            problemId: row.problemId,
            authorId: actor.personId,
            clientId: row.id,
            kind: "NOTE",
            text: outcome,
            layer,
            diagnosisId: row.id,
            createdAt: actor.now,
          },
        });
        await settle(tx, row.problemId, rights.layer, input.verdicts ?? []);
      },
    });
  });
}

/** Suspected causes the meeting confirmed or refuted, with the reason; those the actor does not read are not there. */
async function settle(
  tx: Tx,
  problemId: string,
  layer: Layer,
  verdicts: NonNullable<Outcome["verdicts"]>,
): Promise<void> {
  for (const { entryId, status, why } of verdicts) {
    if (!status) continue;
    const basis = why?.trim() ?? "";
    if (basis === "") throw invalid("why-required", "verdicts");
    const written = await tx.diagnosisEntry.updateMany({
      where: {
        id: entryId,
        problemId,
        kind: "HYPOTHESIS",
        status: "OPEN",
        layer: { in: LAYERS.filter((one) => includesLayer(layer, one)) },
      },
      data: { status, why: basis, version: { increment: 1 } },
    });
    // Somebody else decided it meanwhile.
    if (written.count !== 1) throw conflict();
  }
}
