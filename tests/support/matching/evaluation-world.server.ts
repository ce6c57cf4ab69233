import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Cast, castOf } from "#app/modules/demo/demo-actors.server.ts";
import { playCase } from "#app/modules/demo/play-case.server.ts";
import { playMentorships } from "#app/modules/demo/play-mentorships.server.ts";
import { playReferring } from "#app/modules/demo/play-referring.server.ts";
import { seedMachines } from "#app/modules/demo/seed-machines.server.ts";
import { seedOrganisations } from "#app/modules/demo/seed-organisations.server.ts";
import { reindexEverything } from "#app/modules/knowledge/reindex-everything.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
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

/** Plays cases beside each other. */
async function playAll<T>(queue: T[], play: (one: T) => Promise<unknown>): Promise<void> {
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await play(next);
    }),
  );
}

/** The demo's people and machines, its cases and what was merged into them or answered by them, and its apprentices: what a suggestion reads. */
async function demoWorld(now: Date): Promise<Cast> {
  const cast = castOf(await seedOrganisations(now, async () => {}), now);
  await seedMachines(cast, now);
  const cases = demoCases.map((one, index) => ({ one, index }));
  const merged = cases.filter(({ one }) => one.state === "MERGED");
  await playAll(
    cases.filter(({ one }) => one.refersTo === undefined),
    ({ one, index }) =>
      playCase(cast, one, index, now, async () => {
        for (const other of merged)
          if (other.one.refersTo === one.key) await playReferring(cast, other.one, other.index, now);
      }),
  );
  for (const { one, index } of cases) if (one.state === "ANSWERED") await playReferring(cast, one, index, now);
  await playMentorships(cast, now);
  return cast;
}

/** The demo alliance as far as suggestions read it, with its craftsmen's earlier work, played through the use cases and indexed. */
export async function evaluationWorld(now: Date): Promise<Cast> {
  const cast = await demoWorld(now);
  await playAll(
    pastCases().map((one, n) => ({ one, n })),
    ({ one, n }) => playCase(cast, one, 1_000 + n, now),
  );
  await reindexEverything();
  return cast;
}
