import { inTransaction } from "#app/lib/db.server.ts";
import { forbidden, invalid } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { suggestTitle } from "#app/modules/problems/title.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { creditFix } from "./credit-fix.server.ts";
import type { AdoptionState } from "./replication/rules.ts";

type Use = {
  fixId: string;
  /** A draft of the actor's that it answers; it is closed as answered. */
  needId?: string | null;
  version?: number | null;
  note?: string;
};

/** One click twice is one use: nobody uses the same fix again within a day. */
const SAME_USE_MS = 24 * 3_600_000;

/**
 * "This known fix solved it": one record, credited to the fix and its authors. With a draft it also closes
 * the draft as answered; without one it may be recorded from the fix's own page, by an enterprise's engineer or reviewer.
 */
export async function recordReuse(actor: Actor, input: Use): Promise<{ reuseId: string }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.fixId, tx);
    if (input.needId === input.fixId) throw invalid("reuse-of-itself", "fixId");
    await tx.$queryRaw`SELECT 1 FROM "Problem" WHERE "id" = ${input.fixId}::uuid FOR UPDATE`;
    const fix = await tx.problem.findUniqueOrThrow({
      where: { id: input.fixId },
      select: { state: true, enterpriseId: true },
    });
    if (fix.state !== "SOLVED") throw invalid("fix-not-solved", "fixId");
    const use = { byId: actor.personId, note: input.note?.trim() ?? "", at: actor.now };

    if (!input.needId) {
      const enterpriseId = chosenEnterprise(actor);
      const since = new Date(actor.now.getTime() - SAME_USE_MS);
      const known = await tx.reuse.findFirst({
        where: {
          fixId: input.fixId,
          needId: null,
          byId: actor.personId,
          enterpriseId,
          at: { gt: since },
          // Dropped and taken up again is another use.
          state: { not: "DROPPED" },
        },
        select: { id: true },
      });
      if (known) return { reuseId: known.id };
      const { id: reuseId } = await tx.reuse.create({ data: { ...use, fixId: input.fixId, enterpriseId } });
      await creditFix(tx, actor, "problem.reused", fix.enterpriseId, {
        reuseId,
        fixId: input.fixId,
        enterpriseId,
        anonymous: false,
      });
      return { reuseId };
    }

    const needId = input.needId;
    await requireAccess(actor, needId, tx);
    const need = await tx.problem.findUniqueOrThrow({
      where: { id: needId },
      select: { enterpriseId: true, anonymous: true, title: true, phenomenon: true },
    });
    // The same fix may have answered this draft before; then it was opened again and came back to its author.
    const once = { fixId: input.fixId, needId };
    // Locked: what was measured, accepted or dropped meanwhile is seen here, or comes after.
    await tx.$queryRaw`SELECT 1 FROM "Reuse" WHERE "fixId" = ${input.fixId}::uuid AND "needId" = ${needId}::uuid FOR UPDATE`;
    const known = await tx.reuse.findUnique({ where: { fixId_needId: once }, select: { id: true, state: true } });
    const reuseId = known?.id ?? crypto.randomUUID();
    const close = () =>
      transition(tx, actor, {
        problemId: needId,
        version: input.version ?? null,
        action: "close-by-reuse",
        event: "problem.answered",
        payload: { fixId: input.fixId, reuseId },
        data: {
          answeredById: input.fixId,
          solvedAt: actor.now,
          title: need.title || suggestTitle(need.phenomenon),
        },
        also: async () => {
          await tx.reuse.upsert({
            where: { fixId_needId: once },
            create: { ...use, ...once, id: reuseId, enterpriseId: need.enterpriseId, anonymous: need.anonymous },
            update: usedAgain(known?.state, use),
          });
        },
      });
    const credit = () =>
      creditFix(tx, actor, "problem.reused", fix.enterpriseId, {
        reuseId,
        fixId: input.fixId,
        enterpriseId: need.enterpriseId,
        anonymous: need.anonymous,
      });
    // Two chains are written; always in the order of their ids, or two enterprises using each other's fixes would block.
    for (const step of fix.enterpriseId < need.enterpriseId ? [credit, close] : [close, credit]) await step();
    return { reuseId };
  });
}

/**
 * What using it again changes of an adoption: who adopted what was measured or accepted since, and when, stays; what was
 * dropped is taken up anew.
 */
function usedAgain(state: AdoptionState | undefined, use: { byId: string; note: string; at: Date }) {
  if (state === "MEASURED" || state === "ACCEPTED") return {};
  if (state !== "DROPPED") return use;
  return {
    ...use,
    state: "TAKEN" as const,
    verdict: null,
    verdictNote: "",
    decidedById: null,
    decidedAt: null,
    version: { increment: 1 },
  };
}

/** The enterprise the actor speaks for. */
function chosenEnterprise(actor: Actor): string {
  const enterprises = organisationsWith(actor, "ENGINEER", "REVIEWER");
  const [first] = enterprises;
  if (!first) throw forbidden("reuse-needs-enterprise");
  return enterprises.find((id) => id === actor.currentOrganisationId) ?? first;
}
