import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { db, inTransaction } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { chainHash } from "#app/modules/events/chain.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { readWitnesses, witnessHeads } from "#app/modules/events/witness.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";

useTestDatabase();
const at = new Date("2026-11-02T01:02:03.456Z");
const folder = await mkdtemp(join(tmpdir(), "jianglian-witness-"));
afterAll(() => rm(folder, { recursive: true }));

const write = (organisationId: string, reason: string) =>
  inTransaction((tx) =>
    recordEvent(tx, {
      type: "organisation.changed",
      organisationId,
      subjectKind: "organisation",
      subjectId: organisationId,
      by: { personId: randomUUID(), name: "孟庆华" },
      reason,
      payload: { b: 1, a: [null, { z: "末", y: 2.5 }] },
      at,
    }),
  );

let organisationId: string;
const verify = async (witnesses = [] as Awaited<ReturnType<typeof readWitnesses>>) => {
  const { findings } = await verifyChains(runtimeFacts().secrets.chain, witnesses);
  return findings.filter((one) => one.organisationId === organisationId).map((one) => `${one.kind} ${one.seq}`);
};
const where = (seq: number) => ({ organisationId_seq: { organisationId, seq } });

describe("the hash chain of an organisation", () => {
  beforeEach(async () => {
    organisationId = randomUUID();
    for (const reason of ["一", "二", "三", "四", "五"]) await write(organisationId, reason);
  });

  test("as written, it is sound", async () => {
    expect(await verify()).toEqual([]);
  });

  test("writers at the same time queue up and leave no gap", async () => {
    await Promise.all(Array.from({ length: 12 }, (_, n) => write(organisationId, `并发 ${n}`)));
    expect(await db.chainHead.findUniqueOrThrow({ where: { organisationId } })).toMatchObject({ seq: 17 });
    expect(await verify()).toEqual([]);
  });

  for (const [what, change] of Object.entries({
    reason: { reason: "改过" },
    payload: { payload: { a: 1 } },
    time: { at: new Date("2026-11-02T01:02:03.457Z") },
    actor: { actorName: "别人" },
    layer: { layer: "SUMMARY" },
  })) {
    test(`a changed ${what} shows`, async () => {
      await db.event.update({ where: where(3), data: change });
      expect(await verify()).toEqual(["changed 3"]);
    });
  }

  test("a removed row shows", async () => {
    await db.event.delete({ where: where(3) });
    expect(await verify()).toEqual(["missing 3"]);
  });

  test("an inserted row shows, even when those behind it are moved up", async () => {
    const { id: _, ...row } = await db.event.findUniqueOrThrow({ where: where(3) });
    for (const seq of [5, 4]) await db.event.update({ where: where(seq), data: { seq: seq + 1 } });
    await db.event.create({ data: { ...row, payload: {}, seq: 4 } });
    expect((await verify()).some((finding) => finding.endsWith(" 4"))).toBe(true);
  });

  test("a cut tail shows by the head, and by the witness when the head was cut with it", async () => {
    await witnessHeads(folder, at);
    await db.event.delete({ where: where(5) });
    expect(await verify()).toEqual(["head-differs 5"]);
    const { hash } = await db.event.findUniqueOrThrow({ where: where(4) });
    await db.chainHead.update({ where: { organisationId }, data: { seq: 4, hash } });
    expect(await verify()).toEqual([]);
    expect(await verify(await readWitnesses(folder))).toEqual(["cut-tail 5"]);
  });

  test("a chain removed whole shows by the witness", async () => {
    await witnessHeads(folder, at);
    await db.event.deleteMany({ where: { organisationId } });
    await db.chainHead.delete({ where: { organisationId } });
    expect(await verify(await readWitnesses(folder))).toEqual(["cut-tail 5"]);
  });

  test("a chain recomputed without the secret shows in every row; with a stolen secret, by the witness", async () => {
    await witnessHeads(folder, at);
    const recompute = async (secret: string) => {
      let prevHash = "0".repeat(64);
      for (const row of await db.event.findMany({ where: { organisationId }, orderBy: { seq: "asc" } })) {
        const forged = { ...row, reason: `${row.reason}（改）`, prevHash };
        prevHash = chainHash(secret, forged);
        await db.event.update({
          where: { id: row.id },
          data: { reason: forged.reason, prevHash: forged.prevHash, hash: prevHash },
        });
      }
      await db.chainHead.update({ where: { organisationId }, data: { hash: prevHash } });
    };
    await recompute("guessed");
    expect((await verify()).length).toBe(5);
    await recompute(runtimeFacts().secrets.chain);
    expect(await verify()).toEqual([]);
    expect(await verify(await readWitnesses(folder))).toEqual(["recomputed 5"]);
  });

  test("a half-written witness line is passed over", async () => {
    const before = (await readWitnesses(folder)).length;
    const { appendFile } = await import("node:fs/promises");
    await appendFile(join(folder, "audit", "chain-heads.jsonl"), '\n{"organisationId":"');
    expect((await readWitnesses(folder)).length).toBe(before);
  });
});
