import { readFileSync } from "node:fs";
import { join } from "node:path";
import { db } from "#app/lib/db.server.ts";
import { type Cast, castOf } from "#app/modules/demo/demo-actors.server.ts";
import { playCase } from "#app/modules/demo/play-case.server.ts";
import { seedDemo } from "#app/modules/demo/seed-demo.server.ts";
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import type { CraftsmanKey, DemoCase, EnterpriseKey, StudioKey } from "#prisma/seed/content/types.ts";

/** Cases played at the same time. */
const AT_ONCE = 4;
/** Every so many-th earlier case was solved by whichever colleague had time, not by the one whose trade it is. */
const NOISE = 8;
const SEATS = ["lead", "1", "2", "3", "4"] as const;

const studioOf = (person: string): StudioKey => person.slice(0, person.indexOf(".")) as StudioKey;

/** Work accepted before the demo's own cases, as its craftsmen's trades would have it, with a colleague standing in now and then. */
export function pastCases(): DemoCase[] {
  const [, ...lines] = readFileSync(join(import.meta.dirname, "past-cases.tsv"), "utf8")
    .trim()
    .split("\n");
  return lines.map((line, n) => {
    const [
      solver = "",
      enterprise = "",
      equipmentType = "",
      title = "",
      phenomenon = "",
      rootCause = "",
      actions = "",
    ] = line.split("\t");
    const studio = studioOf(solver);
    const others = SEATS.map((seat): CraftsmanKey => `${studio}.${seat}` as CraftsmanKey).filter(
      (one) => one !== solver,
    );
    const lead = n % NOISE === 5 ? (others[n % others.length] ?? solver) : solver;
    return {
      key: `past-${n}`,
      enterprise: enterprise as EnterpriseKey,
      author: `${enterprise}.engineer` as DemoCase["author"],
      category: "EQUIPMENT",
      severity: "DEGRADED",
      title,
      phenomenon,
      equipmentType,
      state: "SOLVED",
      postedDaysAgo: 300 + ((n * 37) % 600),
      solver: { studio, lead: lead as CraftsmanKey, via: "ASSIGN" },
      solution: { rootCause, actions },
      measures: [{ name: "次数", unit: "次", before: 6, after: 1, period: "四周" }],
    };
  });
}

/** The demo alliance with its craftsmen's earlier work, played through the use cases and indexed. */
export async function evaluationWorld(now: Date): Promise<Cast> {
  await seedDemo(now);
  const { value } = await db.setting.findUniqueOrThrow({ where: { key: "demo" } });
  const saved = value as { organisations: [string, string][]; people: [string, string][] };
  const cast = castOf({ organisations: new Map(saved.organisations), people: new Map(saved.people) }, now);
  const queue = pastCases().map((one, n) => ({ one, n }));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await playCase(cast, next.one, 1_000 + next.n, now);
    }),
  );
  await reindexEverything();
  return cast;
}
