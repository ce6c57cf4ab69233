import { db } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type StartMembership, startMembership } from "#app/modules/accounts/start-membership.server.ts";
import { peopleVisibleTo } from "./visibility.ts";

/** Gives a role to somebody the actor knows of; anybody else is no choice, so that an id alone reveals nobody. */
export async function addMember(actor: Actor, input: StartMembership): Promise<{ membershipId: string }> {
  const known = await db.person.count({ where: { AND: [{ id: input.personId }, peopleVisibleTo(actor)] } });
  if (known === 0) throw invalid("bad_choice", "personId");
  return startMembership(actor, input);
}
