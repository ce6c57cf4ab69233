import { db, type Tx } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { posterKnownTo, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { type Circle, contributorChoices } from "../shares/contributors.server.ts";
import { achievementStep } from "./lifecycle.ts";
import { relationsTo } from "./policy.ts";
import { achievementsVisibleTo } from "./visibility.server.ts";

/** Where its contributors may come from: the owner, its fixes' teams, and their posters' houses where the actor may know those. */
export async function contributorCircle(
  reader: Pick<Tx, "problem">,
  actor: Actor,
  row: { enterpriseId: string; studioId: string | null; fixes: readonly { problemId: string }[] },
): Promise<Circle> {
  const fixIds = row.fixes.map((one) => one.problemId);
  const posters = await reader.problem.findMany({
    where: { id: { in: fixIds }, AND: [visibleTo(actor), posterKnownTo(actor)] },
    select: { enterpriseId: true },
  });
  return {
    fixIds,
    enterpriseIds: [...new Set([row.enterpriseId, ...posters.map((one) => one.enterpriseId)])],
    studioIds: row.studioId ? [row.studioId] : [],
  };
}

/** The contributors for who may change them, and who may be named. Four statements. Errors: not_found, forbidden. */
export async function loadContributors(actor: Actor, id: string) {
  const row = await db.achievement.findFirst({
    where: { id, AND: achievementsVisibleTo(actor) },
    select: {
      id: true,
      title: true,
      version: true,
      state: true,
      origin: true,
      byId: true,
      enterpriseId: true,
      studioId: true,
      fixes: { select: { problemId: true } },
      contributors: {
        orderBy: { position: "asc" },
        select: { personId: true, organisationId: true, basisPoints: true, contribution: true },
      },
    },
  });
  if (!row) throw notFound();
  if (!achievementStep(row.state, "share", relationsTo(actor, row))) throw forbidden("not-your-move");
  return {
    id,
    title: row.title,
    version: row.version,
    contributors: row.contributors,
    people: await contributorChoices(await contributorCircle(db, actor, row), actor.now),
  };
}
