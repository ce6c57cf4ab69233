import { db, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { ActivityKind } from "./rules.ts";
import type { ActivityState, Part } from "./lifecycle.ts";
import { partsOf } from "./policy.ts";
import { activitiesVisibleTo, partsSelect } from "./visibility.ts";

export type OpenActivity = {
  id: string;
  allianceId: string;
  allianceName: string;
  timeZone: string;
  kind: ActivityKind;
  ordinal: number | null;
  state: ActivityState;
  version: number;
  topic: string;
  hostId: string | null;
  startsAt: Date;
  endsAt: Date | null;
  parts: Part[];
};

/** An activity as the actor may see it, with the actor's parts in it. @throws not_found */
export async function requireActivity(actor: Actor, id: string, reader: Tx | typeof db = db): Promise<OpenActivity> {
  const row = await reader.activity.findFirst({
    where: { id, AND: activitiesVisibleTo(actor) },
    select: {
      id: true,
      kind: true,
      ordinal: true,
      state: true,
      version: true,
      topic: true,
      startsAt: true,
      endsAt: true,
      alliance: { select: { name: true, timeZone: true } },
      ...partsSelect(actor),
    },
  });
  if (!row) throw notFound();
  const { alliance, invitees, publishedAt, ...facts } = row;
  const parts = partsOf(actor, { ...facts, publishedAt, invited: invitees.length > 0 });
  if (parts.length === 0) throw notFound();
  return { ...facts, allianceName: alliance.name, timeZone: alliance.timeZone, parts };
}

/**
 * Holds the activity for a change: those who act at once queue up here. `may` says who may do it now.
 * @param version what the form was made from; null where two may act at once without harm
 * @throws not_found, forbidden, conflict when its state has moved on, or somebody was faster
 */
export async function holdActivity(
  tx: Tx,
  actor: Actor,
  id: string,
  version: number | null,
  may: (state: ActivityState, parts: readonly Part[]) => boolean,
): Promise<OpenActivity> {
  await tx.$queryRaw`SELECT 1 FROM "Activity" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const activity = await requireActivity(actor, id, tx);
  if (!may(activity.state, activity.parts)) {
    // In some other state the same person might: then it is the state that moved on, not the person who is wrong.
    const elsewhere = (["DRAFT", "PLANNED", "HELD", "CLOSED"] as const).some((state) => may(state, activity.parts));
    throw elsewhere ? conflict("activity-state") : new DomainError("forbidden", "not-your-move");
  }
  if (version !== null && version !== activity.version) throw conflict();
  return activity;
}
