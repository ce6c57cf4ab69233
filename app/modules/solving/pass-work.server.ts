import type { Tx } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { type Leave, onLeave } from "#app/modules/accounts/on-leave.server.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { transitionBySystem } from "#app/modules/problems/transition.server.ts";
import { refreshReaders } from "#app/modules/problems/visibility.server.ts";
import { sweepWords } from "#app/words/sweep.ts";
import { askAgreementAgain } from "./permits.server.ts";
import { lockProblem } from "./studios.server.ts";

type Heir = { id: string; name: string } | null;
type Matter = { problemId: string; enterpriseId: string };

const working = (studioId: string, at: Date) => ({
  organisationId: studioId,
  role: { in: ["CRAFTSMAN" as const, "STUDIO_LEADER" as const] },
  startsAt: { lte: at },
  OR: [{ endsAt: null }, { endsAt: { gt: at } }],
});

/**
 * When somebody leaves a studio: open bids and running work pass to the deputy named for it, else to the studio's
 * leader. An assignment was an offer to one person: without a deputy the problem is open to all again. History keeps
 * who began it, and stays in the team's list.
 */
export async function passWork(tx: Tx, leave: Leave): Promise<void> {
  if (leave.organisationKind !== "STUDIO") return;
  const studioId = leave.organisationId;
  const stays = await tx.membership.count({
    where: { personId: leave.personId, ...working(studioId, leave.at) },
  });
  if (stays > 0) return;
  const deputy = leave.deputyId ? await heirOf(tx, leave, { personId: leave.deputyId }) : null;
  const heir = deputy ?? (await heirOf(tx, leave, { role: "STUDIO_LEADER" }));
  await passBids(tx, leave, heir);
  await passOffers(tx, leave, deputy);
  await passLeases(tx, leave, heir);
}

async function heirOf(tx: Tx, leave: Leave, who: { personId: string } | { role: "STUDIO_LEADER" }): Promise<Heir> {
  const row = await tx.membership.findFirst({
    where: {
      AND: [working(leave.organisationId, leave.at), who],
      personId: { not: leave.personId },
      person: { disabledAt: null },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { person: { select: { id: true, name: true } } },
  });
  return row?.person ?? null;
}

async function passBids(tx: Tx, leave: Leave, heir: Heir): Promise<void> {
  if (!heir) return;
  const bids = await tx.bid.findMany({
    where: { studioId: leave.organisationId, leadId: leave.personId, state: "OPEN" },
    orderBy: { problemId: "asc" },
    select: { id: true, problemId: true, problem: { select: { enterpriseId: true } } },
  });
  for (const { id, problemId, problem } of bids) {
    await lockProblem(tx, problemId);
    const { count } = await tx.bid.updateMany({
      where: { id, state: "OPEN" },
      data: { leadId: heir.id, version: { increment: 1 } },
    });
    if (count === 0) continue;
    await tx.problem.update({ where: { id: problemId }, data: { version: { increment: 1 } } });
    await record(tx, leave, { problemId, enterpriseId: problem.enterpriseId }, heir, "bid");
  }
}

async function passOffers(tx: Tx, leave: Leave, deputy: Heir): Promise<void> {
  const offers = await tx.assignment.findMany({
    where: { studioId: leave.organisationId, craftsmanId: leave.personId, state: "OFFERED" },
    orderBy: { problemId: "asc" },
    select: { id: true, problemId: true, problem: { select: { enterpriseId: true, authorId: true } } },
  });
  for (const { id, problemId, problem } of offers) {
    await lockProblem(tx, problemId);
    if ((await tx.assignment.count({ where: { id, state: "OFFERED" } })) === 0) continue;
    if (deputy && deputy.id !== problem.authorId) {
      await tx.assignment.update({ where: { id }, data: { craftsmanId: deputy.id } });
      await tx.problem.update({ where: { id: problemId }, data: { version: { increment: 1 } } });
      await refreshReaders(tx, problemId);
      await record(tx, leave, { problemId, enterpriseId: problem.enterpriseId }, deputy, "assignment");
      continue;
    }
    const reason = words(sweepWords, "zh-CN").leftStudio;
    await transitionBySystem(tx, leave.at, {
      problemId,
      version: null,
      action: "decline",
      event: "problem.assignment-declined",
      layer: "DETAIL",
      reason,
      payload: { assignmentId: id, craftsmanId: leave.personId, studioId: leave.organisationId },
      also: async () => {
        await tx.assignment.update({
          where: { id },
          data: { state: "CANCELLED", answer: reason, decidedAt: leave.at },
        });
        await tx.permit.updateMany({
          where: { problemId, studioId: leave.organisationId, kind: "EMPLOYER_CONSENT", state: "REQUESTED" },
          data: { state: "WITHDRAWN", decidedAt: leave.at, version: { increment: 1 } },
        });
      },
    });
  }
}

async function passLeases(tx: Tx, leave: Leave, heir: Heir): Promise<void> {
  if (!heir) return;
  const leases = await tx.engagement.findMany({
    where: {
      studioId: leave.organisationId,
      endedAt: null,
      members: { some: { personId: leave.personId, isLead: true } },
    },
    orderBy: { problemId: "asc" },
    select: { id: true, problemId: true, problem: { select: { enterpriseId: true } } },
  });
  for (const { id: engagementId, problemId, problem } of leases) {
    await lockProblem(tx, problemId);
    const key = (personId: string) => ({ engagementId_personId: { engagementId, personId } });
    await tx.engagementMember.update({ where: key(leave.personId), data: { isLead: false } });
    await tx.engagementMember.upsert({
      where: key(heir.id),
      create: { engagementId, personId: heir.id, isLead: true },
      update: { isLead: true },
    });
    await tx.problem.update({ where: { id: problemId }, data: { version: { increment: 1 } } });
    await askAgreementAgain(tx, { problemId, studioId: leave.organisationId, leadId: heir.id, at: leave.at });
    await refreshReaders(tx, problemId);
    await record(tx, leave, { problemId, enterpriseId: problem.enterpriseId }, heir, "lead");
  }
}

const record = (
  tx: Tx,
  leave: Leave,
  { problemId, enterpriseId }: Matter,
  heir: { id: string; name: string },
  what: "bid" | "assignment" | "lead",
) =>
  recordEvent(tx, {
    type: "problem.work-passed",
    organisationId: enterpriseId,
    subjectKind: "problem",
    subjectId: problemId,
    by: leave.by,
    actorOrgId: leave.organisationId,
    payload: { what, fromId: leave.personId, toId: heir.id, studioId: leave.organisationId, leadId: heir.id },
    // A bid stays sealed.
    layer: what === "bid" ? "OWN" : "DETAIL",
    at: leave.at,
  });

/** Called at the start. */
export function registerWorkHeirs(): void {
  onLeave("solving", passWork);
}
