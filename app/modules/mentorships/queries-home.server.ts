import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { type SteppedMentorship, stepFor } from "./next-step.ts";
import { type MentorshipFacts, partsOf } from "./policy.ts";
import type { MentorshipStep } from "./rules.ts";

const MOST = 100;

export type MentorshipTodo = MentorshipStep & { id: string; master: string; apprentice: string; trade: string };

type Row = Omit<SteppedMentorship, "startsOn" | "endsOn"> &
  MentorshipFacts & {
    id: string;
    trade: string;
    startsOn: string;
    endsOn: string;
    master: string;
    apprentice: string;
    timeZone: string;
  };

/** What mentorships want of the actor: to sign, a note to write or to countersign, a graduation to confirm. */
export function mentorshipTodo(actor: Actor): Question<MentorshipTodo[]> {
  const me = actor.personId;
  const employers = new Set(employerIds(actor));
  const reviewed = organisationsWith(actor, "REVIEWER").filter((id) => employers.has(id));
  const sql = Prisma.sql`
    SELECT m."id", m."state", m."trade", m."startsOn", m."endsOn", m."summary", m."textVersion", m."masterSigned",
      m."apprenticeSigned", m."masterId", m."apprenticeId", m."enterpriseId", m."placeId", m."createdById", m."onBehalf",
      master."name" AS "master", apprentice."name" AS "apprentice", place."timeZone",
      (SELECT coalesce(json_agg(json_build_object('month', n."month", 'state', n."state")), '[]')
       FROM "MentorNote" n WHERE n."mentorshipId" = m."id") AS "notes"
    FROM "Mentorship" m JOIN "Person" master ON master."id" = m."masterId"
      JOIN "Person" apprentice ON apprentice."id" = m."apprenticeId" JOIN "Organisation" place ON place."id" = m."placeId"
    WHERE (m."masterId" = ${me}::uuid OR m."apprenticeId" = ${me}::uuid) AND m."state" IN ('PROPOSED', 'RUNNING')
      OR m."state" = 'CLOSING' AND m."enterpriseId" = ANY (${reviewed}::uuid[])
    ORDER BY m."createdAt", m."id" LIMIT ${MOST}`;
  const read = (rows: Row[]) =>
    rows.flatMap(({ startsOn, endsOn, ...row }) => {
      const m = { ...row, startsOn: new Date(startsOn), endsOn: new Date(endsOn) };
      const step = stepFor(m, partsOf(actor, m), formatDate(actor.now, row.timeZone));
      return step ? [{ ...step, id: row.id, master: row.master, apprentice: row.apprentice, trade: row.trade }] : [];
    });
  return { sql, read };
}
