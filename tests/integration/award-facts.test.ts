import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { registerBenefitFiles } from "#app/modules/achievements/benefit/evidence.server.ts";
import { factsOfSubject } from "#app/modules/awards/facts/facts-of.server.ts";
import { certificateRow } from "#tests/support/award-life.server.ts";
import { adopted, adopter, registered } from "#tests/support/achievements.server.ts";
import { solvedProblem } from "#tests/support/benefits.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeEnterprise, makeWorld } from "#tests/support/factories.server.ts";

useTestDatabase();
registerBenefitFiles();

it("affiliates, the own house and imported problems are no facts; what another house's problem became is", async () => {
  const world = await makeWorld();
  const fixId = await solvedProblem(world);
  const group = async (name: string) => (await db.enterpriseGroup.create({ data: { name } })).id;
  const [drinks, tools, third] = [await group("酒业集团"), await group("机床集团"), await group("第三集团")];
  for (const [organisationId, groupId] of [
    [world.brewery, drinks],
    [world.tools, tools],
  ] as const)
    await db.enterprise.update({ where: { organisationId }, data: { groupId } });
  // Of the poster's group, of the solver's, two of a third group, and one that belongs to nobody.
  for (const groupId of [drinks, tools, third, third, undefined])
    await adopted(world, fixId, await adopter(world, groupId));
  await adopted(world, fixId, await makeActor([["ENGINEER", world.tools]]));
  const span = { from: new Date("2020-01-01"), until: new Date("2030-12-31"), timeZone: "Asia/Shanghai" };
  const none = { achievementId: null, studioId: null, personId: null };
  const factsFor = async (subject: Partial<typeof none> | { studioId: string } | { personId: string }, at: string) => {
    const facts = await factsOfSubject(db, { id: randomUUID(), ...none, ...subject, enterpriseId: at }, span);
    const { solvedProblems, solvedElsewhere, independentAdopters } = facts;
    return [solvedProblems?.value, solvedElsewhere?.value, independentAdopters?.value];
  };
  const [studio, person] = [{ studioId: world.toolsStudio }, { personId: world.craftsman.personId }];
  expect(await factsFor(studio, world.tools)).toEqual(["1", "1", "2"]);
  expect(await factsFor(person, world.tools)).toEqual(["1", "1", "2"]);
  // Adopters of the group somebody works for now are of the own group, whoever solved it then.
  expect(await factsFor(person, await makeEnterprise({ groupId: third }))).toEqual(["1", "1", "1"]);
  // Who has gone to another house since: what was solved within one house stays internal.
  await db.problem.update({ where: { id: fixId }, data: { internal: true } });
  expect(await factsFor(person, world.outside)).toEqual(["1", undefined, "2"]);
  await db.problem.update({ where: { id: fixId }, data: { internal: false } });
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { supersededAt: new Date() } });
  expect(await factsFor(studio, world.tools)).toEqual([undefined, undefined, "2"]);
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { supersededAt: null } });
  await db.problem.update({ where: { id: fixId }, data: { origin: "IMPORTED" } });
  expect((await factsFor(studio, world.tools))[0]).toBeUndefined();
  await db.problem.update({ where: { id: fixId }, data: { origin: "POSTED" } });

  // Accepted half an hour into the new year in Shanghai, which in Greenwich is the old one still.
  await db.acceptance.updateMany({ where: { problemId: fixId }, data: { at: new Date("2025-12-31T16:30:00Z") } });
  const solvedIn = async (year: string) => {
    const days = { from: new Date(`${year}-01-01`), until: new Date(`${year}-12-31`), timeZone: span.timeZone };
    const subject = { id: randomUUID(), ...none, ...studio, enterpriseId: world.tools };
    return (await factsOfSubject(db, subject, days)).solvedProblems?.value;
  };
  expect([await solvedIn("2025"), await solvedIn("2026")]).toEqual([undefined, "1"]);
});

it("patents and papers count shown by a file and once, years of a studio by the calendar", async () => {
  const world = await makeWorld();
  const patent = (number: string, state = "GRANTED") => ({
    kind: "INVENTION",
    number,
    title: "装置",
    holder: "机床厂",
    state,
    on: "2027-01-01",
  });
  const prove = (ownerId: string) =>
    certificateRow({ ownerKind: "achievement", ownerId, enterpriseId: world.tools }, world.craftsman.personId);
  const start = { title: "一项成果", completedOn: "2027-12-01" };
  const withPatents = (...patents: ReturnType<typeof patent>[]) =>
    registered(world, `unit:${world.toolsStudio}`, { patents }, start, "新增剔除机构");
  const [first, again, bare] = [
    await withPatents(patent("ZL 2031 1 0000001.1"), patent("ZL 2031 1 0000002.2", "APPLIED")),
    await withPatents(patent("CN2031100000011")),
    await withPatents(patent("ZL 2031 1 0000003.3")),
  ];
  const facts = (until: string) => {
    const subject = { id: randomUUID(), achievementId: null, personId: null, studioId: world.toolsStudio };
    const span = { from: new Date("2020-01-01"), until: new Date(until), timeZone: "Asia/Shanghai" };
    return factsOfSubject(db, { ...subject, enterpriseId: world.tools }, span);
  };
  const count = async () => (await facts("2030-12-31")).inventionPatents?.value;
  expect(await count()).toBeUndefined();
  await prove(first);
  await prove(again);
  expect(await count()).toBe("1");
  await prove(bare);
  expect(await count()).toBe("2");

  // A paper told in two achievements is one paper; another volume of a standard is another standard.
  const work = (kind: string, title: string, number = "") => ({
    kind,
    title,
    issuer: "机械工程师",
    number,
    on: "2027-01-01",
  });
  const withWorks = async (...works: ReturnType<typeof work>[]) =>
    prove(await registered(world, `unit:${world.toolsStudio}`, { works }, start, "新增剔除机构"));
  await withWorks(
    work("PAPER", "《瓶盖错位的在线检测》", "2027(1)"),
    work("STANDARD", "压盖机检测规程", "T/BJ 1-2025"),
  );
  await withWorks(work("PAPER", "瓶盖错位的在线检测"), work("STANDARD", "压盖机检测规程", "T/BJ 1-2027"));
  const { papers, standards } = await facts("2030-12-31");
  expect([papers?.value, standards?.value]).toEqual(["1", "2"]);

  // Named on the leap day, three years later its three years are full on the 28th.
  await db.studio.update({
    where: { organisationId: world.toolsStudio },
    data: { state: "DESIGNATED", designatedOn: new Date("2024-02-29") },
  });
  const running = async (until: string) => (await facts(until)).yearsRunning?.value;
  expect([await running("2027-02-27"), await running("2027-02-28"), await running("2028-02-28")]).toEqual([
    "2",
    "3",
    "3",
  ]);
  expect([await running("2024-02-29"), await running("2024-02-28")]).toEqual(["0", undefined]);
});
