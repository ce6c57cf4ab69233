import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { stepFor } from "./next-step.ts";
import { partsOf } from "./policy.ts";
import type { MentorshipStep } from "./rules.ts";
import { mentorshipsVisibleTo } from "./visibility.ts";

const MOST = 100;

export type MentorshipTodo = MentorshipStep & { id: string; master: string; apprentice: string; trade: string };

/** What mentorships want of the actor: to sign, a note to write or to countersign, a graduation to confirm. One statement. */
export async function mentorshipTodo(actor: Actor): Promise<MentorshipTodo[]> {
  const rows = await db.mentorship.findMany({
    where: {
      AND: mentorshipsVisibleTo(actor),
      OR: [
        { masterId: actor.personId, state: { in: ["PROPOSED", "RUNNING"] } },
        { apprenticeId: actor.personId, state: { in: ["PROPOSED", "RUNNING"] } },
        { state: "CLOSING", enterpriseId: { in: organisationsWith(actor, "REVIEWER") } },
      ],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: MOST,
    select: {
      id: true,
      state: true,
      trade: true,
      startsOn: true,
      endsOn: true,
      summary: true,
      textVersion: true,
      masterSigned: true,
      apprenticeSigned: true,
      masterId: true,
      apprenticeId: true,
      enterpriseId: true,
      placeId: true,
      createdById: true,
      onBehalf: true,
      master: { select: { name: true } },
      apprentice: { select: { name: true } },
      place: { select: { timeZone: true } },
      notes: { select: { month: true, state: true } },
    },
  });
  return rows.flatMap((row) => {
    const step = stepFor(row, partsOf(actor, row), formatDate(actor.now, row.place.timeZone));
    if (!step) return [];
    return [{ ...step, id: row.id, master: row.master.name, apprentice: row.apprentice.name, trade: row.trade }];
  });
}
