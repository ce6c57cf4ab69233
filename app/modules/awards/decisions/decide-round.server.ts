import { inTransaction, Prisma, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireUnchanged } from "../changes/require-unchanged.server.ts";
import { blockingFlags } from "../flags/open-flags.server.ts";
import { requireNoOwn } from "../notice/publish-notice.server.ts";
import { recordAward, requireOwnRound } from "../panel/open-panel.server.ts";
import { endJudges } from "../panel/seat-judge.server.ts";

/** The next numbers of a title in a year: "宝鸡市总工会创新成果奖〔2026〕003号"; given one after the other. */
async function numbersFrom(tx: Tx, { name, organisation, year }: { name: string; organisation: string; year: number }) {
  const prefix = `${organisation}${name}〔${year}〕`;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`certificate:${prefix}`}, 0))::text`;
  const given = await tx.awardApplication.count({ where: { certificateNumber: { startsWith: prefix } } });
  return (at: number): string => `${prefix}${String(given + at + 1).padStart(3, "0")}号`;
}

/**
 * Decides a round: what is still proposed is awarded, each with its number, from the highest grade down. Rule: not before
 * the notice is over and every objection is answered, and nothing that an open flag holds up, that the round no longer
 * admits, or whose grounds have changed since its admission without an officer's word on it.
 * Errors: not_found, forbidden (award-own), conflict, invalid (notice-running, objections-open, award-not-admitted-now,
 * award-changes-open, flags-open).
 */
export async function decideRound(actor: Actor, roundId: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const round = await requireOwnRound(tx, actor, roundId, ["NOTICE"], version);
    if (!round.noticeUntil || actor.now < round.noticeUntil) throw conflict("notice-running");
    const open = await tx.objection.count({ where: { application: { roundId }, state: "RECEIVED" } });
    if (open > 0) throw invalid("objections-open", undefined, { count: open });
    await requireNoOwn(tx, actor, Prisma.sql`a."roundId" = ${roundId}::uuid AND a."state" = 'PROPOSED'`);
    const title = await tx.awardTitle.findUniqueOrThrow({
      where: { id: round.titleId },
      select: { name: true, grades: true, organisation: { select: { name: true } } },
    });
    const proposed = await tx.awardApplication.findMany({
      where: { roundId, state: "PROPOSED" },
      select: { id: true, grade: true, score: { select: { rank: true } } },
    });
    const proposedIds = proposed.map((one) => one.id);
    await requireUnchanged(tx, round, new Map(proposed.map((one) => [one.id, one.grade])), actor.now);
    const flags = await blockingFlags(tx, proposedIds, "award");
    if (flags.length > 0) throw invalid("flags-open", undefined, { count: flags.length });
    const gradeAt = (grade: string) =>
      (title.grades.indexOf(grade) + title.grades.length + 1) % (title.grades.length + 1);
    const inOrder = proposed.sort(
      (a, b) =>
        gradeAt(a.grade) - gradeAt(b.grade) || (a.score?.rank ?? 0) - (b.score?.rank ?? 0) || (a.id < b.id ? -1 : 1),
    );
    const numberAt = await numbersFrom(tx, {
      name: title.name,
      organisation: title.organisation.name,
      year: round.year,
    });
    for (const [at, { id }] of inOrder.entries())
      await tx.awardApplication.update({
        where: { id },
        data: {
          state: "AWARDED",
          decidedAt: actor.now,
          certificateNumber: numberAt(at),
          version: { increment: 1 },
        },
      });
    await tx.awardRound.update({
      where: { id: roundId },
      data: { state: "DECIDED", decidedAt: actor.now, version: { increment: 1 } },
    });
    await endJudges(tx, roundId, actor.now);
    for (const [at, { id, grade }] of inOrder.entries())
      await recordAward(tx, actor, { organisationId: round.organisationId, id, kind: "application" }, "award.granted", {
        payload: { grade, number: numberAt(at) },
      });
    await recordAward(tx, actor, round, "award.decided", { payload: { awarded: inOrder.length } });
  });
}
