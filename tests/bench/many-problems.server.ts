import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import { readersOf } from "#app/modules/problems/access.ts";
import { STATES } from "#app/modules/problems/lifecycle.ts";

const CHUNK = 1_000;

/**
 * Adds published problems as rows, with the readers the product would give them: this measures reading, so the way
 * there is cut short. They belong to the enterprises that have problems already.
 */
export async function addProblems(count: number, now: Date): Promise<void> {
  const patterns = await db.problem.findMany({
    where: { publishedAt: { not: null }, allianceId: { not: null } },
    select: {
      enterpriseId: true,
      authorId: true,
      allianceId: true,
      industry: true,
      equipmentType: true,
      title: true,
      phenomenon: true,
    },
  });
  const states = STATES.slice(STATES.indexOf("PUBLISHED"));
  for (let from = 0; from < count; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - from) }, (_, offset) => {
      const n = from + offset;
      const pattern = patterns[n % patterns.length];
      if (!pattern?.allianceId) throw new Error("no published problem to start from");
      const at = new Date(now.getTime() - n * 60_000);
      return {
        ...pattern,
        allianceId: pattern.allianceId,
        id: randomUUID(),
        clientId: randomUUID(),
        number: `B${n.toString().padStart(7, "0")}`,
        title: `${pattern.title} ${n}`,
        state: states[n % states.length] ?? "PUBLISHED",
        stateSince: at,
        createdAt: at,
        postedAt: at,
        releasedAt: at,
        publishedAt: at,
      };
    });
    await db.problem.createMany({ data: rows });
    await db.problemAudience.createMany({
      data: rows.map((row) => ({ problemId: row.id, organisationId: row.allianceId, layer: "DETAIL" as const })),
    });
    await db.problemReader.createMany({
      data: rows.flatMap((row) =>
        readersOf({
          ...row,
          enteredById: null,
          origin: "POSTED",
          severity: "DEGRADED",
          agreementRequired: false,
          audiences: [{ organisationId: row.allianceId, kind: "ALLIANCE", layer: "DETAIL" }],
          named: [],
          guests: [],
          engagements: [],
          permits: [],
          mergeTargets: [],
        }).map((reader) => ({ problemId: row.id, ...reader })),
      ),
    });
  }
  await db.$executeRawUnsafe("ANALYZE");
}
