import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { Layer } from "#app/modules/problems/access.ts";
import { spokesOrganisation, transition } from "#app/modules/problems/transition.server.ts";
import type { RoomRow } from "./room.server.ts";

type Step = {
  step: "invited" | "answered" | "times" | "fixed" | "cancelled" | "attended" | "opinion";
  /** People it concerns; whether they may read the problem is asked when they are told. */
  told: readonly string[];
  reason?: string;
  facts?: Record<string, unknown>;
  /** Who reads it on the timeline; the enterprise's own people unless said. */
  layer?: "SUMMARY" | "DETAIL" | "CONFIDENTIAL";
};

/** Writes a step of a room into the problem's chain. */
export async function recordRoomEvent(
  tx: Tx,
  actor: Actor,
  diagnosis: { id: string; problem: Pick<RoomRow["problem"], "id" | "enterpriseId" | "allianceId"> },
  { step, told, reason, facts, layer }: Step,
): Promise<void> {
  const { problem } = diagnosis;
  await recordEvent(tx, {
    type: `problem.diagnosis-${step}`,
    organisationId: problem.enterpriseId,
    subjectKind: "problem",
    subjectId: problem.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
    reason,
    payload: { diagnosisId: diagnosis.id, told: told.filter((one) => one !== actor.personId), ...facts },
    layer: layer ?? "OWN",
    at: actor.now,
  });
}

type OnTimeline = {
  problemId: string;
  diagnosisId: string;
  version: number | null;
  step: "convened" | "recorded";
  layer: Layer;
  told?: readonly string[];
  also(): Promise<void>;
};

/** Writes on the problem's timeline that a joint diagnosis was called, or what came of it; its state stays. Errors: not_found, forbidden, conflict */
export const tellOnTimeline = (
  tx: Tx,
  actor: Actor,
  { diagnosisId, step, told, ...rest }: OnTimeline,
): Promise<unknown> =>
  transition(tx, actor, {
    ...rest,
    action: "joint-diagnosis",
    event: "problem.joint-diagnosis",
    payload: { diagnosisId, step, ...(told && { told }) },
  });

/** Everybody with a seat that was not taken back. */
export const seatedPeople = (row: Pick<RoomRow, "seats">): string[] =>
  row.seats.filter((seat) => seat.state !== "WITHDRAWN" && seat.state !== "DECLINED").map((seat) => seat.personId);
