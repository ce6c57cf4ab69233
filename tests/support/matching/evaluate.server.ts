import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { similarSolved } from "#app/modules/knowledge/similar-solved.server.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { described, suggest, textOf } from "#app/modules/solving/matching/queries-suggestions.server.ts";
import { bySpecialitiesOnly, obstacleOf, suggestPeople } from "#app/modules/solving/matching/rules.ts";

const FIRST = 5;

export type Evaluation = {
  problems: number;
  craftsmen: number;
  /** Share of problems whose actual solver is among the first five. */
  matching: number;
  specialitiesOnly: number;
  random: number;
  firstPlace: number;
  missed: string[];
};

/**
 * Hides each solved problem in turn: it is asked for as if it were open, in its poster's words with every name of a
 * person, studio or enterprise masked, and neither its own case nor what was merged into it, answered by it or reused
 * from it counts. The actual solver should be among the first five.
 */
export async function evaluateMatching(
  actor: Actor,
  only: (title: string) => boolean = () => true,
): Promise<Evaluation> {
  const names = await allNames();
  const rows = await db.problem.findMany({
    where: { state: "SOLVED", AND: visibleTo(actor), engagements: { some: { end: "FINISHED" } } },
    orderBy: { id: "asc" },
    select: {
      id: true,
      enterpriseId: true,
      ...described,
      ...accessSelect(actor),
      engagements: {
        where: { end: "FINISHED" },
        orderBy: { endedAt: "desc" },
        take: 1,
        select: { members: { where: { isLead: true }, select: { personId: true } } },
      },
      mergedFrom: { select: { id: true } },
      answers: { select: { id: true } },
      reuses: { select: { needId: true } },
    },
  });
  const found = { problems: 0, matching: 0, specialitiesOnly: 0, random: 0, firstPlace: 0 };
  const craftsmen = new Set<string>();
  const missed: string[] = [];
  for (const row of rows) {
    const solver = row.engagements[0]?.members[0]?.personId;
    if (!solver || !only(row.title)) continue;
    const access = accessOf(actor, row);
    const seen = projectFields(row, access);
    const derived = [
      ...row.mergedFrom.map((one) => one.id),
      ...row.answers.map((one) => one.id),
      ...row.reuses.flatMap((one) => one.needId ?? []),
    ];
    const target = {
      id: row.id,
      enterpriseId: row.enterpriseId,
      knowsPoster: access.knowsPoster,
      readsAllBids: false,
      model: seen.equipmentModel ?? "",
    };
    const text = names.reduce((masked, name) => masked.replaceAll(name, "某"), textOf(seen));
    const { wanted, candidates, precedents } = await suggest(actor, target, text, similarSolved, derived);
    const possible = candidates.filter((one) => obstacleOf(one, wanted) === null);
    const people = new Set(possible.map((one) => one.personId));
    for (const id of people) craftsmen.add(id);
    const place = suggestPeople(wanted, candidates, precedents, candidates.length).findIndex(
      (one) => one.personId === solver,
    );
    const plain = possible
      .map((one) => ({ id: one.personId, value: bySpecialitiesOnly(one, wanted) }))
      .sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
      .slice(0, FIRST);
    found.problems += 1;
    if (place === 0) found.firstPlace += 1;
    if (place >= 0 && place < FIRST) found.matching += 1;
    else missed.push(`${row.title} (${place < 0 ? "–" : place + 1})`);
    if (plain.some((one) => one.id === solver && one.value > 0)) found.specialitiesOnly += 1;
    found.random += Math.min(1, FIRST / Math.max(1, people.size));
  }
  const share = (n: number) => Number((n / Math.max(1, found.problems)).toFixed(3));
  return {
    problems: found.problems,
    craftsmen: craftsmen.size,
    matching: share(found.matching),
    specialitiesOnly: share(found.specialitiesOnly),
    random: share(found.random),
    firstPlace: share(found.firstPlace),
    missed,
  };
}

/** Longest first, so that a studio's name goes before the person's in it. */
async function allNames(): Promise<string[]> {
  const [people, organisations] = await Promise.all([
    db.person.findMany({ select: { name: true } }),
    db.organisation.findMany({ select: { name: true, shortName: true, nameEn: true } }),
  ]);
  return [...people.map((one) => one.name), ...organisations.flatMap((one) => [one.name, one.shortName, one.nameEn])]
    .filter((name) => name.length > 1)
    .sort((a, b) => b.length - a.length);
}
