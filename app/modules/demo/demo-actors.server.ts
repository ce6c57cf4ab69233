import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import type { DemoWorld } from "./seed-organisations.server.ts";

/** Actors of the demo's people, loaded once each and set to any moment of the past. */
export type Cast = {
  as(personKey: string, at: Date): Promise<Actor>;
  personId(personKey: string): string;
  organisationId(key: string): string;
  /** The key of an organisation of the demo. */
  keyOf(organisationId: string): string;
};

const must = (map: Map<string, string>, key: string): string => {
  const id = map.get(key);
  if (!id) throw new Error(`The demo's content names "${key}", which does not exist`);
  return id;
};

export function castOf(world: DemoWorld, now: Date): Cast {
  const loaded = new Map<string, Promise<Actor>>();
  const keys = new Map([...world.organisations].map(([key, id]) => [id, key]));
  const load = async (key: string): Promise<Actor> => {
    const actor = await loadActor(must(world.people, key), now);
    if (!actor) throw new Error(`The demo's "${key}" has no account`);
    return { ...actor, currentOrganisationId: actor.standings[0]?.organisationId ?? null };
  };
  return {
    async as(key, at) {
      const actor = loaded.get(key) ?? load(key);
      loaded.set(key, actor);
      return { ...(await actor), now: at };
    },
    personId: (key) => must(world.people, key),
    organisationId: (key) => must(world.organisations, key),
    keyOf: (id) => must(keys, id),
  };
}
