import { db, type Tx } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { accessFrom } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { accessSelect } from "#app/modules/problems/visibility.server.ts";

export type Source = { recipientId: string; fixId: string; reuseId: string | null };

/** The fix of one's own, or the adoption, that a benefit is entered for; null when it is none of the actor's enterprises. */
export async function sourceOf(
  reader: Pick<Tx, "problem" | "reuse">,
  actor: Actor,
  { kind, id }: { kind: "fix" | "adoption"; id: string },
): Promise<Source | null> {
  const enterprises = organisationsWith(actor, "ENGINEER", "REVIEWER");
  if (kind === "fix") {
    const fix = await reader.problem.findFirst({
      where: { id, enterpriseId: { in: enterprises }, state: "SOLVED", origin: "POSTED" },
      select: { enterpriseId: true },
    });
    return fix && { recipientId: fix.enterpriseId, fixId: id, reuseId: null };
  }
  const reuse = await reader.reuse.findFirst({
    where: { id, enterpriseId: { in: enterprises }, state: { not: "DROPPED" } },
    select: { enterpriseId: true, fixId: true },
  });
  return reuse && { recipientId: reuse.enterpriseId, fixId: reuse.fixId, reuseId: id };
}

/** Whether what it comes from is accepted and stands, and the day its trial began. */
export async function acceptanceOf(
  tx: Pick<Tx, "problem" | "reuse">,
  { fixId, reuseId }: { fixId: string; reuseId: string | null },
): Promise<{ accepted: boolean; since: Date | null }> {
  if (reuseId) {
    const reuse = await tx.reuse.findUniqueOrThrow({
      where: { id: reuseId },
      select: { state: true, startedOn: true },
    });
    return { accepted: reuse.state === "ACCEPTED", since: reuse.startedOn };
  }
  const fix = await tx.problem.findUniqueOrThrow({
    where: { id: fixId },
    select: {
      state: true,
      acceptances: { where: { supersededAt: null, verdict: { not: "NOT_FIXED" } }, take: 1, select: { id: true } },
      trials: { where: { state: "REPORTED" }, orderBy: { startedOn: "asc" }, take: 1, select: { startedOn: true } },
    },
  });
  return { accepted: fix.state === "SOLVED" && fix.acceptances.length > 0, since: fix.trials[0]?.startedOn ?? null };
}

/** What the actor may enter a benefit for, newest first, and the machines of those enterprises. Three statements. */
export async function loadSources(actor: Actor) {
  const enterprises = organisationsWith(actor, "ENGINEER", "REVIEWER");
  const head = { number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) };
  const [fixes, adoptions, machines] = await Promise.all([
    db.problem.findMany({
      where: { enterpriseId: { in: enterprises }, state: "SOLVED", origin: "POSTED" },
      orderBy: [{ solvedAt: "desc" }, { id: "desc" }],
      take: 100,
      select: { id: true, ...head },
    }),
    db.reuse.findMany({
      where: { enterpriseId: { in: enterprises }, state: { not: "DROPPED" } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: 100,
      select: { id: true, fix: { select: head } },
    }),
    db.asset.findMany({
      where: { enterpriseId: { in: enterprises }, retiredAt: null },
      orderBy: [{ line: "asc" }, { number: "asc" }],
      take: 500,
      select: { id: true, number: true, name: true, line: true },
    }),
  ]);
  const title = (row: (typeof fixes)[number] | (typeof adoptions)[number]["fix"]) => {
    const access = accessFrom(row.readers, row, actor.now);
    return (access && projectFields(row, access).title) || "";
  };
  return {
    fixes: fixes.map((row) => ({ id: row.id, number: row.number, title: title(row) })),
    adoptions: adoptions.map((row) => ({ id: row.id, number: row.fix.number, title: title(row.fix) })),
    machines,
  };
}
