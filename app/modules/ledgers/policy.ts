import type { Actor } from "#app/modules/accounts/actor.ts";

/** Where somebody may bring a ledger in: an enterprise as its reviewer, an alliance as its secretariat. */
export type ImportPlace = { organisationId: string; name: string; kind: "ENTERPRISE" | "ALLIANCE" };

/** The places of an actor. Administrators see no problem's content and import nothing. */
export function importPlaces(actor: Actor): ImportPlace[] {
  const places = actor.standings.flatMap((s): ImportPlace[] => {
    if (s.role === "REVIEWER" && s.organisationKind === "ENTERPRISE")
      return [{ organisationId: s.organisationId, name: s.organisationName, kind: "ENTERPRISE" }];
    if (s.role === "SECRETARIAT" && s.organisationKind === "ALLIANCE")
      return [{ organisationId: s.organisationId, name: s.organisationName, kind: "ALLIANCE" }];
    return [];
  });
  return [...new Map(places.map((place) => [place.organisationId, place])).values()];
}

export const mayImport = (actor: Actor): boolean => importPlaces(actor).length > 0;

/** Enterprises whose imported rows the actor may let out: own imports only where nobody else could (release-imported.server.ts). */
export const releasePlaces = (actor: Actor): ImportPlace[] =>
  importPlaces(actor).filter((place) => place.kind === "ENTERPRISE");
