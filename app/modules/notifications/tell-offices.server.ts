import { db } from "#app/lib/db.server.ts";
import type { Escalation } from "#app/modules/problems/limits.ts";
import { ESCALATIONS } from "#app/modules/problems/limits.ts";
import { layersFor } from "#app/modules/problems/layers-for.server.ts";
import { isUrgent } from "#app/modules/problems/lifecycle.ts";
import { LEADING, leadScope } from "#app/modules/solving/late.ts";
import { fileNotices } from "./file-notices.server.ts";
import { holdersOf } from "./notice-facts.server.ts";

/** The message to an office which does not read the problem itself: number and state. */
export const BARE = "late.escalated";

/** Offices that learn that something is late, also where its content is not theirs: a head before the review, a lead unit, a union. */
const TOLD_BARELY: readonly Escalation[] = ["ENTERPRISE", "LEAD_UNIT", "FEDERATION"];

/**
 * Tells the people of the office a late problem went to. Who reads the problem is led to it; those of a head's,
 * the lead unit's or the union's office who don't learn number and state only. Delivered again, it changes nothing.
 */
export async function tellOffices(eventId: bigint, now: Date): Promise<void> {
  const event = await db.event.findUnique({
    where: { id: eventId },
    select: { subjectId: true, payload: true, at: true, type: true },
  });
  const payload = (event?.payload ?? {}) as { step?: string; state?: string };
  const step = ESCALATIONS.find((one) => one === payload.step);
  if (!event || !step) return;
  const problem = await db.problem.findUnique({
    where: { id: event.subjectId },
    select: { id: true, number: true, severity: true, enterpriseId: true, allianceId: true },
  });
  if (!problem) return;
  const people = await peopleOf(step, problem, now);
  const layers = await layersFor(people, problem.id, now);
  const common = {
    subjectId: problem.id,
    eventId,
    dedupeKey: `event:${eventId}`,
    urgent: isUrgent(problem.severity),
    createdAt: event.at,
  };
  await fileNotices(
    people.flatMap((personId) => {
      if (layers.has(personId)) return { ...common, personId, type: event.type, subjectKind: "problem" };
      if (!TOLD_BARELY.includes(step)) return [];
      const facts = {
        number: problem.number,
        state: payload.state ?? "",
        ...(step === "LEAD_UNIT" &&
          problem.allianceId && { scope: leadScope({ id: problem.allianceId, name: "" }).key }),
      };
      return { ...common, personId, type: BARE, subjectKind: "late", payload: facts };
    }),
    now,
  );
}

type Matter = { enterpriseId: string; allianceId: string | null };

async function peopleOf(step: Escalation, { enterpriseId, allianceId }: Matter, now: Date): Promise<string[]> {
  if (step === "ENTERPRISE")
    return [
      ...new Set([...(await headsOf(enterpriseId, now)), ...(await holdersOf(["REVIEWER"], [enterpriseId], now))]),
    ];
  if (!allianceId) return [];
  if (step === "SECRETARIAT") return holdersOf(["SECRETARIAT"], [allianceId], now);
  if (step === "FEDERATION") return holdersOf(["UNION_OFFICER"], await unionsAbove(allianceId), now);
  const alliance = await db.alliance.findUnique({
    where: { organisationId: allianceId },
    select: { leadUnitId: true },
  });
  if (!alliance?.leadUnitId) return [];
  const heads = await headsOf(alliance.leadUnitId, now);
  return heads.length > 0 ? heads : holdersOf(LEADING, [alliance.leadUnitId], now);
}

async function headsOf(organisationId: string, now: Date): Promise<string[]> {
  const rows = await db.membership.findMany({
    where: {
      organisationId,
      isHead: true,
      role: { notIn: ["GUEST", "JUDGE"] },
      startsAt: { lte: now },
      OR: [{ endsAt: null }, { endsAt: { gt: now } }],
    },
    select: { personId: true },
  });
  return [...new Set(rows.map((row) => row.personId))];
}

async function unionsAbove(allianceId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE up AS (
      SELECT "id", "parentId", "kind" FROM "Organisation" WHERE "id" = ${allianceId}::uuid
      UNION SELECT o."id", o."parentId", o."kind" FROM "Organisation" o JOIN up ON o."id" = up."parentId"
    )
    SELECT "id" FROM up WHERE "kind" IN ('FEDERATION', 'COUNTY_UNION', 'INDUSTRY_UNION')`;
  return rows.map((row) => row.id);
}
