/**
 * `npm run bench:awards -- [--problems 100000] [--applications 2000]`: fills a database of its own and measures computing
 * one round: facts of all applications from the records, conflicts of all judges with all applications, the scores of
 * seven judges' sheets, from rows and from the chain of events, what changed since admission, and pages of its lists. One line of JSON on standard output, in milliseconds.
 */
import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { changedSince } from "#app/modules/awards/changes/changed-since.server.ts";
import { factsOf } from "#app/modules/awards/facts/facts-of.server.ts";
import { loadJudging } from "#app/modules/awards/panel/queries-judge.server.ts";
import { startPanel } from "#app/modules/awards/panel/start-panel.server.ts";
import { computeRound } from "#app/modules/awards/scores/compute-round.server.ts";
import { loadScores } from "#app/modules/awards/scores/queries.server.ts";
import { actorOf } from "#tests/support/factories.server.ts";
import { awardsWorld } from "./awards-world.server.ts";
import { withOwnDatabase } from "./own-database.server.ts";

/** What must be reached (issue "From fix to award"). */
const MOST_MS = 10_000;

const { values } = parseArgs({
  options: { problems: { type: "string", default: "100000" }, applications: { type: "string", default: "2000" } },
});
const problems = Number(values.problems);
const applications = Number(values.applications);
const say = (text: string) => process.stderr.write(`${text}\n`);

await withOwnDatabase(async () => {
  say(`${problems} problems, ${applications} applications …`);
  const { roundId, officerId } = await awardsWorld(problems, applications);
  const times: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[name] = Math.round(performance.now() - start);
    say(`${name}: ${times[name]} ms`);
    return result;
  };
  const ids = (await db.awardApplication.findMany({ select: { id: true } })).map((one) => one.id);
  const span = { from: new Date("2022-01-01"), until: new Date("2026-12-31") };
  const facts = await timed("facts", () => factsOf(db, ids, span));
  const rows = [...facts].flatMap(([applicationId, of]) =>
    Object.entries(of).map(([key, { value, evidence }]) => ({
      applicationId,
      key,
      value,
      evidence: evidence.map((one) => ({ ...one })),
    })),
  );
  say(`  ${rows.length} facts`);
  await timed("facts written", () => db.applicationFact.createMany({ data: rows }));
  await db.$executeRaw`UPDATE "AwardApplication" SET "state" = 'ADMITTED', "admittedAt" = now(), "factsHash" = ''`;
  const officer = await actorOf(officerId);
  const round = () => db.awardRound.findUniqueOrThrow({ where: { id: roundId } });
  await timed("panel begins, conflicts seen", async () => startPanel(officer, roundId, (await round()).version));
  say(`  ${await db.recusal.count()} recusals`);
  // Sheets of all judges called, with the events that saving them writes.
  await db.$executeRaw`
    INSERT INTO "ScoreSheet" ("id", "applicationId", "seatId", "scores", "version", "savedAt", "submittedAt")
    SELECT gen_random_uuid(), a."id", s."id", (
      SELECT jsonb_object_agg(k, jsonb_build_object('points', 300 + abs(hashtext(a."id"::text || s."id"::text || k)) % 600, 'remark', ''))
      FROM unnest(ARRAY['advanced', 'innovation', 'difficulty', 'social', 'file']) k), 1, now(), now()
    FROM "AwardApplication" a CROSS JOIN "PanelSeat" s
    WHERE NOT EXISTS (SELECT 1 FROM "Recusal" r WHERE r."seatId" = s."id" AND r."applicationId" = a."id")`;
  await db.$executeRaw`
    INSERT INTO "Event" ("organisationId", "seq", "type", "subjectKind", "subjectId", "payload", "at", "recordedAt", "prevHash", "hash")
    SELECT r."organisationId", 1000 + row_number() OVER (ORDER BY h."id"), 'panel.sheet-submitted', 'round', r."id",
      jsonb_build_object('applicationId', h."applicationId", 'seatId', h."seatId", 'marks', h."scores"), now(), now(), '', ''
    FROM "ScoreSheet" h JOIN "AwardApplication" a ON a."id" = h."applicationId" JOIN "AwardRound" r ON r."id" = a."roundId"`;
  say(`  ${await db.scoreSheet.count()} sheets`);
  const bytes = async () =>
    createHash("sha256")
      .update(canonicalJson(await db.applicationScore.findMany({ orderBy: { applicationId: "asc" } })))
      .digest("hex");
  const scores = await timed("scores", () => inTransaction((tx) => computeRound(tx, roundId)));
  const before = await bytes();
  await timed("scores from the chain", () => inTransaction((tx) => computeRound(tx, roundId, "events")));
  // What judges and officers turn the pages of: warm, the first page and one in the middle.
  const { personId } = await db.panelSeat.findFirstOrThrow({ where: { roundId }, orderBy: { position: "asc" } });
  const judge = await actorOf(personId ?? "");
  await loadJudging(judge, roundId, { size: 50 });
  await timed("a page of a judge's list", () => loadJudging(judge, roundId, { size: 50 }, "SUBMITTED"));
  await db.awardRound.update({ where: { id: roundId }, data: { panelClosedAt: new Date() } });
  // Of all of them at once, as where everything is proposed: more than any notice is over.
  const all = await round();
  await timed("what changed since admission", () =>
    changedSince(db, all, new Map(ids.map((id) => [id, ""])), new Date()),
  );
  let scored = await loadScores(officer, roundId, { size: 50 });
  await timed("the first page of scores", () => loadScores(officer, roundId, { size: 50 }));
  for (let page = 0; page < 20 && scored.after; page += 1)
    scored = await loadScores(officer, roundId, { size: 50, after: scored.after });
  await timed("a page of scores in the middle", () => loadScores(officer, roundId, { size: 50, after: scored.after }));
  const round_ms = (times.facts ?? 0) + (times["facts written"] ?? 0) + (times.scores ?? 0);
  process.stdout.write(
    `${JSON.stringify({
      problems,
      applications,
      scored: scores.length,
      ...times,
      round_ms,
      most_ms: MOST_MS,
      reached: round_ms <= MOST_MS,
      same_bytes: before === (await bytes()),
    })}\n`,
  );
});
