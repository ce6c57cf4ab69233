import type { Prisma, Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { EventType } from "#app/modules/events/types.ts";
import { type AchievementAction, type AchievementState, achievementStep, fitsAchievement } from "./lifecycle.ts";
import { relationsTo } from "./policy.ts";
import { achievementsVisibleTo } from "./visibility.server.ts";

const include = {
  contributors: { orderBy: { position: "asc" } },
  fixes: { select: { problemId: true } },
  patents: { select: { numberKey: true } },
} satisfies Prisma.AchievementInclude;
export type OpenAchievement = Prisma.AchievementGetPayload<{ include: typeof include }>;

/**
 * An achievement for one action, its row locked until the commit, with the state the action leads to.
 * Errors: not_found, forbidden, conflict (its state or version moved on; a registered one is locked).
 */
export async function requireAchievement(
  tx: Tx,
  actor: Actor,
  id: string,
  action: AchievementAction,
  version: number | null,
): Promise<{ row: OpenAchievement; to: AchievementState }> {
  await tx.$queryRaw`SELECT "id" FROM "Achievement" WHERE "id" = ${id}::uuid FOR UPDATE`;
  const row = await tx.achievement.findFirst({ where: { id, AND: achievementsVisibleTo(actor) }, include });
  if (!row) throw notFound();
  const step = achievementStep(row.state, action, relationsTo(actor, row));
  if (!step) {
    if (fitsAchievement(action, row.state)) throw forbidden("not-your-move");
    throw conflict(row.state === "REGISTERED" ? "achievement-locked" : "achievement-state");
  }
  if (version !== null && row.version !== version) throw conflict();
  return { row, to: step.to };
}

/** Writes what happened into the owner's chain; call it last. */
export const recordAchievement = (
  tx: Tx,
  actor: Actor,
  row: { id: string; enterpriseId: string },
  type: Extract<EventType, `achievement.${string}`>,
  more: { reason?: string; payload?: Record<string, unknown> } = {},
) =>
  recordEvent(tx, {
    type,
    organisationId: row.enterpriseId,
    subjectKind: "achievement",
    subjectId: row.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: actor.standings.some((s) => s.organisationId === row.enterpriseId)
      ? row.enterpriseId
      : actor.currentOrganisationId,
    reason: more.reason,
    payload: more.payload,
    at: actor.now,
  });
