import { db } from "#app/lib/db.server.ts";
import { log } from "#app/lib/log.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import { clientIdOf } from "./client-id.server.ts";
import { castOf } from "./demo-actors.server.ts";
import { playAchievements } from "./play-achievements.server.ts";
import { playActivities } from "./play-activities.server.ts";
import { playAwards } from "./play-awards.server.ts";
import { playBenefits } from "./play-benefits.server.ts";
import { lastWordOf, playCase } from "./play-case.server.ts";
import { playFigures } from "./play-figures.server.ts";
import { playFlags } from "./play-flags.server.ts";
import { playGuest } from "./play-guest.server.ts";
import { playMentorships } from "./play-mentorships.server.ts";
import { playDecidedRound } from "./play-decided-round.server.ts";
import { playNoticeRound, playPlannedRound } from "./play-notice-round.server.ts";
import { playDiagnoses } from "./play-diagnoses.server.ts";
import { playScoringRound } from "./play-scoring-round.server.ts";
import { playStudios } from "./play-studios.server.ts";
import { playReferring } from "./play-referring.server.ts";
import { playThanks } from "./play-thanks.server.ts";
import { saveWorld, savedWorld } from "./saved-world.server.ts";
import { seedConfirmations, seedMachines } from "./seed-machines.server.ts";
import { seedOrganisations } from "./seed-organisations.server.ts";

/** Cases played at the same time; each enterprise's chain takes one writer at a time anyway. */
const AT_ONCE = 4;

/** Creates the demo alliance; an interrupted seeding goes on where it stopped, as of the moment it began. */
export async function seedDemo(today: Date): Promise<void> {
  const started = performance.now();
  const begun = await savedWorld();
  const now = begun?.at ?? today;
  const world = begun ?? (await seedOrganisations(now, (tx, fresh) => saveWorld(tx, fresh, "begun", now)));
  const cast = castOf(world, now);
  await seedMachines(cast, now);
  const played = await playedCases();
  const fresh = demoCases.map((one, index) => ({ one, index })).filter(({ one }) => !played.has(clientIdOf(one.key)));
  // Those of one enterprise far apart: what happens to them goes into one chain, one after the other.
  const turns = new Map<string, number>();
  const queue = fresh
    .filter(({ one }) => one.refersTo === undefined)
    .map((item) => {
      const turn = turns.get(item.one.enterprise) ?? 0;
      turns.set(item.one.enterprise, turn + 1);
      return { item, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ item }) => item);
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
  // Answered by what is solved by now, or merged into what was played before an interruption.
  const playedBefore = (key?: string) => !fresh.some(({ one }) => one.key === key);
  for (const { one, index } of fresh) {
    if (one.state === "ANSWERED" || (one.state === "MERGED" && playedBefore(one.refersTo)))
      await playReferring(cast, one, index, now);
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
  await playNoticeRound(cast, now);
  await playPlannedRound(cast, now);
  await playStudios(cast, now);
  await playFigures(cast, now);
  await saveWorld(db, world, "done", now);
  log.info(`demo alliance created in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

/** Cases that stand where they shall, with the last word said on them. */
async function playedCases(): Promise<Set<string>> {
  const ids = demoCases.map((one) => clientIdOf(one.key));
  const rows = await db.problem.findMany({
    where: { clientId: { in: ids } },
    select: { clientId: true, state: true },
  });
  const states = new Map(rows.map((row) => [row.clientId, row.state]));
  const said = await db.comment.findMany({
    where: { clientId: { in: demoCases.flatMap((one) => lastWordOf(one) ?? []) } },
    select: { clientId: true },
  });
  const words = new Set(said.map((row) => row.clientId));
  const whole = demoCases.filter((one) => {
    const word = lastWordOf(one);
    return states.get(clientIdOf(one.key)) === one.state && (word === null || words.has(word));
  });
  return new Set(whole.map((one) => clientIdOf(one.key)));
}
