import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { db } from "#app/lib/db.server.ts";
import { incomingFolder } from "#app/modules/attachments/part-file.server.ts";
import { keep, newKey } from "#app/modules/attachments/storage.server.ts";
import { roundRow } from "#tests/support/award-rows.server.ts";
import { draftedProblem, makeWorld, type World } from "#tests/support/factories.server.ts";

const EVIDENCE_BYTES = 64 * 1024;
const CHUNK = 200;
const TEXT =
  "灌装线压盖后偶有瓶盖错位，靠人工在灯检台挑出，夜班漏检率高。装置在压盖机出口加装两只对射传感器和一套气动剔除机构，错位的瓶盖当场剔除并报警，不停线。";

/** A round with this many applications: each an achievement with three completers, a certified benefit, two adopters, a patent and a piece of evidence. */
export async function addDossiers(count: number, say: (n: number) => void): Promise<{ world: World; roundId: string }> {
  const world = await makeWorld();
  const roundId = await roundRow(world);
  const now = new Date();
  const fixId = await draftedProblem(world);
  const people = [world.craftsman, world.engineer, world.toolsEngineer];
  await mkdir(incomingFolder(), { recursive: true });
  for (let from = 0; from < count; from += CHUNK) {
    const ids = Array.from({ length: Math.min(CHUNK, count - from) }, () => ({
      achievement: randomUUID(),
      benefit: randomUUID(),
      key: newKey(),
    }));
    const files = new Map<string, string>();
    for (const { key } of ids) {
      const bytes = randomBytes(EVIDENCE_BYTES);
      const path = join(incomingFolder(), `${key}.bench`);
      await writeFile(path, bytes);
      await keep(key, { made: {}, original: path });
      files.set(key, createHash("sha256").update(bytes).digest("hex"));
    }
    await db.achievement.createMany({
      data: ids.map((one, n) => ({
        id: one.achievement,
        clientId: randomUUID(),
        kind: "TECHNICAL_RENOVATION" as const,
        title: `瓶盖错位在线检测装置 ${from + n + 1}`,
        enterpriseId: world.tools,
        studioId: world.toolsStudio,
        completedOn: now,
        summary: TEXT.repeat(2),
        innovation: `1. ${TEXT}\n2. ${TEXT}\n3. ${TEXT}`,
        application: TEXT,
        social: TEXT,
        byId: world.craftsman.personId,
        createdAt: now,
      })),
    });
    await db.achievementContributor.createMany({
      data: ids.flatMap((one) =>
        people.map((person, position) => ({
          achievementId: one.achievement,
          personId: person.personId,
          organisationId: position === 0 ? world.toolsStudio : position === 1 ? world.brewery : world.tools,
          position,
          basisPoints: [6_000, 2_500, 1_500][position] ?? 0,
          contribution: TEXT,
          confirmedOf: 0,
          confirmedAt: now,
        })),
      ),
    });
    await db.benefit.createMany({
      data: ids.map((one) => ({
        id: one.benefit,
        clientId: randomUUID(),
        recipientId: world.brewery,
        fixId,
        kind: "SAVINGS" as const,
        measure: "DOWNTIME" as const,
        measureKey: "DOWNTIME",
        place: "三号线",
        placeKey: `line:${one.benefit}`,
        fromOn: new Date("2026-01-01"),
        toOn: new Date("2026-06-30"),
        year: 2026,
        state: "CERTIFIED" as const,
        certifiedFen: 12_345_678n,
        certifiedById: world.finance.personId,
        certifiedAt: now,
        byId: world.engineer.personId,
        createdAt: now,
      })),
    });
    await db.achievementBenefit.createMany({
      data: ids.map((one) => ({ benefitId: one.benefit, achievementId: one.achievement })),
    });
    await db.achievementAdopter.createMany({
      data: ids.flatMap((one) =>
        ["示例饮料有限公司", "示例酒业有限公司"].map((unit) => ({
          achievementId: one.achievement,
          unit,
          contact: "陈工",
          on: now,
        })),
      ),
    });
    await db.achievementPatent.createMany({
      data: ids.map((one, n) => ({
        achievementId: one.achievement,
        kind: "UTILITY_MODEL" as const,
        number: `ZL 2025 2 ${from + n}`,
        numberKey: `20252${from + n}`,
        title: "一种瓶盖错位检测剔除装置",
        holder: "示例机床有限公司",
        state: "GRANTED" as const,
        on: now,
      })),
    });
    await db.attachment.createMany({
      data: ids.map((one) => ({
        ownerKind: "achievement",
        ownerId: one.achievement,
        enterpriseId: world.tools,
        layer: "CONFIDENTIAL" as const,
        kind: "DOCUMENT" as const,
        key: one.key,
        fileName: "试运行记录.pdf",
        mime: "application/pdf",
        size: EVIDENCE_BYTES,
        sha256: files.get(one.key) ?? "",
        uploadedById: world.craftsman.personId,
        clientId: randomUUID(),
      })),
    });
    await db.awardApplication.createMany({
      data: ids.map((one) => ({
        clientId: randomUUID(),
        roundId,
        achievementId: one.achievement,
        enterpriseId: world.tools,
        state: "ADMITTED" as const,
        byId: world.craftsman.personId,
        createdAt: now,
        submittedAt: now,
      })),
    });
    say(from + ids.length);
  }
  return { world, roundId };
}
