import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { discardDeadLetters, type DeadChoice, restartDeadLetters } from "#app/lib/jobs-dead.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { platformId } from "#app/modules/accounts/platform.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { mayRunJobs } from "./policy.ts";

type Choice = { queue: string; id?: string };

/** So many ids an entry of the audit log names; of more, it says the number. */
const NAMED = 20;

const choiceOf = ({ queue, id }: Choice): DeadChoice => ({ queue, ...(id && { ids: [id] }) });

async function note(
  tx: Tx,
  actor: Actor,
  what: "jobs-restarted" | "jobs-discarded",
  choice: Choice,
  ids: string[],
  reason = "",
): Promise<void> {
  const platform = await platformId(tx);
  await recordEvent(tx, {
    type: `installation.${what}`,
    organisationId: platform,
    subjectKind: "installation",
    subjectId: platform,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.currentOrganisationId,
    reason,
    payload: { queue: choice.queue, count: ids.length, jobs: ids.slice(0, NAMED) },
    at: actor.now,
  });
}

/**
 * Starts a dead letter again, or all of a queue; each once, however often it is pressed.
 * @returns how many. Errors: not_found (no administrator).
 */
export async function restartJobs(actor: Actor, choice: Choice): Promise<number> {
  if (!mayRunJobs(actor)) throw notFound();
  return inTransaction(async (tx) => {
    const ids = await restartDeadLetters(tx, choiceOf(choice));
    if (ids.length > 0) await note(tx, actor, "jobs-restarted", choice, ids);
    return ids.length;
  });
}

/** Throws a dead letter away, or all of a queue, for a reason. @returns how many. Errors: not_found (no administrator). */
export async function discardJobs(actor: Actor, choice: Choice & { reason: string }): Promise<number> {
  if (!mayRunJobs(actor)) throw notFound();
  return inTransaction(async (tx) => {
    const ids = await discardDeadLetters(tx, choiceOf(choice));
    if (ids.length > 0) await note(tx, actor, "jobs-discarded", choice, ids, choice.reason);
    return ids.length;
  });
}
