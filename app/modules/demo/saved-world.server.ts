import { db, type Tx } from "#app/lib/db.server.ts";
import type { DemoWorld } from "./seed-organisations.server.ts";

const SETTING = "demo";

type Saved = {
  state: "begun" | "done";
  /** When the seeding began: one that is interrupted goes on as of then. */
  at?: string;
  organisations: [string, string][];
  people: [string, string][];
};
/** Who is who, and as of when. */
type SavedWorld = DemoWorld & { at: Date | null };

const read = async (): Promise<Saved | null> => {
  const row = await db.setting.findUnique({ where: { key: SETTING }, select: { value: true } });
  return row ? (row.value as Saved) : null;
};

/** Whether this installation holds the demo alliance, and whether it was played to the end. */
export const demoState = async (): Promise<"none" | "begun" | "done"> => (await read())?.state ?? "none";

/** Who is who in the demo alliance of this installation; null where there is none. */
export async function savedWorld(): Promise<SavedWorld | null> {
  const saved = await read();
  if (!saved) return null;
  const { at, organisations, people } = saved;
  return { organisations: new Map(organisations), people: new Map(people), at: at ? new Date(at) : null };
}

/** Writes down who is who, for a seeding that has to go on later. */
export async function saveWorld(
  store: Pick<Tx, "setting">,
  { organisations, people }: DemoWorld,
  state: Saved["state"],
  at: Date,
): Promise<void> {
  const value: Saved = { state, at: at.toISOString(), organisations: [...organisations], people: [...people] };
  await store.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } });
}
