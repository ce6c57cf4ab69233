import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor, OrganisationKind } from "#app/modules/accounts/actor.ts";
import { countsLive, figurePlaces, officerPlaces, scopeKey, type ScopeKind, scopeKindOf } from "./policy.ts";

export type FigureScope = { id: string; kind: ScopeKind; name: string; rootId: string | null };

const MOST = 300;

/**
 * Organisations whose figures the actor may read, own ones first, then by name: for an officer the unions and alliances
 * below, for others where they have a role. One statement. Enterprises below a union are no figure of the union's, but
 * the officer of an enterprise's own union reads that enterprise.
 */
export async function scopesOf(actor: Actor): Promise<FigureScope[]> {
  const own = figurePlaces(actor);
  if (own.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string; kind: OrganisationKind; name: string; rootId: string | null }[]>`
    WITH RECURSIVE below AS (
      SELECT "id", "kind", "parentId" FROM "Organisation" WHERE "id" = ANY (${officerPlaces(actor)}::uuid[])
      UNION
      SELECT o."id", o."kind", o."parentId" FROM "Organisation" o JOIN below b ON o."parentId" = b."id"
      WHERE o."kind" IN ('COUNTY_UNION', 'INDUSTRY_UNION', 'ALLIANCE') OR (o."kind" = 'ENTERPRISE' AND b."kind" = 'ENTERPRISE_UNION')
    ), found AS (
      SELECT "id" FROM below WHERE "kind" <> 'ENTERPRISE_UNION' UNION SELECT unnest(${own}::uuid[])
    ), up AS (
      SELECT f."id" AS "of", o."id", o."parentId", o."kind" FROM found f JOIN "Organisation" o ON o."id" = f."id"
      UNION ALL
      SELECT up."of", o."id", o."parentId", o."kind" FROM up JOIN "Organisation" o ON o."id" = up."parentId"
    )
    SELECT o."id", o."kind"::text AS "kind", o."name", (SELECT up."id" FROM up WHERE up."of" = o."id" AND up."kind" = 'FEDERATION' LIMIT 1) AS "rootId"
    FROM found f JOIN "Organisation" o ON o."id" = f."id"
    WHERE o."kind" <> 'ENTERPRISE_UNION'
    ORDER BY NOT o."id" = ANY (${own}::uuid[]), o."kind", o."name", o."id" LIMIT ${MOST}`;
  return rows.flatMap(({ id, kind, name, rootId }) => {
    const scope = scopeKindOf(kind);
    if (!scope) return [];
    const one = { id, kind: scope, name, rootId };
    return scope === "alliance" && countsLive(actor, id) ? [one, { ...one, kind: "secretariat" as const }] : [one];
  });
}

/** The scope asked for, else the one of the organisation switched to, else the first. @throws not_found */
export function chooseScope(actor: Actor, scopes: readonly FigureScope[], asked: string | null): FigureScope {
  const scope = asked
    ? scopes.find((one) => scopeKey(one) === asked)
    : (scopes.find((one) => one.id === actor.currentOrganisationId) ?? scopes[0]);
  if (!scope) throw notFound();
  return scope;
}
