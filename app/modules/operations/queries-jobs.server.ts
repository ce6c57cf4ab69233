import { notFound } from "#app/lib/errors.ts";
import { countDeadLetters, countQueues, listDeadLetters, listSchedules } from "#app/lib/jobs-dead.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { mayRunJobs } from "./policy.ts";

const PAGE = 30;

/** Queues, what was given up, and what runs by the clock, for administrators. @throws DomainError not_found for others */
export async function loadJobs(actor: Actor, view: { queue: string | null; after: string | null }) {
  if (!mayRunJobs(actor)) throw notFound();
  const [queues, dead, schedules] = await Promise.all([
    countQueues(),
    listDeadLetters({ ...view, size: PAGE }),
    listSchedules(),
  ]);
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const lastDone = new Map(queues.map((one) => [one.queue, one.lastDone]));
  return {
    queue: view.queue,
    queues: queues.map((one) => ({ ...one, oldest: iso(one.oldest), lastDone: iso(one.lastDone) })),
    dead: dead.rows.map((one) => ({ ...one, at: one.at.toISOString() })),
    after: dead.after,
    schedules: schedules.map((one) => ({ ...one, lastDone: iso(lastDone.get(one.queue) ?? null) })),
  };
}

/** Dead letters an administrator should look at; none for others. */
export const deadLettersFor = async (actor: Actor): Promise<number> => (mayRunJobs(actor) ? countDeadLetters() : 0);
