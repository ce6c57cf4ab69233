import { db } from "#app/lib/db.server.ts";
import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type AchievementAction, achievementStep } from "./lifecycle.ts";
import { loadLinkable } from "./linked-facts.server.ts";
import { relationsTo } from "./policy.ts";
import { similarAchievements } from "./similar.server.ts";
import { achievementsVisibleTo } from "./visibility.server.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** An achievement's head for one step. Errors: not_found, forbidden. */
async function headOf(actor: Actor, id: string, action: AchievementAction) {
  const row = await db.achievement.findFirst({
    where: { id, AND: achievementsVisibleTo(actor) },
    include: {
      contributors: { select: { personId: true } },
      fixes: { select: { problemId: true } },
      benefits: { select: { benefitId: true } },
      patents: { orderBy: { on: "desc" } },
      works: { orderBy: { on: "desc" } },
      awards: { orderBy: { on: "desc" } },
      adopters: { orderBy: { on: "asc" } },
    },
  });
  if (!row) throw notFound();
  if (!achievementStep(row.state, action, relationsTo(actor, row))) throw forbidden("not-your-move");
  return row;
}

/** What the form begins with. One statement. Errors: not_found, forbidden. */
export async function loadAchievementForm(actor: Actor, id: string) {
  const row = await headOf(actor, id, "change");
  const { kind, title, summary, innovation, application, social, version } = row;
  return {
    id,
    version,
    values: { kind, title, completedOn: day(row.completedOn), summary, innovation, application, social },
    patents: row.patents.map((one) => ({
      kind: one.kind,
      number: one.number,
      title: one.title,
      holder: one.holder,
      state: one.state,
      on: day(one.on),
    })),
    works: row.works.map((one) => ({
      kind: one.kind,
      title: one.title,
      issuer: one.issuer,
      number: one.number,
      on: day(one.on),
    })),
    awards: row.awards.map((one) => ({ name: one.name, issuer: one.issuer, grade: one.grade, on: day(one.on) })),
    adopters: row.adopters
      .filter((one) => one.reuseId === null)
      .map((one) => ({ unit: one.unit, contact: one.contact, on: day(one.on) })),
  };
}

/** Benefits and adoptions of its fixes, and which it has taken in. Three statements. Errors: not_found, forbidden. */
export async function loadAchievementFacts(actor: Actor, id: string) {
  const row = await headOf(actor, id, "link");
  const fixIds = row.fixes.map((one) => one.problemId);
  const { benefits, adoptions } = await loadLinkable(actor, { fixIds, studioId: row.studioId });
  return {
    id,
    title: row.title,
    version: row.version,
    draft: row.state === "DRAFT",
    benefits: benefits.map(({ achievement, ...one }) => ({
      ...one,
      taken:
        achievement === null ? null : achievement.achievementId === id ? ("here" as const) : ("elsewhere" as const),
    })),
    adoptions: adoptions.flatMap(({ id: reuseId, certificate }) =>
      certificate
        ? [
            {
              id: reuseId,
              unit: certificate.unit,
              on: day(certificate.toOn),
              taken: row.adopters.some((one) => one.reuseId === reuseId),
            },
          ]
        : [],
    ),
  };
}

/**
 * Before submission: earlier achievements that look like the same result. Those the actor reads by title, of others only
 * that there is one. Four statements. Errors: not_found, forbidden, conflict (achievement-take-over).
 */
export async function loadSubmission(actor: Actor, id: string) {
  const row = await headOf(actor, id, "submit");
  if (row.origin !== "ENTERED") throw conflict("achievement-take-over");
  const similar = await similarAchievements(db, id);
  const read = await db.achievement.findMany({
    where: { id: { in: similar.map((one) => one.id) }, AND: achievementsVisibleTo(actor) },
    select: { id: true, title: true, completedOn: true, studio: { select: { name: true } } },
  });
  return {
    id,
    title: row.title,
    version: row.version,
    novelty: row.novelty,
    similar: similar.map(({ id: earlierId, ...one }) => {
      const known = read.find((other) => other.id === earlierId);
      return {
        ...one,
        open: known
          ? { id: known.id, title: known.title, on: day(known.completedOn), studio: known.studio?.name ?? "" }
          : null,
      };
    }),
  };
}
