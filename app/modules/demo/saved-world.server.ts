import { db, type Tx } from "#app/lib/db.server.ts";
import type { DemoWorld } from "./seed-organisations.server.ts";

const SETTING = "demo";

type Saved = { state: "begun" | "done"; organisations: [string, string][]; people: [string, string][] };

const read = async (): Promise<Saved | null> => {
  const row = await db.setting.findUnique({ where: { key: SETTING }, select: { value: true } });
  return row ? (row.value as Saved) : null;
};

/** Whether this installation holds the demo alliance, and whether it was played to the end. */
export const demoState = async (): Promise<"none" | "begun" | "done"> => (await read())?.state ?? "none";

/** Who is who in the demo alliance of this installation; null where there is none. */
export async function savedWorld(): Promise<DemoWorld | null> {
  const saved = await read();
  return saved && { organisations: new Map(saved.organisations), people: new Map(saved.people) };
}

/** Writes down who is who, for a seeding that has to go on later. */
export async function saveWorld(store: Pick<Tx, "setting">, world: DemoWorld, state: "begun" | "done"): Promise<void> {
  const value: Saved = { state, organisations: [...world.organisations], people: [...world.people] };
  await store.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } });
}
