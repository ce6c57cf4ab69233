import { randomUUID } from "node:crypto";
import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { db } from "#app/lib/db.server.ts";
import { zipContent, zipEntries } from "#app/modules/attachments/zip.server.ts";
import type { Stored } from "#app/lib/storage/storage.ts";
import { achievementRow, applicationRow } from "./award-rows.server.ts";
import { draftedProblem, type World } from "./factories.server.ts";

/** An achievement with two completers, one certified benefit of 123,456.78 yuan and an adopter without a name, applied for in the round. */
export async function fullApplication(
  world: World,
  roundId: string,
): Promise<{ id: string; achievementId: string; benefitId: string }> {
  const fixId = await draftedProblem(world);
  const now = new Date();
  const achievementId = await achievementRow(world, [fixId], undefined, {
    innovation: "用时间差判断瓶盖高低，不用相机。",
    contributors: {
      createMany: {
        data: [world.craftsman, world.engineer].map((one, position) => ({
          personId: one.personId,
          organisationId: position === 0 ? world.toolsStudio : world.brewery,
          position,
          basisPoints: position === 0 ? 7_000 : 3_000,
          contribution: `第 ${position + 1} 位的贡献`,
          confirmedOf: 0,
          confirmedAt: now,
        })),
      },
    },
  });
  const benefit = await db.benefit.create({
    data: {
      clientId: randomUUID(),
      recipientId: world.brewery,
      fixId,
      kind: "SAVINGS",
      measure: "DOWNTIME",
      measureKey: "DOWNTIME",
      place: "三号线",
      placeKey: `line:${randomUUID()}`,
      fromOn: new Date("2026-01-01"),
      toOn: new Date("2026-06-30"),
      year: 2026,
      state: "CERTIFIED",
      actualFen: 12_345_678n,
      certifiedFen: 12_345_678n,
      certifiedById: world.finance.personId,
      certifiedAt: now,
      byId: world.engineer.personId,
      createdAt: now,
      statements: {
        create: {
          stage: "ACTUAL",
          formula: "停机 × 损失",
          inputs: [
            { name: "停机", value: "30.5", unit: "小时", source: "台账" },
            { name: "损失", value: "4047.76", unit: "元", source: "财务" },
          ],
          costs: [],
          grossFen: 12_345_678n,
          costFen: 0n,
          byId: world.engineer.personId,
          at: now,
        },
      },
      achievement: { create: { achievementId } },
    },
    select: { id: true },
  });
  return { id: await applicationRow(world, roundId, { achievementId }), achievementId, benefitId: benefit.id };
}

/** What is in a zip archive, by name. */
export async function unzipped(stored: Pick<Stored, "read"> | Buffer): Promise<Map<string, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), "jianglian-zip-"));
  const path = join(folder, "it.zip");
  await writeFile(path, Buffer.isBuffer(stored) ? stored : await buffer(stored.read()));
  const file = await open(path, "r");
  try {
    const found = new Map<string, Buffer>();
    for (const entry of await zipEntries(file)) found.set(entry.name, await zipContent(file, entry, 200 * 1024 * 1024));
    return found;
  } finally {
    await file.close();
    await rm(folder, { recursive: true });
  }
}
