import { inTransaction, isUniqueViolation, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, forbidden, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { spokesOrganisation } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { noteProgress } from "./lease.server.ts";
import { GUEST_KINDS } from "./policy.ts";
import { logStatusOf } from "./rules.ts";
import type { LogKind, LogStatus } from "./schema.ts";
import { requireProblem } from "./studios.server.ts";

type Entry = {
  problemId: string;
  clientId: string;
  kind: LogKind;
  text: string;
  status?: LogStatus;
  why?: string;
  layer?: Layer;
};

/**
 * Writes a line of the diagnosis log, by the team or the poster's people; an expert from outside says what they see
 * and suppose. The author's device gives `clientId`:
 * a repeat answers with the first. By the team it also restarts the lease's clock.
 */
export async function addLogEntry(actor: Actor, input: Entry): Promise<{ entryId: string }> {
  try {
    return await inTransaction((tx) => write(tx, actor, input));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return inTransaction((tx) => write(tx, actor, input));
  }
}

async function write(tx: Tx, actor: Actor, input: Entry): Promise<{ entryId: string }> {
  const access = await requireAccess(actor, input.problemId, tx);
  const known = await tx.diagnosisEntry.findUnique({
    where: { authorId_clientId: { authorId: actor.personId, clientId: input.clientId } },
    select: { id: true, problemId: true, text: true },
  });
  // Other words under the same id come from an old page: they must not be dropped as a repeat.
  if (known && (known.problemId !== input.problemId || known.text !== input.text.trim()))
    throw conflict("client-id-used");
  if (known) return { entryId: known.id };

  const problem = await requireProblem(tx, input.problemId);
  const relations = await loadRelations(tx, actor, problem.id);
  const team = relations.has("SOLVER");
  if (!team && !relations.has("ENTERPRISE") && !relations.has("AUTHOR")) {
    if (!access.guest || !includesLayer(access.layer, "DETAIL")) throw forbidden("not-your-move");
    if (!GUEST_KINDS.some((kind) => kind === input.kind)) throw invalid("guest-log-kind", "kind");
  }
  if (!ACTIVE.includes(problem.state)) throw conflict("problem-closed");
  const layer = input.layer ?? "DETAIL";
  if (!includesLayer(access.layer, layer)) throw invalid("layer-too-high", "layer");
  const why = input.why?.trim() ?? "";
  const checked = logStatusOf({ kind: input.kind, status: input.status, why });
  if ("messageKey" in checked) throw new DomainError("invalid", checked.messageKey, { field: checked.field });

  const lease = team
    ? await tx.engagement.findFirst({ where: { problemId: problem.id, endedAt: null }, select: { id: true } })
    : null;
  const { id } = await tx.diagnosisEntry.create({
    data: {
      problemId: problem.id,
      engagementId: lease?.id ?? null,
      authorId: actor.personId,
      clientId: input.clientId,
      kind: input.kind,
      text: input.text.trim(),
      status: checked.status,
      why,
      layer,
      createdAt: actor.now,
    },
    select: { id: true },
  });
  if (lease) await noteProgress(tx, problem.id, actor.now);
  await recordEvent(tx, {
    type: "problem.log-added",
    organisationId: problem.enterpriseId,
    subjectKind: "problem",
    subjectId: problem.id,
    by: { personId: actor.personId, name: actor.name },
    actorOrgId: spokesOrganisation(actor, problem.enterpriseId, problem.allianceId),
    payload: { entryId: id, kind: input.kind, status: checked.status },
    layer,
    at: actor.now,
  });
  return { entryId: id };
}
