/**
 * `npm run bench:flags -- [--problems 100000] [--applications 2000]`: fills a database of its own and measures one search
 * for flags of each kind, the gate for all applications at once, and the checks of the audit that read rows. One line of
 * JSON on standard output, in milliseconds.
 */
import { parseArgs } from "node:util";
import { db } from "#app/lib/db.server.ts";
import { detectFlags } from "#app/modules/awards/flags/detect-flags.server.ts";
import { blockingFlags } from "#app/modules/awards/flags/open-flags.server.ts";
import { FLAG_KINDS } from "#app/modules/awards/flags/rules.ts";
import { verifyProblemStates } from "#app/modules/problems/verify-states.server.ts";
import { verifyResults } from "#app/modules/solving/verify-results.server.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import { roundRow } from "#tests/support/award-rows.server.ts";
import { withOwnDatabase } from "./own-database.server.ts";

const { values } = parseArgs({
  options: { problems: { type: "string", default: "100000" }, applications: { type: "string", default: "2000" } },
});
const problems = Number(values.problems);
const applications = Number(values.applications);
const HOUSES = 60;
const PEOPLE = 3_000;
const say = (text: string) => process.stderr.write(`${text}\n`);

/** An id for the nth of a kind. */
const id = (kind: number, n: string) =>
  `('00000000-0000-4000-8${String(kind).padStart(3, "0")}-' || lpad((${n})::text, 12, '0'))::uuid`;

/**
 * Houses with a studio each, their people, and problems two thirds of which were solved and accepted, over four years:
 * who accepts whose results is spread evenly, so that few rings are found, as in an honest alliance.
 */
async function fill(federationId: string, roundId: string, byId: string): Promise<void> {
  const many = (from: string) => db.$executeRawUnsafe(from);
  await many(`INSERT INTO "Organisation" ("id", "kind", "name", "parentId", "createdAt")
    SELECT ${id(1, "n")}, 'ENTERPRISE', '企业 ' || n, '${federationId}', '2015-01-01' FROM generate_series(1, ${HOUSES}) n`);
  await many(
    `INSERT INTO "Enterprise" ("organisationId", "industry") SELECT ${id(1, "n")}, 'FOOD' FROM generate_series(1, ${HOUSES}) n`,
  );
  await many(`INSERT INTO "Organisation" ("id", "kind", "name", "parentId", "createdAt")
    SELECT ${id(2, "n")}, 'STUDIO', '工作室 ' || n, ${id(1, "n")}, '2015-01-01' FROM generate_series(1, ${HOUSES}) n`);
  await many(
    `INSERT INTO "Studio" ("organisationId", "level") SELECT ${id(2, "n")}, 'MUNICIPAL' FROM generate_series(1, ${HOUSES}) n`,
  );
  await many(
    `INSERT INTO "Person" ("id", "name", "createdAt") SELECT ${id(3, "n")}, '人员 ' || n, '2015-01-01' FROM generate_series(1, ${PEOPLE}) n`,
  );
  await many(`INSERT INTO "Membership" ("id", "personId", "organisationId", "role", "startsAt", "createdAt")
    SELECT gen_random_uuid(), ${id(3, "n")}, CASE WHEN n % 2 = 0 THEN ${id(2, `n % ${HOUSES} + 1`)} ELSE ${id(1, `n % ${HOUSES} + 1`)} END,
      (CASE WHEN n % 2 = 0 THEN 'CRAFTSMAN' ELSE 'ENGINEER' END)::"Role", '2015-01-01', '2015-01-01' FROM generate_series(1, ${PEOPLE}) n`);
  const at = `timestamp '2022-11-01' + make_interval(mins => (n * 21)::int)`;
  const house = `n % ${HOUSES} + 1`;
  const helper = `(n / ${HOUSES} * 7 + n) % ${HOUSES} + 1`;
  await many(`INSERT INTO "Problem" ("id", "number", "clientId", "enterpriseId", "authorId", "state", "stateSince", "title", "phenomenon",
      "assetNumber", "postedAt", "releasedAt", "solvedAt", "createdAt", "updatedAt")
    SELECT ${id(4, "n")}, 'B' || n, gen_random_uuid(), ${id(1, house)}, ${id(3, `(n % ${PEOPLE / 2}) * 2 + 1`)},
      (CASE WHEN n % 3 < 2 THEN 'SOLVED' ELSE 'PUBLISHED' END)::"ProblemState", ${at}, '设备故障 ' || md5(n::text), md5(n::text || 'x') || md5(n::text || 'y'),
      'GZ-' || (n % 900), ${at}, ${at}, CASE WHEN n % 3 < 2 THEN ${at} END, ${at}, ${at} FROM generate_series(1, ${problems}) n`);
  const solved = `FROM generate_series(1, ${problems}) n WHERE n % 3 < 2`;
  await many(`INSERT INTO "Engagement" ("id", "problemId", "studioId", "startedAt", "lastEntryAt", "endedAt", "end")
    SELECT ${id(5, "n")}, ${id(4, "n")}, ${id(2, helper)}, ${at}, ${at}, ${at}, 'FINISHED' ${solved}`);
  await many(`INSERT INTO "EngagementMember" ("engagementId", "personId", "isLead")
    SELECT ${id(5, "n")}, ${id(3, `(n % ${PEOPLE / 2 - 1}) * 2 + 2`)}, true ${solved}`);
  await many(`INSERT INTO "Solution" ("id", "problemId", "engagementId", "authorId", "state", "createdAt", "acceptedAt")
    SELECT ${id(6, "n")}, ${id(4, "n")}, ${id(5, "n")}, ${id(3, `(n % ${PEOPLE / 2 - 1}) * 2 + 2`)}, 'ACCEPTED', ${at}, ${at} ${solved}`);
  await many(`INSERT INTO "Acceptance" ("id", "problemId", "solutionId", "verdict", "byId", "at")
    SELECT ${id(7, "n")}, ${id(4, "n")}, ${id(6, "n")}, 'FIXED', ${id(3, `((n * 13) % ${PEOPLE / 2}) * 2 + 1`)}, ${at} ${solved}`);
  await many(`INSERT INTO "Event" ("organisationId", "seq", "type", "subjectKind", "subjectId", "actorId", "payload", "at", "recordedAt", "prevHash", "hash")
    SELECT ${id(1, house)}, n, 'problem.accepted', 'problem', ${id(4, "n")}, ${id(3, `((n * 13) % ${PEOPLE / 2}) * 2 + 1`)},
      '{"from":"ACCEPTANCE","to":"SOLVED","verdict":"FIXED","internal":false}', ${at}, ${at}, '', '' ${solved}`);
  await many(`INSERT INTO "Achievement" ("id", "clientId", "kind", "title", "enterpriseId", "studioId", "completedOn", "state", "byId", "createdAt")
    SELECT ${id(8, "n")}, gen_random_uuid(), 'INVENTION', '成果 ' || n, ${id(1, house)}, ${id(2, house)}, ${at}, 'SUBMITTED',
      ${id(3, "n")}, ${at} FROM generate_series(1, ${applications}) n`);
  await many(`INSERT INTO "AchievementFix" ("achievementId", "problemId")
    SELECT ${id(8, "n")}, ${id(4, "n * 3")} FROM generate_series(1, ${applications}) n`);
  await many(`INSERT INTO "AwardApplication" ("id", "clientId", "roundId", "achievementId", "enterpriseId", "state", "byId", "createdAt", "submittedAt")
    SELECT ${id(9, "n")}, gen_random_uuid(), '${roundId}', ${id(8, "n")}, ${id(1, house)}, 'RECOMMENDED', '${byId}', now(), now()
    FROM generate_series(1, ${applications}) n`);
  await many("ANALYZE");
}

await withOwnDatabase(async () => {
  const world = await makeWorld();
  const roundId = await roundRow(world);
  say(`${problems} problems, ${applications} applications …`);
  await fill(world.federation, roundId, world.craftsman.personId);
  const times: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[name] = Math.round(performance.now() - start);
    say(`${name}: ${times[name]} ms`);
    return result;
  };
  const now = new Date();
  for (const kind of FLAG_KINDS) {
    const raised = await timed(kind, () => detectFlags(now, [kind]));
    say(`  ${raised} flags`);
    await timed(`${kind} again`, () => detectFlags(now, [kind]));
  }
  const ids = (await db.awardApplication.findMany({ select: { id: true } })).map((one) => one.id);
  const held = await timed("gate of all applications", () => blockingFlags(db, ids, "admit"));
  say(`  ${new Set(held.map((one) => one.applicationId)).size} held up`);
  const states = await timed("audit: states", verifyProblemStates);
  const results = await timed("audit: acceptances", verifyResults);
  say(
    `  ${states.checked} and ${results.checked} checked, ${states.findings.length + results.findings.length} findings`,
  );
  process.stdout.write(`${JSON.stringify({ problems, applications, ...times })}\n`);
});
