import { subMonths } from "date-fns/subMonths";
import { db, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import { basisPointsOf, percentText, type ShareLine, whyNotShares } from "./rules.ts";
import type { TypedShare } from "./schema.ts";

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

/** Where contributors may come from: who finished the fixes, and the enterprises with their studios. */
export type Circle = { fixIds: readonly string[]; enterpriseIds: readonly string[]; studioIds?: readonly string[] };

const teamsOf = (reader: Pick<Tx, "engagement">, fixIds: readonly string[]) =>
  reader.engagement.findMany({
    where: { problemId: { in: [...fixIds] }, end: "FINISHED" },
    select: {
      studioId: true,
      studio: { select: { name: true } },
      members: { select: { personId: true, person: { select: { name: true } } } },
    },
  });

const ofCircle = (circle: Circle, now: Date) => ({
  role: { notIn: ["GUEST" as const, "JUDGE" as const] },
  OR: [{ endsAt: null }, { endsAt: { gt: subMonths(now, 12) } }],
  organisation: {
    OR: [
      { id: { in: [...circle.enterpriseIds, ...(circle.studioIds ?? [])] } },
      { parentId: { in: [...circle.enterpriseIds] }, kind: "STUDIO" as const },
    ],
  },
});

/**
 * Everybody belongs, now or within 12 months, to the unit they stand for, or to the team that solved it; one of the team
 * is among them. Errors: invalid (shares-person, shares-solver).
 */
export async function requireContributors(
  tx: Tx,
  circle: Circle,
  lines: readonly ShareLine[],
  now: Date,
): Promise<void> {
  const teams = await teamsOf(tx, circle.fixIds);
  const team = new Set(teams.flatMap((e) => e.members.map((m) => `${m.personId}@${e.studioId}`)));
  const units = [...circle.enterpriseIds, ...(circle.studioIds ?? []), ...teams.map((e) => e.studioId)];
  const where = ofCircle({ ...circle, studioIds: units }, now);
  const members = await tx.membership.findMany({
    where: { personId: { in: lines.map((line) => line.personId) }, ...where },
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

/** Who may be named, each with the unit: the teams first, then the people of the enterprises. Two statements. */
export async function contributorChoices(
  circle: Circle,
  now: Date,
): Promise<{ value: string; name: string; unit: string }[]> {
  const [teams, people] = await Promise.all([
    teamsOf(db, circle.fixIds),
    db.membership.findMany({
      where: ofCircle(circle, now),
      orderBy: { person: { name: "asc" } },
      take: 500,
      select: {
        personId: true,
        person: { select: { name: true } },
        organisation: { select: { id: true, name: true, parent: { select: { id: true, name: true } } } },
      },
    }),
  ]);
  const choices = new Map<string, { value: string; name: string; unit: string }>();
  const add = (personId: string, unitId: string, name: string, unit: string) =>
    choices.set(`${personId}@${unitId}`, { value: `${personId}@${unitId}`, name, unit });
  for (const { studioId, studio, members } of teams)
    for (const { personId, person } of members) add(personId, studioId, person.name, studio.name);
  for (const { personId, person, organisation: o } of people) {
    const own = circle.studioIds?.includes(o.id) || circle.enterpriseIds.includes(o.id) ? o : o.parent;
    if (own) add(personId, own.id, person.name, own.name);
  }
  return [...choices.values()];
}
