import { randomUUID } from "node:crypto";
import { db, inTransaction } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readersOf } from "#app/modules/problems/access.ts";
import { actorOf, makeAlliance, makeEnterprise, makePerson } from "#tests/support/factories.server.ts";
import { type FaultCase, faultCase, random } from "./fault-cases.ts";

const CHUNK = 1_000;
/** Enterprises of each alliance. */
const ALLIANCES = [7, 3, 2];
const WORLD = "bench.world";
const START = Date.UTC(2026, 10, 20);

type Enterprise = { id: string; allianceId: string; authorId: string };
export type BenchWorld = { enterprises: Enterprise[] };

/** Enterprises in alliances, with an engineer each; found again when the folder is kept. */
export async function benchWorld(): Promise<BenchWorld> {
  const known = await db.setting.findUnique({ where: { key: WORLD } });
  if (known) return known.value as BenchWorld;
  const enterprises: Enterprise[] = [];
  for (const size of ALLIANCES) {
    const ids: string[] = [];
    for (let n = 0; n < size; n += 1) ids.push(await makeEnterprise());
    const allianceId = await makeAlliance(ids);
    for (const id of ids) enterprises.push({ id, allianceId, authorId: await makePerson([["ENGINEER", id]]) });
  }
  const world = { enterprises };
  await db.setting.create({ data: { key: WORLD, value: world } });
  return world;
}

/** The engineer who asks: reads all of one enterprise, and what its alliance published. */
export const whoAsks = async ({ enterprises }: BenchWorld): Promise<Actor> =>
  actorOf(enterprises[0]?.authorId ?? "", new Date());

/**
 * Writes cases as rows, with the readers the product would give them; the way there through posting, review and
 * solving is not what is measured. Goes on after those that are there.
 */
export async function addCases(world: BenchWorld, count: number, report: (cases: number) => void): Promise<void> {
  for (let from = await db.problem.count(); from < count; from += CHUNK) {
    const made = Array.from({ length: Math.min(CHUNK, count - from) }, (_, n) => rowsOf(world, from + n));
    await inTransaction(async (tx) => {
      const insert = (table: string, rows: Record<string, unknown>[]) => {
        const columns = Object.keys(rows[0] ?? {}).map((column) => `"${column}"`);
        return tx.$executeRawUnsafe(
          `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
          JSON.stringify(rows),
        );
      };
      await insert(
        "Problem",
        made.map((one) => one.problem),
      );
      await insert(
        "ProblemReader",
        made.flatMap((one) => one.readers),
      );
      await insert(
        "ProblemAudience",
        made.flatMap((one) => one.audiences),
      );
      await insert(
        "Solution",
        made.map((one) => one.solution),
      );
      await insert(
        "Measure",
        made.map((one) => one.measure),
      );
    });
    report(from + made.length);
  }
}

/** Half of what an alliance knows came from its members' own ledgers and stayed theirs; the rest was published. */
function rowsOf({ enterprises }: BenchWorld, n: number) {
  const next = random(-1 - n);
  const one = enterprises[Math.floor(next() * enterprises.length)];
  if (!one) throw new Error("no enterprise");
  const published = next() < 0.5;
  const solved = next() < 0.8;
  const fault = faultCase(n);
  const at = new Date(START - Math.floor(next() * 6 * 365) * 86_400_000);
  const id = randomUUID();
  const problem = {
    ...textsOf(fault),
    id,
    clientId: randomUUID(),
    number: `B${String(n).padStart(7, "0")}`,
    enterpriseId: one.id,
    authorId: one.authorId,
    allianceId: published ? one.allianceId : null,
    origin: published ? ("POSTED" as const) : ("IMPORTED" as const),
    state: solved ? ("SOLVED" as const) : ("PUBLISHED" as const),
    severity: "DEGRADED" as const,
    category: next() < 0.7 ? ("EQUIPMENT" as const) : ("QUALITY" as const),
    stateSince: at,
    createdAt: at,
    updatedAt: at,
    postedAt: published ? at : null,
    releasedAt: published ? at : null,
    publishedAt: published ? at : null,
    solvedAt: solved ? at : null,
    version: 0,
    visitAllowed: false,
    agreementRequired: false,
    ipOwner: "POSTER",
    secrecyLevel: "INTERNAL",
    anonymous: false,
    shownToSecretariat: true,
    fieldLayers: {},
    redactions: {},
    closedReason: "",
    partial: false,
    internal: false,
    escalatedTo: "",
  };
  const audiences = published
    ? [{ id: randomUUID(), problemId: id, organisationId: one.allianceId, layer: "DETAIL" as const }]
    : [];
  const readers = readersOf({
    ...problem,
    enteredById: null,
    audiences: audiences.map((audience) => ({ ...audience, kind: "ALLIANCE" as const })),
    named: [],
    guests: [],
    engagements: [],
    permits: [],
    mergeTargets: [],
  }).map((reader) => ({ problemId: id, ...reader }));
  const solution = {
    id: randomUUID(),
    problemId: id,
    authorId: one.authorId,
    state: solved ? "ACCEPTED" : "DRAFT",
    template: "FREE",
    rootCause: fault.cause,
    containment: "",
    actions: fault.actions,
    prevention: fault.prevention,
    safetyNotes: "",
    parts: "",
    parameters: "",
    createdAt: at,
    version: 0,
  };
  const measure = {
    id: randomUUID(),
    solutionId: solution.id,
    position: 0,
    name: fault.english ? "Stops per shift" : "每班停机次数",
    unit: "",
    period: "",
    before: 3 + Math.floor(next() * 20),
    after: Math.floor(next() * 3),
  };
  return { problem, audiences, readers, solution, measure };
}

const textsOf = ({ machine, english, ...fault }: FaultCase) => ({
  industry: machine.industry,
  equipmentType: english ? machine.en : machine.zh,
  title: fault.title,
  phenomenon: fault.phenomenon,
  alarmCode: fault.alarmCode,
  equipmentModel: fault.model,
  assetNumber: fault.asset,
  tried: fault.tried,
  equipmentMaker: "",
  line: "",
  processStep: "",
  since: "",
  frequency: "",
  target: "",
  measuredBy: "",
  parameters: "",
});
