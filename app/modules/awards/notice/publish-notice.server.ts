import { inTransaction, Prisma, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid } from "#app/lib/errors.ts";
import type { WorkCalendar } from "#app/lib/working-time.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { calendarOf } from "#app/modules/alliances/work-calendar.server.ts";
import { requireUnchanged } from "../changes/require-unchanged.server.ts";
import { blockingFlags } from "../flags/open-flags.server.ts";
import { matterFacts } from "../panel/conflict-facts.server.ts";
import { recordAward, requireOwnRound } from "../panel/open-panel.server.ts";
import { noticeEnd } from "./notice-end.ts";
import { gradesByRank, overfull, placesOf } from "./proposal.ts";

/** A union's calendar: its own, else that of the one above. */
export async function unionCalendar(reader: Pick<Tx, "organisation">, id: string): Promise<WorkCalendar> {
  const workCalendar = { select: { week: true, publicHolidays: true, days: true } } as const;
  const union = await reader.organisation.findUniqueOrThrow({
    where: { id },
    select: { timeZone: true, workCalendar, parent: { select: { workCalendar } } },
  });
  const stored = union.workCalendar ?? union.parent?.workCalendar;
  return calendarOf({
    timeZone: union.timeZone,
    week: stored?.week ?? null,
    publicHolidays: stored?.publicHolidays ?? null,
    days: stored?.days ?? null,
  });
}

/** Rule: who publishes, decides or handles an objection has no work of their own among what is decided on. */
export async function requireNoOwn(tx: Tx, actor: Actor, filter: Prisma.Sql): Promise<void> {
  const matters = await matterFacts(tx, filter, actor.now);
  if ([...matters.values()].some((one) => one.personIds.includes(actor.personId))) throw forbidden("award-own");
}

/** The grade of every admitted application as it would be published: by rank and places, or as the officer proposed it. */
export function proposedGrades(
  applications: readonly { id: string; grade: string; gradeReason: string; score: { rank: number } | null }[],
  places: unknown,
): Map<string, { grade: string; byRank: string; deviates: boolean }> {
  const scored = applications.flatMap(({ id, score }) => (score ? [{ id, rank: score.rank }] : []));
  const byRank = gradesByRank(scored, placesOf(places));
  return new Map(
    applications.map((one) => {
      const given = byRank.get(one.id) ?? "";
      const deviates = one.gradeReason !== "";
      return [one.id, { grade: deviates ? one.grade : given, byRank: given, deviates }];
    }),
  );
}

/**
 * Puts the proposal under public notice (公示) for the round's working days. What is proposed for a grade goes on, the rest
 * is passed over. Nothing is put up that an open flag holds up, that the round no longer admits, or whose grounds have
 * changed since its admission without an officer's word on it. Errors: not_found, forbidden (award-own), conflict
 * (panel-open), invalid (places-exceeded, notice-nobody, award-not-admitted-now, award-changes-open, flags-open).
 */
export async function publishNotice(actor: Actor, roundId: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["PANEL"], version);
    if (!round.panelClosedAt) throw conflict("panel-open");
    await requireNoOwn(tx, actor, Prisma.sql`a."roundId" = ${roundId}::uuid AND a."state" = 'ADMITTED'`);
    const applications = await tx.awardApplication.findMany({
      where: { roundId, state: "ADMITTED" },
      select: { id: true, grade: true, gradeReason: true, score: { select: { rank: true } } },
    });
    const grades = new Map([...proposedGrades(applications, round.places)].map(([id, one]) => [id, one.grade]));
    const [full] = overfull(grades.values(), placesOf(round.places));
    if (full !== undefined) throw invalid("places-exceeded", undefined, { grade: full });
    const byGrade = Map.groupBy(grades.keys(), (id) => grades.get(id) ?? "");
    if ([...byGrade.keys()].every((grade) => grade === "")) throw invalid("notice-nobody");
    const proposedGrade = new Map([...grades].filter(([, grade]) => grade !== ""));
    await requireUnchanged(tx, round, proposedGrade, actor.now);
    const flags = await blockingFlags(tx, [...proposedGrade.keys()], "propose");
    if (flags.length > 0) throw invalid("flags-open", undefined, { count: flags.length });
    for (const [grade, ids] of byGrade)
      await tx.awardApplication.updateMany({
        where: { id: { in: ids }, state: "ADMITTED" },
        data: { grade, state: grade === "" ? "NOT_AWARDED" : "PROPOSED", version: { increment: 1 } },
      });
    const noticeUntil = noticeEnd(await unionCalendar(tx, round.organisationId), actor.now, round.noticeDays);
    await tx.awardRound.update({
      where: { id: roundId },
      data: { state: "NOTICE", noticeFrom: actor.now, noticeUntil, version: { increment: 1 } },
    });
    const proposed = Object.fromEntries([...proposedGrade].sort());
    await recordAward(tx, actor, round, "award.published", { payload: { proposed, until: noticeUntil.toISOString() } });
  });
}
