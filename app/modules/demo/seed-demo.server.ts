import { db, type Tx } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { castOf } from "./demo-actors.server.ts";
import { playAchievements } from "./play-achievements.server.ts";
import { playActivities } from "./play-activities.server.ts";
import { playAwards } from "./play-awards.server.ts";
import { playBenefits } from "./play-benefits.server.ts";
import { clientIdOf, playCase } from "./play-case.server.ts";
import { playFigures } from "./play-figures.server.ts";
import { playFlags } from "./play-flags.server.ts";
import { playGuest } from "./play-guest.server.ts";
import { playMentorships } from "./play-mentorships.server.ts";
import { playDecidedRound } from "./play-decided-round.server.ts";
import { playDiagnoses } from "./play-diagnoses.server.ts";
import { playScoringRound } from "./play-scoring-round.server.ts";
import { playStudios } from "./play-studios.server.ts";
import { playReferring } from "./play-referring.server.ts";
import { playThanks } from "./play-thanks.server.ts";
import { seedConfirmations, seedMachines } from "./seed-machines.server.ts";
import { type DemoWorld, seedOrganisations } from "./seed-organisations.server.ts";

const SETTING = "demo";
/** Cases played at the same time; each enterprise's chain takes one writer at a time anyway. */
const AT_ONCE = 4;

type Saved = { state: "begun" | "done"; organisations: [string, string][]; people: [string, string][] };

/** Whether this installation holds the demo alliance, and whether it was played to the end. */
export async function demoState(): Promise<"none" | "begun" | "done"> {
  const row = await db.setting.findUnique({ where: { key: SETTING }, select: { value: true } });
  return row ? (row.value as Saved).state : "none";
}

/** Creates the demo alliance; an interrupted seeding goes on where it stopped. */
export async function seedDemo(now: Date): Promise<void> {
  const started = performance.now();
  const world = (await savedWorld()) ?? (await seedOrganisations(now, (tx, begun) => save(tx, begun, "begun")));
  const cast = castOf(world, now);
  await seedMachines(cast, now);
  const played = await playedCases();
  const fresh = demoCases.map((one, index) => ({ one, index })).filter(({ one }) => !played.has(clientIdOf(one.key)));
  const queue = fresh.filter(({ one }) => one.refersTo === undefined);
  const mergesInto = (key: string) => fresh.filter(({ one }) => one.state === "MERGED" && one.refersTo === key);
  const play = ({ one, index }: (typeof fresh)[number]) =>
    playCase(cast, one, index, now, async () => {
      for (const other of mergesInto(one.key)) await playReferring(cast, other.one, other.index, now);
    });
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await play(next);
    }),
  );
  for (const { one, index } of fresh) {
    if (one.state === "ANSWERED") await playReferring(cast, one, index, now);
  }
  await seedConfirmations(cast, now);
  await playActivities(cast, now);
  await playDiagnoses(cast, now);
  await playMentorships(cast, now);
  await playThanks(cast, now);
  await playGuest(cast, now);
  await playBenefits(cast, now);
  await playFlags(cast, now);
  await playAchievements(cast, now);
  await playAwards(cast, now);
  await playScoringRound(cast, now);
  await playDecidedRound(cast, now);
  await playStudios(cast, now);
  await playFigures(cast, now);
  await save(db, world, "done");
  log.info(`demo alliance created in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function savedWorld(): Promise<DemoWorld | null> {
  const row = await db.setting.findUnique({ where: { key: SETTING }, select: { value: true } });
  if (!row) return null;
  const saved = row.value as Saved;
  return { organisations: new Map(saved.organisations), people: new Map(saved.people) };
}

async function save(store: Pick<Tx, "setting">, world: DemoWorld, state: Saved["state"]): Promise<void> {
  const value: Saved = { state, organisations: [...world.organisations], people: [...world.people] };
  await store.setting.upsert({ where: { key: SETTING }, create: { key: SETTING, value }, update: { value } });
}

async function playedCases(): Promise<Set<string>> {
  const rows = await db.problem.findMany({
    where: { clientId: { in: demoCases.map((one) => clientIdOf(one.key)) } },
    select: { clientId: true },
  });
  return new Set(rows.map((row) => row.clientId));
}
