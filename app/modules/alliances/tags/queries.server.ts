import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "../visibility.ts";
import { tagOwners } from "./policy.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);
const label = { id: true, name: true, nameEn: true, year: true } as const;

/** Titles borne today by enterprises the actor may know of, for the filter of a list. */
export const listTagChoices = (actor: Actor) =>
  db.enterpriseTag.findMany({
    where: { taggings: { some: { untilOn: null, enterprise: organisationsVisibleTo(actor) } } },
    orderBy: [{ year: { sort: "desc", nulls: "last" } }, { name: "asc" }, { id: "asc" }],
    take: 100,
    select: label,
  });

/** The federation's titles with how many bear them today. @throws not_found to whoever keeps none */
export async function listTags(actor: Actor) {
  const owners = tagOwners(actor);
  if (owners.length === 0) throw notFound();
  const [federations, tags] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: owners } },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    }),
    db.enterpriseTag.findMany({
      where: { ownerId: { in: owners } },
      orderBy: [
        { retiredAt: { sort: "asc", nulls: "first" } },
        { year: { sort: "desc", nulls: "last" } },
        { name: "asc" },
        { id: "asc" },
      ],
      take: 300,
      select: { ...label, retiredAt: true, _count: { select: { taggings: { where: { untilOn: null } } } } },
    }),
  ]);
  return { federations, tags: tags.map(({ _count, ...tag }) => ({ ...tag, bearers: _count.taggings })) };
}

/** One title with everybody who bears or bore it, and whom it may be given to. @throws not_found */
export async function loadTag(actor: Actor, id: string) {
  const tag = await db.enterpriseTag.findFirst({
    where: { id, ownerId: { in: tagOwners(actor) } },
    select: {
      ...label,
      ownerId: true,
      retiredAt: true,
      taggings: {
        orderBy: [{ untilOn: { sort: "desc", nulls: "first" } }, { fromOn: "desc" }, { id: "desc" }],
        take: 1_000,
        select: {
          id: true,
          fromOn: true,
          document: true,
          untilOn: true,
          endDocument: true,
          endReason: true,
          enterprise: { select: { id: true, name: true } },
        },
      },
    },
  });
  if (!tag) throw notFound();
  const candidates = tag.retiredAt
    ? []
    : await db.organisation.findMany({
        where: {
          kind: "ENTERPRISE",
          closedAt: null,
          tags: { none: { tagId: id, untilOn: null } },
          AND: organisationsVisibleTo(actor),
        },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: 2_000,
        select: { id: true, name: true },
      });
  return {
    ...tag,
    taggings: tag.taggings.map((row) => ({
      ...row,
      fromOn: day(row.fromOn),
      untilOn: row.untilOn && day(row.untilOn),
    })),
    candidates,
  };
}
