import { addDays } from "date-fns/addDays";
import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { sweepDueTimes } from "#app/modules/solving/sweep-due-times.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { actorOf, makeWorld, publishedProblem, submittedProblem } from "#tests/support/factories.server.ts";
import { anId, awaitingAcceptance, eventTypes, stateOf, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();

/** A Monday morning; the sweeps below look at days after it. */
const MONDAY = new Date("2026-11-02T01:00:00Z");
const after = (days: number) => addDays(MONDAY, days);
const clockEvents = async (id: string) =>
  (await eventTypes(id)).filter((type) => ["reminded", "lease-reminded", "unclaimed", "released"].includes(type));

it("nobody claimed it in time: back to triage, once, and not a moment early", async () => {
  const world = await makeWorld(MONDAY);
  const id = await publishedProblem(world);
  const { dueAt } = await db.problem.findUniqueOrThrow({ where: { id } });
  expect(dueAt).toEqual(after(9)); // seven working days
  await sweepDueTimes(after(9));
  expect(await stateOf(id)).toBe("PUBLISHED");
  await Promise.all([sweepDueTimes(after(10)), sweepDueTimes(after(10))]);
  expect(await stateOf(id)).toBe("TRIAGE");
  expect(await clockEvents(id)).toEqual(["unclaimed"]);
});

it("a lease without entries: a reminder, three working days later released with a note; an entry starts the clock anew", async () => {
  const world = await makeWorld(MONDAY);
  const id = await tackledProblem(world);
  await sweepDueTimes(after(18)); // fourteen working days end on day 18 at the same hour
  expect(await clockEvents(id)).toEqual([]);
  await sweepDueTimes(after(19));
  await sweepDueTimes(after(19));
  expect(await clockEvents(id)).toEqual(["lease-reminded"]);

  const craftsman = await actorOf(world.craftsman.personId, after(20));
  await addLogEntry(craftsman, { problemId: id, clientId: anId(), kind: "NOTE", text: "等备件" });
  await sweepDueTimes(after(30));
  expect(await clockEvents(id)).toEqual(["lease-reminded"]);

  await sweepDueTimes(after(41));
  expect(await clockEvents(id)).toEqual(["lease-reminded", "lease-reminded"]);
  expect(await stateOf(id)).toBe("IN_PROGRESS");
  await sweepDueTimes(after(42));
  expect(await stateOf(id)).toBe("IN_PROGRESS");
  await sweepDueTimes(after(48));
  expect(await stateOf(id)).toBe("PUBLISHED");
  const lease = await db.engagement.findFirstOrThrow({ where: { problemId: id } });
  expect(lease).toMatchObject({ end: "RELEASED", endedAt: after(48) });
  expect(lease.handOverNote).not.toBe("");
  const event = await db.event.findFirstOrThrow({ where: { subjectId: id, type: "problem.released" } });
  expect(event).toMatchObject({ actorId: null, at: after(48) });
});

it("acceptance is never automatic: the reviewer is asked once, and it stays", async () => {
  const world = await makeWorld(MONDAY);
  const id = await tackledProblem(world);
  await awaitingAcceptance(world, id);
  for (const days of [30, 60, 120]) await sweepDueTimes(after(days));
  expect(await stateOf(id)).toBe("ACCEPTANCE");
  expect(await clockEvents(id)).toEqual(["reminded"]);
});

it("a review that waits is reminded of once per stay", async () => {
  const world = await makeWorld(MONDAY);
  const id = await submittedProblem(world);
  await sweepDueTimes(after(2));
  expect(await clockEvents(id)).toEqual([]);
  await Promise.all([sweepDueTimes(after(3)), sweepDueTimes(after(3)), sweepDueTimes(after(4))]);
  expect(await clockEvents(id)).toEqual(["reminded"]);
});
