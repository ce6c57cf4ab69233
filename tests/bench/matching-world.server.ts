import { randomUUID } from "node:crypto";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { LONG_AGO, makePerson } from "#tests/support/factories.server.ts";
import { random } from "./fault-cases.ts";
import { MACHINES } from "./fault-words.ts";
import type { BenchWorld } from "./search-world.server.ts";

const PER_STUDIO = 5;
const CHUNK = 2_000;
const SKILLS = ["轴承", "密封", "传感器", "PLC", "变频", "液压", "气动", "温控", "视觉", "焊接", "张力", "润滑"];

type Tx = Parameters<Parameters<typeof inTransaction>[0]>[0];
const insert = async (tx: Tx, table: string, rows: Record<string, unknown>[]) => {
  const columns = Object.keys(rows[0] ?? {}).map((column) => `"${column}"`);
  if (columns.length === 0) return;
  await tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::"${table}", $1::json)`,
    JSON.stringify(rows),
  );
};

export type Crew = { studioId: string; people: string[] };

/** Studios of five in the first alliance's enterprises, each craftsman with specialities and a third of them at work. */
export async function addCraftsmen(world: BenchWorld, count: number): Promise<Crew[]> {
  const [first] = world.enterprises;
  const enterprises = world.enterprises.filter((one) => one.allianceId === first?.allianceId);
  const crews: (Crew & { enterpriseId: string })[] = [];
  for (let n = 0; n * PER_STUDIO < count; n += 1)
    crews.push({
      studioId: randomUUID(),
      enterpriseId: enterprises[n % enterprises.length]?.id ?? "",
      people: Array.from({ length: PER_STUDIO }, () => randomUUID()),
    });
  const next = random(7);
  const some = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const specialities = () => [some(MACHINES).zh, some(SKILLS), `${some(MACHINES).zh}${some(SKILLS)}`];
  await inTransaction(async (tx) => {
    await insert(
      tx,
      "Organisation",
      crews.map((one, n) => ({
        id: one.studioId,
        kind: "STUDIO",
        name: `工作室 ${n}`,
        shortName: "",
        nameEn: "",
        parentId: one.enterpriseId,
        timeZone: "Asia/Shanghai",
        about: "",
        isDemo: false,
        createdAt: LONG_AGO,
        version: 0,
      })),
    );
    await insert(
      tx,
      "Studio",
      crews.map((one) => ({
        organisationId: one.studioId,
        level: "MUNICIPAL",
        specialities: [some(MACHINES).zh, some(SKILLS)],
        premises: "",
      })),
    );
    const people = crews.flatMap((crew) => crew.people.map((id) => ({ id, crew })));
    await insert(
      tx,
      "Person",
      people.map(({ id }, n) => ({
        id,
        name: `师傅 ${n}`,
        mustChangePassword: false,
        locale: "zh-CN",
        theme: "auto",
        createdAt: LONG_AGO,
        version: 0,
      })),
    );
    await insert(
      tx,
      "Membership",
      people.map(({ id, crew }) => ({
        id: randomUUID(),
        personId: id,
        organisationId: crew.studioId,
        role: "CRAFTSMAN",
        isHead: false,
        startsAt: LONG_AGO,
        createdAt: LONG_AGO,
      })),
    );
    await insert(
      tx,
      "CraftsmanProfile",
      people.map(({ id }) => ({
        personId: id,
        trade: "",
        specialities: specialities(),
        bio: "",
        workloadCap: 3,
        version: 0,
      })),
    );
  });
  return crews;
}

/** Every solved and published case gets the team that solved it and its acceptance; one open case in eight a team at work. */
export async function addTeams(crews: readonly Crew[], report: (cases: number) => void): Promise<void> {
  const acceptor = await makePerson();
  for (let after = "00000000-0000-0000-0000-000000000000", done = 0; ; ) {
    const rows = await db.problem.findMany({
      where: { id: { gt: after }, publishedAt: { not: null } },
      orderBy: { id: "asc" },
      take: CHUNK,
      select: { id: true, state: true, createdAt: true, number: true, solutions: { select: { id: true } } },
    });
    if (rows.length === 0) return;
    after = rows.at(-1)?.id ?? after;
    done += rows.length;
    const made = rows.flatMap((row, n) => {
      const next = random(done + n);
      const crew = crews[Math.floor(next() * crews.length)];
      const solution = row.solutions[0]?.id;
      const solved = row.state === "SOLVED";
      if (!crew || !solution || (!solved && n % 8 !== 0)) return [];
      const lead = crew.people[Math.floor(next() * crew.people.length)] ?? "";
      return [{ row, crew, lead, solution, solved, engagement: randomUUID() }];
    });
    await inTransaction(async (tx) => {
      await insert(
        tx,
        "Engagement",
        made.map(({ row, crew, engagement, solved }) => ({
          id: engagement,
          problemId: row.id,
          studioId: crew.studioId,
          startedAt: row.createdAt,
          lastEntryAt: row.createdAt,
          endedAt: solved ? row.createdAt : null,
          end: solved ? "FINISHED" : null,
          handOverNote: "",
        })),
      );
      await insert(
        tx,
        "EngagementMember",
        made.map(({ engagement, lead }) => ({ engagementId: engagement, personId: lead, isLead: true })),
      );
      const finished = made.filter((one) => one.solved);
      await tx.$executeRawUnsafe(
        `UPDATE "Solution" s SET "engagementId" = v."e" FROM unnest($1::uuid[], $2::uuid[]) AS v("s", "e") WHERE s."id" = v."s"`,
        finished.map((one) => one.solution),
        finished.map((one) => one.engagement),
      );
      await insert(
        tx,
        "Acceptance",
        finished.map(({ row, solution }) => ({
          id: randomUUID(),
          problemId: row.id,
          solutionId: solution,
          verdict: "FIXED",
          internal: false,
          note: "",
          byId: acceptor,
          at: row.createdAt,
        })),
      );
    });
    report(done);
  }
}
