import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { countWaitingForRelease, loadRelease, previewRelease } from "#app/modules/ledgers/queries-release.server.ts";
import { releaseImported } from "#app/modules/ledgers/release-imported.server.ts";
import { undoImport } from "#app/modules/ledgers/undo-import.server.ts";
import { computeReaders, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { actorOf, makeActor, makeWorld } from "#tests/support/factories.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { importAll, importOf, makeWorkbook, plainRows, rowStates } from "#tests/support/ledgers.ts";

useTestDatabase();

const problemsOf = (importId: string) =>
  db.problem.findMany({
    where: { importRow: { importId } },
    orderBy: { importRow: { rowNumber: "asc" } },
    select: { id: true, number: true },
  });

test("undo takes all back, and the file can be imported again", async () => {
  const world = await makeWorld();
  const bytes = await makeWorkbook(plainRows(230, ""));
  const id = await importAll(world.reviewer, world.brewery, bytes);
  const before = await importOf(id);
  await expect(undoImport(world.toolsReviewer, { id, version: before.version })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(undoImport(world.reviewer, { id, version: before.version - 1 })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await undoImport(world.reviewer, { id, version: before.version })).toEqual({ undone: 230, kept: [] });
  expect(await db.problem.count({ where: { enterpriseId: world.brewery } })).toBe(0);
  expect(await db.solution.count({ where: { problem: { enterpriseId: world.brewery } } })).toBe(0);
  expect(await importOf(id)).toMatchObject({ state: "UNDONE" });
  expect(await rowStates(await importAll(world.reviewer, world.brewery, bytes))).toEqual({ IMPORTED: 230 });
});

test("rows others rely on stay and are named", async () => {
  const world = await makeWorld();
  const id = await importAll(world.reviewer, world.brewery, await makeWorkbook(plainRows(5, "")));
  const [reused, discussed, merged] = await problemsOf(id);
  const at = new Date();
  await db.reuse.create({
    data: { fixId: reused?.id ?? "", enterpriseId: world.tools, byId: world.toolsEngineer.personId, at },
  });
  await db.comment.create({
    data: {
      subjectKind: "problem",
      subjectId: discussed?.id ?? "",
      authorId: world.engineer.personId,
      clientId: randomUUID(),
      body: "我们也遇到过",
      createdAt: at,
    },
  });
  const other = await importAll(world.reviewer, world.brewery, await makeWorkbook(plainRows(1, "", 900)));
  const [pointing] = await problemsOf(other);
  await db.problem.update({ where: { id: pointing?.id ?? "" }, data: { mergedIntoId: merged?.id ?? null } });

  const { undone, kept } = await undoImport(world.reviewer, { id, version: (await importOf(id)).version });
  expect(undone).toBe(2);
  expect(kept.map((one) => [one.number, one.why])).toEqual([
    [reused?.number, ["reuse"]],
    [discussed?.number, ["comment"]],
    [merged?.number, ["merge"]],
  ]);
  expect(await importOf(id)).toMatchObject({ state: "DONE" });
  expect(await rowStates(id)).toEqual({ IMPORTED: 3, UNDONE: 2 });
});

test("the reviewer releases in bulk: the alliance reads as far as chosen, with the readers any change would compute", async () => {
  const world = await makeWorld();
  const rows = [...plainRows(3, ""), [50, "", "未解的", "原因不明", "", "", "", "未解决", null]];
  const id = await importAll(world.reviewer, world.brewery, await makeWorkbook(rows));
  const [first, second, third, open] = await problemsOf(id);
  const release = { enterpriseId: world.brewery, allianceId: world.alliance, anonymous: false, filter: {} };
  for (const actor of [world.engineer, world.toolsReviewer, world.secretariat]) {
    await expect(releaseImported(actor, { ...release, layer: "DETAIL", ids: null })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  await expect(
    releaseImported(world.reviewer2, { ...release, allianceId: world.otherAlliance, layer: "DETAIL", ids: null }),
  ).rejects.toMatchObject({ details: { field: "allianceId" } });
  await expect(releaseImported(world.reviewer2, { ...release, layer: "DETAIL", ids: [] })).rejects.toMatchObject({
    code: "invalid",
  });

  const [preview] = await previewRelease(world.reviewer2, world.brewery, {}, [first?.id ?? ""], "SUMMARY");
  expect(preview).toMatchObject({ title: "难题1", shown: [], solution: "", hidden: ["phenomenon", "solution"] });
  expect(await releaseImported(world.reviewer2, { ...release, layer: "SUMMARY", ids: [first?.id ?? ""] })).toBe(1);
  expect(
    await releaseImported(world.reviewer2, {
      ...release,
      layer: "DETAIL",
      anonymous: true,
      ids: null,
      filter: { state: "SOLVED" },
    }),
  ).toBe(2);
  await expect(
    releaseImported(world.reviewer2, { ...release, layer: "DETAIL", ids: [first?.id ?? ""] }),
  ).rejects.toMatchObject({ messageKey: "import_nothing_to_release" });

  const seen = await db.problem.findMany({
    where: { AND: visibleTo(world.leader), importRow: { importId: id } },
    select: { id: true, state: true, anonymous: true, publishedAt: true, releasedAt: true },
  });
  expect(new Set(seen.map((p) => p.id))).toEqual(new Set([first?.id, second?.id, third?.id]));
  expect(seen.every((p) => p.state === "SOLVED" && p.publishedAt && p.releasedAt)).toBe(true);
  expect(await db.problem.count({ where: { AND: visibleTo(world.outsider), importRow: { importId: id } } })).toBe(0);
  for (const problem of [first, second]) {
    const stored = await db.problemReader.findMany({
      where: { problemId: problem?.id ?? "" },
      select: { key: true, layer: true, via: true, until: true },
      orderBy: { key: "asc" },
    });
    const computed = await computeReaders(db, problem?.id ?? "");
    expect(stored).toEqual(computed.sort((a, b) => (a.key < b.key ? -1 : 1)));
  }
  const left = await loadRelease(world.reviewer2, null, {}, null);
  expect(left.rows.map((row) => row.id)).toEqual([open?.id]);
  await expect(loadRelease(world.reviewer2, world.tools, {}, null)).rejects.toMatchObject({ code: "not_found" });
});

test("what somebody imported, another reviewer releases where there is one; home says how many wait for whom", async () => {
  const world = await makeWorld();
  await importAll(world.reviewer, world.brewery, await makeWorkbook(plainRows(3, "")));
  const release = { enterpriseId: world.brewery, allianceId: world.alliance, anonymous: false, filter: {}, ids: null };
  await expect(releaseImported(world.reviewer, { ...release, layer: "DETAIL" })).rejects.toMatchObject({
    messageKey: "import_other_releases",
  });
  expect(await loadRelease(world.reviewer, null, {}, null)).toMatchObject({ rows: [], count: 0, forOthers: 3 });
  expect(await countWaitingForRelease(world.reviewer)).toEqual([]);
  expect(await countWaitingForRelease(world.engineer)).toEqual([]);
  expect(await countWaitingForRelease(world.reviewer2)).toMatchObject([{ enterpriseId: world.brewery, count: 3 }]);

  // Standing in for the importer makes nobody another person.
  await db.deputy.create({
    data: {
      personId: world.reviewer.personId,
      deputyId: world.reviewer2.personId,
      organisationId: world.brewery,
      startsAt: new Date(world.reviewer.now.getTime() - 1000),
      endsAt: new Date(world.reviewer.now.getTime() + 3_600_000),
    },
  });
  const third = await makeActor([["REVIEWER", world.brewery]]);
  const standIn = await actorOf(world.reviewer2.personId);
  await expect(releaseImported(standIn, { ...release, layer: "DETAIL" })).rejects.toMatchObject({
    messageKey: "import_other_releases",
  });
  await db.membership.updateMany({
    where: { personId: { in: [third.personId, world.reviewer2.personId] } },
    data: { endsAt: new Date(world.reviewer.now.getTime() - 1000) },
  });
  expect(await countWaitingForRelease(world.reviewer)).toMatchObject([{ enterpriseId: world.brewery, count: 3 }]);
  expect(await releaseImported(world.reviewer, { ...release, layer: "DETAIL" })).toBe(3);
});
