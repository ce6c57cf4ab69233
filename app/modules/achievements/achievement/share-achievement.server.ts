import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireContributors, shareLinesOf } from "../shares/contributors.server.ts";
import type { TypedShare } from "../shares/schema.ts";
import { requireNoCertifier } from "./linked-facts.server.ts";
import { recordAchievement, requireAchievement } from "./open-achievement.server.ts";
import { contributorCircle } from "./queries-contributors.server.ts";

/**
 * Sets the completers in order, each with the unit, the share and what they did, 100 % together. Any change asks
 * everybody for their confirmation again. Errors: those of requireAchievement, invalid (shares-…).
 */
export async function shareAchievement(
  actor: Actor,
  id: string,
  { version, lines: typed }: { version: number; lines: readonly TypedShare[] },
): Promise<void> {
  const lines = shareLinesOf(typed);
  await inTransaction(async (tx) => {
    const { row } = await requireAchievement(tx, actor, id, "share", version);
    await requireContributors(tx, await contributorCircle(tx, actor, row), lines, actor.now);
    await tx.achievementContributor.deleteMany({ where: { achievementId: id } });
    await tx.achievementContributor.createMany({
      data: lines.map((line, position) => ({ achievementId: id, position, ...line })),
    });
    await requireNoCertifier(tx, id, "lines");
    await askAgain(tx, id);
    await recordAchievement(tx, actor, row, "achievement.shared", {
      payload: {
        contributorsVersion: row.contributorsVersion + 1,
        shares: lines.map(({ contribution: _, ...line }) => line),
      },
    });
  });
}

const askAgain = (tx: Tx, id: string) =>
  tx.achievement.update({
    where: { id },
    data: { contributorsVersion: { increment: 1 }, version: { increment: 1 } },
  });

/**
 * A contributor confirms order and share as they stand, in person, or says why not. Errors: those of
 * requireAchievement, conflict (shares-changed, achievement-take-over).
 */
export async function confirmContribution(
  actor: Actor,
  id: string,
  input: { sharesVersion: number; decision: "confirm" | "object"; objection: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireAchievement(tx, actor, id, "confirm", null);
    if (row.contributorsVersion !== input.sharesVersion) throw conflict("shares-changed");
    if (row.origin !== "ENTERED") throw conflict("achievement-take-over");
    const agrees = input.decision === "confirm";
    await tx.achievementContributor.update({
      where: { achievementId_personId: { achievementId: id, personId: actor.personId } },
      data: agrees
        ? { confirmedOf: row.contributorsVersion, confirmedAt: actor.now, objectedOf: null, objection: "" }
        : { confirmedOf: null, confirmedAt: null, objectedOf: row.contributorsVersion, objection: input.objection },
    });
    await recordAchievement(tx, actor, row, agrees ? "achievement.share-confirmed" : "achievement.share-objected", {
      reason: agrees ? "" : input.objection,
      payload: { contributorsVersion: row.contributorsVersion },
    });
  });
}

/**
 * A contributor takes over what was entered on their behalf or imported: from then on it is entered by the team, and
 * everybody confirms afresh. Errors: those of requireAchievement, invalid (achievement-own).
 */
export async function takeOverAchievement(actor: Actor, id: string, version: number): Promise<void> {
  await inTransaction(async (tx) => {
    const { row } = await requireAchievement(tx, actor, id, "take-over", version);
    if (row.origin === "ENTERED") throw invalid("achievement-own");
    await tx.achievement.update({ where: { id }, data: { origin: "ENTERED" } });
    await askAgain(tx, id);
    await recordAchievement(tx, actor, row, "achievement.taken-over", { payload: { origin: row.origin } });
  });
}
