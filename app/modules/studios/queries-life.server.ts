import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import type { StudioFileKind } from "./files.server.ts";
import { STUDIO_ACTIONS, type StudioAction } from "./lifecycle.ts";
import {
  decidingUnions,
  entersFund,
  entersPromotions,
  isInvolved,
  partsOf,
  readsInside,
  setsTargets,
  whyNot,
} from "./policy.ts";
import { dayOf, fundSums, nearness, reached, textOfDay } from "./rules.ts";

/** A studio as its pages need it, and what the actor may do. Two statements. @throws not_found */
export async function loadStudioHead(actor: Actor, studioId: string) {
  const row = await db.studio.findFirst({
    where: { organisationId: studioId, organisation: organisationsVisibleTo(actor) },
    select: {
      state: true,
      level: true,
      designatedOn: true,
      reviewDueOn: true,
      rectifyBy: true,
      proposedAt: true,
      version: true,
      organisation: {
        select: {
          name: true,
          nameEn: true,
          timeZone: true,
          closedAt: true,
          parent: { select: { id: true, name: true } },
        },
      },
    },
  });
  if (!row) throw notFound();
  const place = await loadPlace(db, studioId, actor.now);
  const parts = partsOf(actor, place);
  const involved = isInvolved(actor, place);
  const closed = row.organisation.closedAt !== null && row.organisation.closedAt <= actor.now;
  const may = (action: StudioAction) => !closed && whyNot(action, row.state, parts, involved) === null;
  const today = dayOf(formatDate(actor.now, row.organisation.timeZone));
  const inside = readsInside(parts);
  return {
    id: studioId,
    name: row.organisation.name,
    nameEn: row.organisation.nameEn,
    enterprise: row.organisation.parent,
    timeZone: row.organisation.timeZone,
    state: row.state,
    level: row.level,
    version: row.version,
    designatedOn: row.designatedOn && textOfDay(row.designatedOn),
    reviewDueOn: row.reviewDueOn && textOfDay(row.reviewDueOn),
    reviewIs: row.reviewDueOn ? nearness(row.reviewDueOn, today) : null,
    rectifyBy: row.rectifyBy && textOfDay(row.rectifyBy),
    rectifyIs: row.rectifyBy ? nearness(row.rectifyBy, today) : null,
    /** A year without result; told to those who decide and to the studio. */
    proposed: inside && row.proposedAt !== null,
    today: textOfDay(today),
    thisYear: today.getUTCFullYear(),
    inside,
    involved: involved && parts.has("OFFICER"),
    unionId: decidingUnions(actor, place)[0] ?? null,
    may: {
      ...(Object.fromEntries(STUDIO_ACTIONS.map((action) => [action, may(action)])) as Record<StudioAction, boolean>),
      targets: !closed && setsTargets(row.state, parts, involved),
      grant: !closed && entersFund("GRANTED", parts, involved),
      use: !closed && entersFund("USED", parts, involved),
      promote: !closed && entersPromotions(parts),
      confirmPromotion: !closed && (parts.has("REVIEWER") || (parts.has("OFFICER") && !involved)),
    },
  };
}
export type StudioHead = Awaited<ReturnType<typeof loadStudioHead>>;

const MOST = 200;
const DECISION = {
  id: true,
  kind: true,
  level: true,
  document: true,
  decidedOn: true,
  decidedBy: true,
  reason: true,
  dueOn: true,
  byName: true,
  at: true,
  leaderFrom: { select: { name: true } },
  leaderTo: { select: { name: true } },
} as const;

/** Files of several entries of one kind, in one statement. */
export const filesOf = async (kind: StudioFileKind, ids: string[]) =>
  ids.length === 0
    ? []
    : db.attachment.findMany({
        where: { ownerKind: kind, ownerId: { in: ids }, removedAt: null },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        select: { id: true, ownerId: true, fileName: true, kind: true, size: true },
      });

/** The page of a studio's life: its name, how it came to it, who led it; inside, its year, money and files. Five statements. */
export async function loadStudioLife(actor: Actor, studioId: string, year: number) {
  const head = await loadStudioHead(actor, studioId);
  const [{ memberships, studio }, inner] = await Promise.all([
    db.organisation.findUniqueOrThrow({
      where: { id: studioId },
      select: {
        memberships: {
          where: { role: "STUDIO_LEADER", startsAt: { lte: actor.now } },
          orderBy: [{ startsAt: "desc" }, { id: "desc" }],
          take: 30,
          select: { id: true, startsAt: true, endsAt: true, person: { select: { id: true, name: true } } },
        },
        studio: {
          select: {
            decisions: {
              where: head.inside ? {} : { kind: { not: "RETURNED" } },
              orderBy: [{ at: "desc" }, { id: "desc" }],
              take: MOST,
              select: DECISION,
            },
          },
        },
      },
    }),
    head.inside ? loadInside(studioId, year) : null,
  ]);
  const decisions = studio?.decisions ?? [];
  const files = head.inside
    ? await filesOf(
        "studio-decision",
        decisions.map((one) => one.id),
      )
    : [];
  return {
    ...head,
    year,
    decisions: decisions.map(({ leaderFrom, leaderTo, ...row }) => ({
      ...row,
      files: files.filter((file) => file.ownerId === row.id),
      decidedOn: textOfDay(row.decidedOn),
      dueOn: row.dueOn && textOfDay(row.dueOn),
      reason: head.inside ? row.reason : "",
      byName: head.inside ? row.byName : "",
      leaderFrom: leaderFrom?.name ?? null,
      leaderTo: leaderTo?.name ?? null,
    })),
    leaders: memberships.map(({ person, startsAt, endsAt, id }) => ({
      id,
      personId: person.id,
      name: person.name,
      from: formatDate(startsAt, head.timeZone),
      to: endsAt && endsAt <= actor.now ? formatDate(endsAt, head.timeZone) : null,
    })),
    inner,
  };
}

async function loadInside(studioId: string, year: number) {
  const row = await db.studio.findUniqueOrThrow({
    where: { organisationId: studioId },
    select: {
      targets: {
        where: { year },
        orderBy: { position: "asc" },
        select: { id: true, topic: true, measure: true, unit: true, target: true, actual: true, note: true },
      },
      funds: { select: { id: true, kind: true, amountFen: true, correctsId: true } },
      reviews: {
        orderBy: [{ year: "desc" }, { round: "desc" }],
        take: 30,
        select: { id: true, year: true, round: true, state: true, submittedAt: true, decidedAt: true },
      },
      _count: { select: { promotions: { where: { withdrawnAt: null } } } },
    },
  });
  const sums = fundSums(row.funds);
  return {
    targets: row.targets.map((line) => {
      const texts = { target: line.target.toString(), actual: line.actual?.toString() ?? null };
      return { ...line, ...texts, reached: reached(texts) };
    }),
    funds: {
      grantedFen: sums.grantedFen.toString(),
      usedFen: sums.usedFen.toString(),
      leftFen: sums.leftFen.toString(),
      over: sums.leftFen < 0n,
    },
    reviews: row.reviews,
    promotions: row._count.promotions,
  };
}
