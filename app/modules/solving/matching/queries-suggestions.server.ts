import { db } from "#app/lib/db.server.ts";
import { conflict, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { actionsFor } from "#app/modules/problems/lifecycle.ts";
import { relationsOf, relationsSelect } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { MATCHED, SEES_SUGGESTIONS } from "../policy.ts";
import { readCircle, readPrecedents, type Target } from "./read-candidates.server.ts";
import { suggestPeople, suggestStudios } from "./rules.ts";

/** How the search finds cases like a text; handed in, because the search's own rooms stand above this one. */
export type SimilarCases = (
  actor: Actor,
  text: string,
  options?: { limit?: number; except?: readonly string[] },
) => Promise<{ cases: { problemId: string; share: number }[]; worth: ReadonlyMap<string, number> }>;

const MOST_PEOPLE = 8;
const MOST_STUDIOS = 5;

/** Put this in a `select`: what a problem says of itself. */
export const described = {
  title: true,
  equipmentType: true,
  equipmentModel: true,
  alarmCode: true,
  phenomenon: true,
  processStep: true,
  tried: true,
  target: true,
  fieldLayers: true,
  redactions: true,
} as const;

type Described = { [K in Exclude<keyof typeof described, "fieldLayers" | "redactions">]: string | null };

/** A problem's own words in the order of their weight: a question is read up to a limit. */
export const textOf = (seen: Described): string =>
  [
    seen.title,
    seen.equipmentType,
    seen.equipmentModel,
    seen.alarmCode,
    seen.phenomenon,
    seen.processStep,
    seen.tried,
    seen.target,
  ]
    .filter(Boolean)
    .join("\n");

/** Who could solve a problem, with reasons, as far as this reader may know them. */
export async function suggest(
  actor: Actor,
  target: Target,
  text: string,
  similar: SimilarCases,
  except: string[] = [],
) {
  const [like, { circle, posterIds, candidates }] = await Promise.all([
    similar(actor, text, { except: [target.id, ...except] }),
    readCircle(actor, target),
  ]);
  const precedents = await readPrecedents(actor, target, like.cases, like.worth);
  const wanted = {
    circle,
    posterIds,
    enterpriseId: target.knowsPoster ? target.enterpriseId : null,
    worth: like.worth,
  };
  return { wanted, candidates, precedents };
}

/**
 * Suggested craftsmen and studios for the secretariat that triages and assigns it, and for the poster's side. Anybody
 * else is told that there is no such page. Errors: not_found, conflict.
 */
export async function loadSuggestions(actor: Actor, id: string, similar: SimilarCases) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: { ...relationsSelect(actor), id: true, number: true, ...described, ...accessSelect(actor) },
  });
  if (!row) throw notFound();
  const relations = await relationsOf(db, actor, id, row);
  if (!SEES_SUGGESTIONS.some((one) => relations.has(one))) throw notFound();
  if (!MATCHED.includes(row.state)) throw conflict("problem-state");
  const access = accessOf(actor, row);
  const seen = projectFields(row, access);
  const target: Target = {
    id,
    enterpriseId: row.enterpriseId,
    knowsPoster: access.knowsPoster,
    readsAllBids: relations.has("AUTHOR") || relations.has("ENTERPRISE"),
    model: seen.equipmentModel ?? "",
  };
  const { wanted, candidates, precedents } = await suggest(actor, target, textOf(seen), similar);
  return {
    step: { id, number: row.number, title: seen.title || row.number },
    mayAssign: actionsFor(row.state, relations).includes("assign"),
    recommends: !relations.has("SECRETARIAT"),
    people: suggestPeople(wanted, candidates, precedents, MOST_PEOPLE),
    studios: suggestStudios(wanted, candidates, precedents, MOST_STUDIOS),
  };
}
