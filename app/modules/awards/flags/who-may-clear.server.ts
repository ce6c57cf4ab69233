import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { deciderOf } from "./policy.ts";
import { type FlagFacts, whyNotClear } from "./rules.ts";
import { unionsOver } from "./unions-over.server.ts";

type Row = { organisationIds: string[]; personIds: string[]; facts: unknown };

/** Unions above everybody a flag concerns, the nearest first; one statement. */
export async function unionsAboveAll(reader: Pick<Tx, "$queryRaw">, row: Pick<Row, "organisationIds">) {
  const over = await unionsOver(reader, row.organisationIds);
  const [first = [], ...rest] = row.organisationIds.map((id) => over.get(id) ?? []);
  return first.filter((union) => rest.every((unions) => unions.includes(union)));
}

/**
 * Of these people who may clear a flag (rules.ts, `whyNotClear`), those of the nearest union in which somebody may: a union
 * above hears of it when nobody below can. One statement.
 */
export async function nearestWhoMayClear(
  reader: Pick<Tx, "$queryRaw">,
  row: Row,
  unions: readonly string[],
  actors: Iterable<Actor>,
): Promise<string[]> {
  const people = [...actors];
  const over = await unionsOver(reader, [
    ...new Set([...row.organisationIds, ...people.flatMap((one) => one.recentOrganisationIds)]),
  ]);
  const involvedIds = (row.facts as FlagFacts).organisationIds ?? row.organisationIds;
  const may = people
    .map((actor) => deciderOf(actor, over))
    .filter((decider) => whyNotClear(decider, { ...row, involvedIds }, over) === null);
  const nearest = unions.find((union) => may.some((one) => one.officerOf.includes(union)));
  return may.filter((one) => nearest !== undefined && one.officerOf.includes(nearest)).map((one) => one.personId);
}
