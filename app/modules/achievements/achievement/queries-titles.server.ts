import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { opensRegistered, titlesVisibleTo } from "./visibility.server.ts";

const MOST = 30;

/** Registered achievements of a person or a studio by title, newest first, as far as the reader may know them. One statement. */
export async function registeredTitles(actor: Actor, of: { personId: string } | { studioId: string }) {
  const mine = "personId" in of ? { contributors: { some: { personId: of.personId } } } : { studioId: of.studioId };
  const rows = await db.achievement.findMany({
    where: { AND: [mine, titlesVisibleTo(actor)] },
    orderBy: [{ completedOn: "desc" }, { id: "desc" }],
    take: MOST,
    select: {
      id: true,
      title: true,
      kind: true,
      completedOn: true,
      studioId: true,
      enterpriseId: true,
      byId: true,
      contributors: { where: { personId: actor.personId }, select: { personId: true } },
    },
  });
  return rows.map(({ id, title, kind, completedOn, ...facts }) => ({
    key: id,
    title,
    kind,
    year: completedOn.getUTCFullYear(),
    /** Where the reader may open it. */
    id: opensRegistered(actor, facts) ? id : null,
  }));
}
export type AchievementTitle = Awaited<ReturnType<typeof registeredTitles>>[number];
