import type { Prisma } from "#app/lib/db.server.ts";

/** What an application is about, for lists, notices and certificates: nothing of its details. */
export const subjectSelect = {
  achievement: {
    select: {
      title: true,
      kind: true,
      enterprise: { select: { name: true } },
      contributors: {
        orderBy: { position: "asc" },
        select: { personId: true, person: { select: { name: true } }, organisation: { select: { name: true } } },
      },
    },
  },
  studio: { select: { name: true } },
  person: { select: { id: true, name: true } },
  enterprise: { select: { name: true } },
} satisfies Prisma.AwardApplicationSelect;
type Row = Prisma.AwardApplicationGetPayload<{ select: typeof subjectSelect }>;

/** Its title, the completers a round counts (none is all) and their units. */
export function subjectOf(row: Row, counted = 0) {
  const { achievement, studio, person } = row;
  const people = achievement ? achievement.contributors.slice(0, counted || undefined) : [];
  return {
    title: achievement?.title ?? studio?.name ?? person?.name ?? "",
    people: achievement ? people.map((one) => one.person.name) : person ? [person.name] : [],
    units: [...new Set(achievement ? people.map((one) => one.organisation.name) : [row.enterprise.name])],
  };
}
