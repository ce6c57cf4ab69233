import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, ownStudioIds } from "#app/modules/accounts/actor.ts";
import { historyOf } from "#app/modules/events/history.server.ts";
import { independentAdopters } from "#app/modules/knowledge/replication/rules.ts";
import { accessFrom } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessSelect } from "#app/modules/problems/visibility.server.ts";
import { benefitLine, benefitLineSelect } from "../benefit/queries.server.ts";
import { bandOf, countsForAwards } from "../benefit/rules.ts";
import { allConfirmed, unitShares } from "../shares/rules.ts";
import { ACHIEVEMENT_ACTIONS, type AchievementAction, type AchievementState, achievementStep } from "./lifecycle.ts";
import { confirmsNext, entersAchievements, readsEvidence, relationsTo } from "./policy.ts";
import { achievementCounts, type AchievementKind } from "./rules.ts";
import { achievementsVisibleTo } from "./visibility.server.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);

const confirmation = { personId: true, confirmedOf: true, objectedOf: true } as const;

export type AchievementFilter = { q?: string; state?: AchievementState; kind?: AchievementKind };

/** By title, a completer, the studio or the enterprise: what a line of the list shows. */
function named(q = ""): Prisma.AchievementWhereInput {
  if (q === "") return {};
  const contains = containing(q);
  return {
    OR: [
      { title: contains },
      { contributors: { some: { person: { name: contains } } } },
      { studio: { name: contains } },
      { enterprise: { name: contains } },
    ],
  };
}

/** A page of the achievements the actor may read, newest first. */
export async function listAchievements(actor: Actor, filter: AchievementFilter, page: PageRequest) {
  const list = await readPage(page, (slice) =>
    db.achievement.findMany({
      where: { AND: [achievementsVisibleTo(actor), { state: filter.state, kind: filter.kind }, named(filter.q)] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: {
        id: true,
        title: true,
        kind: true,
        state: true,
        origin: true,
        completedOn: true,
        contributorsVersion: true,
        enterprise: { select: { name: true } },
        studio: { select: { name: true } },
        contributors: {
          orderBy: { position: "asc" },
          select: { ...confirmation, person: { select: { name: true } } },
        },
      },
      ...slice,
    }),
  );
  return {
    ...list,
    rows: list.rows.map((row) => ({
      id: row.id,
      title: row.title,
      kind: row.kind,
      state: row.state,
      origin: row.origin,
      completedOn: day(row.completedOn),
      unit: row.studio?.name ?? row.enterprise.name,
      people: row.contributors.map((one) => one.person.name),
      toConfirm: confirmsNext(actor.personId, row),
    })),
    mayEnter: entersAchievements(actor),
  };
}

const pageSelect = (actor: Actor) =>
  ({
    id: true,
    title: true,
    kind: true,
    state: true,
    origin: true,
    version: true,
    contributorsVersion: true,
    enterpriseId: true,
    studioId: true,
    byId: true,
    completedOn: true,
    summary: true,
    innovation: true,
    application: true,
    social: true,
    novelty: true,
    reason: true,
    submittedAt: true,
    registeredAt: true,
    enterprise: { select: { id: true, name: true, timeZone: true } },
    studio: { select: { id: true, name: true } },
    contributors: {
      orderBy: { position: "asc" },
      select: {
        ...confirmation,
        organisationId: true,
        basisPoints: true,
        contribution: true,
        confirmedAt: true,
        objection: true,
        person: { select: { name: true } },
        organisation: { select: { name: true } },
      },
    },
    fixes: {
      select: {
        problem: {
          select: { id: true, number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
        },
      },
    },
    patents: { orderBy: [{ on: "desc" }, { id: "asc" }] },
    works: { orderBy: [{ on: "desc" }, { id: "asc" }] },
    awards: { orderBy: [{ on: "desc" }, { id: "asc" }] },
    adopters: {
      orderBy: [{ on: "asc" }, { id: "asc" }],
      select: {
        id: true,
        unit: true,
        contact: true,
        on: true,
        reuse: {
          select: {
            id: true,
            state: true,
            internal: true,
            affiliate: true,
            enterpriseId: true,
            enterprise: { select: { enterprise: { select: { groupId: true } } } },
          },
        },
      },
    },
    similar: {
      orderBy: { similarity: "desc" },
      select: { earlierId: true, similarity: true, sameFix: true, samePatent: true },
    },
  }) satisfies Prisma.AchievementSelect;
type PageRow = Prisma.AchievementGetPayload<{ select: ReturnType<typeof pageSelect> }>;

/** Fixes as the reader finds them, and whether every poster of theirs may be known. */
function shownFixes(actor: Actor, row: PageRow) {
  const read = row.fixes.map(({ problem }) => ({
    problem,
    access: accessFrom(problem.readers, problem, actor.now),
  }));
  return {
    fixes: read.map(({ problem, access }) => ({
      id: problem.id,
      number: problem.number,
      title: (access && projectFields(problem, access).title) || problem.number,
      open: access !== null,
    })),
    knowsPosters: read.every(({ access }) => access?.knowsPoster ?? false),
  };
}

/**
 * Adopting units: those with an accepted adoption count, an enterprise once and a group once; of the poster's or solver's
 * own house or group they are marked and do not. What was typed in is shown as not confirmed.
 */
function shownAdopters(actor: Actor, row: PageRow, knowsPosters: boolean) {
  const ofStudio = row.studioId !== null && ownStudioIds(actor).includes(row.studioId);
  const counted = row.adopters.flatMap(({ reuse }) =>
    reuse ? [{ ...reuse, groupId: reuse.enterprise.enterprise?.groupId ?? null }] : [],
  );
  return {
    adopters: row.adopters.map(({ reuse, ...one }) => ({
      id: one.id,
      unit: one.unit,
      // A certificate's contact was given to the studio.
      contact: reuse === null || ofStudio ? one.contact : "",
      on: day(one.on),
      adoptionId: reuse?.id ?? null,
      confirmed: reuse?.state === "ACCEPTED",
      // The marks would name a poster who is not named.
      internal: knowsPosters && (reuse?.internal ?? false),
      affiliate: knowsPosters && (reuse?.affiliate ?? false),
    })),
    independent: knowsPosters ? independentAdopters(counted) : null,
  };
}

/**
 * One achievement as the actor may read it: benefits in bands, earlier similar ones by title where the actor reads them.
 * Five statements. Errors: not_found.
 */
export async function loadAchievement(actor: Actor, id: string) {
  const row = await db.achievement.findFirst({
    where: { id, AND: achievementsVisibleTo(actor) },
    select: pageSelect(actor),
  });
  if (!row) throw notFound();
  const { fixes, knowsPosters } = shownFixes(actor, row);
  const relations = relationsTo(actor, row);
  const [benefits, files, history, earlier] = await Promise.all([
    db.benefit.findMany({
      where: { achievement: { achievementId: id } },
      orderBy: [{ fromOn: "asc" }, { id: "asc" }],
      select: benefitLineSelect(actor),
    }),
    readsEvidence(actor, row)
      ? db.attachment.findMany({
          where: { ownerKind: "achievement", ownerId: id, removedAt: null },
          orderBy: { createdAt: "asc" },
          select: { id: true, fileName: true, size: true, kind: true },
        })
      : [],
    historyOf("achievement", id),
    row.similar.length > 0
      ? db.achievement.findMany({
          where: { id: { in: row.similar.map((one) => one.earlierId) }, AND: achievementsVisibleTo(actor) },
          select: { id: true, title: true },
        })
      : [],
  ]);
  const certified = benefits.filter(countsForAwards);
  return {
    id: row.id,
    title: row.title,
    kind: row.kind,
    state: row.state,
    origin: row.origin,
    version: row.version,
    sharesVersion: row.contributorsVersion,
    owner: row.enterprise,
    studio: row.studio,
    timeZone: row.enterprise.timeZone,
    completedOn: day(row.completedOn),
    summary: row.summary,
    innovation: row.innovation,
    application: row.application,
    social: row.social,
    novelty: row.novelty,
    reason: row.reason,
    registeredBy: history.findLast((one) => one.what === "registered")?.actorName ?? null,
    history,
    registeredAt: row.registeredAt,
    counts: achievementCounts(row),
    unconfirmed: row.contributors.filter((one) => !allConfirmed([one], row.contributorsVersion)).length,
    toConfirm: confirmsNext(actor.personId, row),
    fixes,
    ...shownAdopters(actor, row, knowsPosters),
    benefits: benefits.map((one) => benefitLine(actor, one)),
    /** All that counts together. */
    certifiedBand: bandOf(certified.reduce((sum, one) => sum + (one.certifiedFen ?? 0n), 0n)),
    patents: row.patents.map(({ achievementId: _, numberKey: _key, ...one }) => ({ ...one, on: day(one.on) })),
    works: row.works.map(({ achievementId: _, ...one }) => ({ ...one, on: day(one.on) })),
    awards: row.awards.map(({ achievementId: _, ...one }) => ({ ...one, on: day(one.on) })),
    shares: row.contributors.map((one) => ({
      name: one.person.name,
      unit: one.organisation.name,
      mine: one.personId === actor.personId,
      basisPoints: one.basisPoints,
      contribution: one.contribution,
      confirmedAt: one.confirmedOf === row.contributorsVersion ? one.confirmedAt : null,
      objection: one.objectedOf === row.contributorsVersion ? one.objection : "",
    })),
    units: unitShares(row.contributors).map(({ organisationId, basisPoints }) => ({
      unit: row.contributors.find((one) => one.organisationId === organisationId)?.organisation.name ?? "",
      basisPoints,
    })),
    similar: row.similar.map(({ earlierId, ...one }) => ({
      ...one,
      title: earlier.find(({ id: known }) => known === earlierId)?.title ?? null,
      id: earlier.some(({ id: known }) => known === earlierId) ? earlierId : null,
    })),
    files: files.map((one) => ({ ...one, size: Number(one.size) })),
    may: Object.fromEntries(
      ACHIEVEMENT_ACTIONS.map((action) => [action, achievementStep(row.state, action, relations) !== null]),
    ) as Record<AchievementAction, boolean>,
  };
}
export type AchievementPage = Awaited<ReturnType<typeof loadAchievement>>;

/** The same for a small page of one step. Errors: not_found, forbidden. */
export async function loadAchievementStep(actor: Actor, id: string, action: AchievementAction) {
  const page = await loadAchievement(actor, id);
  if (!page.may[action]) throw forbidden("not-your-move");
  return page;
}
