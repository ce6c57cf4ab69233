import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { defineJob, startJobs, stopJobs } from "#app/lib/jobs.server.ts";
import { askForAudit } from "#app/modules/demo/ask-for-audit.server.ts";
import { saveWorld } from "#app/modules/demo/saved-world.server.ts";
import { AUDIT_JOB, createRun } from "#app/modules/operations/audit/run-audit.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeOrganisation, makePerson } from "#tests/support/factories.server.ts";

useTestDatabase();
// Asked for is enough: nothing of it is done here.
defineJob(AUDIT_JOB, async () => {});
beforeAll(() => startJobs({ work: false }));
afterAll(() => stopJobs());
const now = new Date("2026-12-31T17:00:00Z");

describe("a start of the demo", () => {
  let officerId: string;
  const sources = async () => (await db.auditRun.findMany()).map((run) => [run.source, run.byId]);
  beforeEach(async () => {
    await db.auditRun.deleteMany();
    officerId = await makePerson([["UNION_OFFICER", await makeOrganisation("FEDERATION")]]);
    await saveWorld(db, { organisations: new Map(), people: new Map([["officer", officerId]]) }, "done", now);
  });

  it("asks for a check of all records where there was none yet, whichever start that is", async () => {
    await askForAudit(now);
    await askForAudit(now);
    expect(await sources()).toEqual([["PAGE", officerId]]);
  });

  it("goes on where another check is under way, also where that one came a moment earlier", async () => {
    await createRun(db, "CLOCK", now);
    await askForAudit(now);
    expect(await sources()).toEqual([["CLOCK", null]]);
    await db.auditRun.deleteMany();
    await Promise.all([askForAudit(now), askForAudit(now), askForAudit(now)]);
    expect(await sources()).toEqual([["PAGE", officerId]]);
  });

  it("goes on where the officer is none any more, and where there is no demo", async () => {
    await db.membership.updateMany({ where: { personId: officerId }, data: { endsAt: new Date("2026-12-01") } });
    await askForAudit(now);
    await db.person.update({ where: { id: officerId }, data: { disabledAt: new Date("2026-12-01") } });
    await askForAudit(now);
    await db.setting.deleteMany({ where: { key: "demo" } });
    await askForAudit(now);
    expect(await sources()).toEqual([]);
  });
});
