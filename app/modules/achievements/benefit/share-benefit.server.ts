import { subMonths } from "date-fns/subMonths";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type OpenBenefit, recordBenefit, requireBenefit } from "./open-benefit.server.ts";
import { sharesOpen } from "./policy.ts";
import { basisPointsOf, percentText, type ShareLine, whyNotShares } from "./rules.ts";
import type { TypedShare } from "./schema.ts";
import { benefitsVisibleTo } from "./visibility.server.ts";

type Line = ShareLine & { contribution: string };

/** Lines as typed, empty ones dropped; a wrong one is refused beside itself. */
export function shareLinesOf(typed: readonly TypedShare[]): Line[] {
  const lines = typed.flatMap(({ who, percent, contribution }, index) => {
    if (who === "" && percent === "") return [];
    const [personId = "", organisationId = ""] = who.split("@");
    if (personId === "" || organisationId === "") throw invalid("choose_one", `lines[${index}].who`);
    const basisPoints = basisPointsOf(percent);
    if (basisPoints === null) throw invalid("shares-part", `lines[${index}].percent`);
    return [{ personId, organisationId, basisPoints, contribution }];
  });
  const wrong = whyNotShares(lines);
  if (wrong?.key === "shares-sum") throw invalid(wrong.key, "lines", { sum: percentText(wrong.sum ?? 0) });
  if (wrong) throw invalid(wrong.key, wrong.index === undefined ? "lines" : `lines[${wrong.index}].who`);
  return lines;
}

/**
 * Sets who contributed, in order, each for the solving studio or the recipient, 100 % together. Any change asks
 * everybody for their confirmation again. Errors: those of requireBenefit, conflict (shares-locked), invalid (shares-…).
 */
export async function shareBenefit(
  actor: Actor,
  id: string,
  { version, lines: typed }: { version: number; lines: readonly TypedShare[] },
): Promise<void> {
  const lines = shareLinesOf(typed);
  await inTransaction(async (tx) => {
    const row = await requireBenefit(tx, actor, id, "share", version);
    if (!sharesOpen(row)) throw conflict("shares-locked");
    await requireContributors(tx, row, lines, actor.now);
    await tx.benefitShare.deleteMany({ where: { benefitId: id } });
    await tx.benefitShare.createMany({ data: lines.map((line, position) => ({ benefitId: id, position, ...line })) });
    await tx.benefit.update({
      where: { id },
      data: { sharesVersion: { increment: 1 }, version: { increment: 1 } },
    });
    await recordBenefit(tx, actor, row, "benefit.shared", {
      payload: {
        sharesVersion: row.sharesVersion + 1,
        shares: lines.map(({ contribution: _, ...line }) => line),
      },
    });
  });
}

/** Everybody belongs, now or within 12 months, to the unit they stand for, or to the team that solved it; one of the team is among them. */
async function requireContributors(tx: Tx, row: OpenBenefit, lines: readonly Line[], now: Date): Promise<void> {
  const engagements = await tx.engagement.findMany({
    where: { problemId: row.fixId, end: "FINISHED" },
    select: { studioId: true, members: { select: { personId: true } } },
  });
  const team = new Set(engagements.flatMap((e) => e.members.map((m) => `${m.personId}@${e.studioId}`)));
  const units = [row.recipientId, ...engagements.map((e) => e.studioId)];
  const members = await tx.membership.findMany({
    where: {
      personId: { in: lines.map((line) => line.personId) },
      role: { notIn: ["GUEST", "JUDGE"] },
      OR: [{ endsAt: null }, { endsAt: { gt: subMonths(now, 12) } }],
      organisation: { OR: [{ id: { in: units } }, { parentId: row.recipientId, kind: "STUDIO" }] },
    },
    select: { personId: true, organisationId: true, organisation: { select: { parentId: true } } },
  });
  const there = new Set(
    members.flatMap((m) => [`${m.personId}@${m.organisationId}`, `${m.personId}@${m.organisation.parentId}`]),
  );
  for (const [index, { personId, organisationId }] of lines.entries()) {
    const at = `${personId}@${organisationId}`;
    if (!units.includes(organisationId) || !(team.has(at) || there.has(at)))
      throw invalid("shares-person", `lines[${index}].who`);
  }
  if (team.size > 0 && !lines.some((line) => team.has(`${line.personId}@${line.organisationId}`)))
    throw invalid("shares-solver", "lines");
}

/**
 * A contributor confirms order and share as they stand, in person, or says why not. Errors: not_found, forbidden,
 * conflict (shares-changed, or the benefit moved on).
 */
export async function confirmShare(
  actor: Actor,
  id: string,
  input: { sharesVersion: number; decision: "confirm" | "object"; objection: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "Benefit" WHERE "id" = ${id}::uuid FOR UPDATE`;
    const row = await tx.benefit.findFirst({
      where: { id, AND: benefitsVisibleTo(actor) },
      select: {
        id: true,
        recipientId: true,
        state: true,
        sharesVersion: true,
        shares: { select: { id: true, personId: true, confirmedOf: true, objectedOf: true } },
      },
    });
    if (!row) throw notFound();
    const mine = row.shares.find((line) => line.personId === actor.personId);
    if (!mine) throw forbidden("shares-not-yours");
    if (row.sharesVersion !== input.sharesVersion) throw conflict("shares-changed");
    if (!sharesOpen(row)) throw conflict("benefit-state");
    const agrees = input.decision === "confirm";
    await tx.benefitShare.update({
      where: { id: mine.id },
      data: agrees
        ? { confirmedOf: row.sharesVersion, confirmedAt: actor.now, objectedOf: null, objection: "" }
        : { confirmedOf: null, confirmedAt: null, objectedOf: row.sharesVersion, objection: input.objection },
    });
    await recordBenefit(tx, actor, row, agrees ? "benefit.share-confirmed" : "benefit.share-objected", {
      reason: agrees ? "" : input.objection,
      payload: { sharesVersion: row.sharesVersion },
    });
  });
}
