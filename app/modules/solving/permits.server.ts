import type { Tx } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { isForeign } from "./policy.ts";
import type { PermitKind } from "./schema.ts";
import type { StudioFacts } from "./studios.server.ts";

/** Rule: a foreign studio bids, is chosen and accepts only with its employer's consent. */
export async function requireConsent(
  tx: Tx,
  problem: { id: string; enterpriseId: string },
  studio: StudioFacts,
  field?: string,
): Promise<void> {
  if (!isForeign(studio.enterpriseId, problem.enterpriseId)) return;
  const granted = await tx.permit.findFirst({
    where: { problemId: problem.id, studioId: studio.id, kind: "EMPLOYER_CONSENT", state: "GRANTED" },
    select: { id: true },
  });
  if (!granted) throw new DomainError("invalid", "consent-missing", { field });
}

/** Asks for a permit, or asks again after a refusal. One already asked for or granted stays as it is. */
export async function openPermit(
  tx: Tx,
  wish: {
    problemId: string;
    kind: PermitKind;
    studioId: string;
    organisationId: string;
    personId: string | null;
    requestedById: string;
    note: string;
    at: Date;
  },
): Promise<{ permitId: string; asked: boolean }> {
  const key = { problemId: wish.problemId, kind: wish.kind, studioId: wish.studioId };
  const known = await tx.permit.findUnique({
    where: { problemId_kind_studioId: key },
    select: { id: true, state: true },
  });
  if (known && (known.state === "REQUESTED" || known.state === "GRANTED")) return { permitId: known.id, asked: false };
  const fresh = {
    state: "REQUESTED" as const,
    organisationId: wish.organisationId,
    personId: wish.personId,
    note: wish.note,
    requestedById: wish.requestedById,
    requestedAt: wish.at,
    decidedById: null,
    decidedAt: null,
  };
  const { id } = known
    ? await tx.permit.update({
        where: { id: known.id },
        data: { ...fresh, version: { increment: 1 } },
        select: { id: true },
      })
    : await tx.permit.create({ data: { ...key, ...fresh }, select: { id: true } });
  return { permitId: id, asked: true };
}

/** Everyone with an interest in a studio's permits: none of them may decide on one. */
export async function involvedIn(tx: Tx, problemId: string, studioId: string): Promise<string[]> {
  const [bids, assignments, engagements, seats] = [
    await tx.bid.findMany({
      where: { problemId, studioId, state: { in: ["OPEN", "CHOSEN"] } },
      select: { byId: true, leadId: true },
    }),
    await tx.assignment.findMany({
      where: { problemId, studioId, state: { in: ["OFFERED", "ACCEPTED"] } },
      select: { craftsmanId: true },
    }),
    await tx.engagementMember.findMany({
      where: { engagement: { problemId, studioId, endedAt: null } },
      select: { personId: true },
    }),
    await tx.diagnosisSeat.findMany({
      where: { organisationId: studioId, diagnosis: { problemId }, state: { in: ["INVITED", "COMING"] } },
      select: { personId: true },
    }),
  ];
  return [
    ...new Set([
      ...bids.flatMap((b) => [b.byId, b.leadId]),
      ...assignments.map((a) => a.craftsmanId),
      ...engagements.map((m) => m.personId),
      ...seats.map((m) => m.personId),
    ]),
  ];
}

/** The agreement binds who signed it: with another lead it is to be signed anew, and closes what it had opened. @returns whether one was open */
export async function askAgreementAgain(
  tx: Tx,
  team: { problemId: string; studioId: string; leadId: string; at: Date },
): Promise<boolean> {
  const { count } = await tx.permit.updateMany({
    where: {
      problemId: team.problemId,
      studioId: team.studioId,
      kind: "AGREEMENT",
      state: "GRANTED",
      personId: { not: team.leadId },
    },
    data: { state: "WITHDRAWN", decidedById: null, decidedAt: team.at, version: { increment: 1 } },
  });
  return count > 0;
}
