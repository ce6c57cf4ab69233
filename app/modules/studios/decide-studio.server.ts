import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { type Decision, isNamed, nextState, waitsForUnion } from "./lifecycle.ts";
import { changeStudio, mayStep, type OpenStudio, openStudio, recordStudio } from "./open-studio.server.ts";
import { decidingUnions } from "./policy.ts";
import { addDays, addYears, RECTIFY_DAYS, REVIEW_YEARS } from "./rules.ts";
import type { DecideStudio } from "./schema.ts";

const KIND = {
  designate: "DESIGNATED",
  "change-level": "LEVEL_CHANGED",
  return: "RETURNED",
  confirm: "CONFIRMED",
  rectify: "RECTIFICATION",
  revoke: "REVOKED",
} as const satisfies Record<Decision, string>;
const EVENT = {
  designate: "studio.designated",
  "change-level": "studio.level-changed",
  return: "studio.review-returned",
  confirm: "studio.confirmed",
  rectify: "studio.rectification-ordered",
  revoke: "studio.revoked",
} as const satisfies Record<Decision, string>;

/**
 * A union officer's decision about a studio: named, raised, its file sent back, confirmed, ordered to put things right,
 * or the name taken away. Level, day named and dates due follow from it in the same transaction. A form sent twice
 * decides once. @throws DomainError not_found, forbidden, conflict (its state moved on), invalid (days, level)
 */
export async function decideStudio(actor: Actor, studioId: string, input: DecideStudio): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const studio = await openStudio(tx, actor, studioId);
    const known = await tx.studioDecision.findUnique({
      where: { byId_clientId: { byId: actor.personId, clientId: input.clientId } },
      select: { id: true },
    });
    if (known) return known;
    mayStep(studio, input.action);
    checkDays(studio, input);
    const last = await tx.studioDecision.findFirst({
      where: { studioId, kind: { in: ["DESIGNATED", "CONFIRMED"] } },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: { kind: true },
    });
    const toState = nextState(input.action, studio.state, last?.kind === "CONFIRMED");
    if (toState === null) throw new Error("mayStep lets only steps of the table through");
    const reviewId = waitsForUnion(studio.state) ? await decideFile(tx, actor, studioId, input) : null;
    const dueOn = dueOf(studio, input);
    const level = input.action === "designate" || input.action === "change-level" ? input.level : undefined;
    await changeStudio(tx, studio, input.version, {
      state: toState,
      ...(level && { level }),
      ...(input.action === "designate" && { designatedOn: input.decidedOn }),
      ...(dueOn && toState !== "RECTIFICATION" && { reviewDueOn: dueOn }),
      ...(input.action === "rectify" && { rectifyBy: dueOn }),
      ...(toState === "CONFIRMED" && { rectifyBy: null }),
      ...(!isNamed(toState) && { reviewDueOn: null, rectifyBy: null }),
      // Whoever decided has seen the proposal.
      proposedAt: null,
    });
    const [unionId = null] = decidingUnions(actor, studio.place);
    const row = await tx.studioDecision.create({
      data: {
        clientId: input.clientId,
        studioId,
        kind: KIND[input.action],
        fromState: studio.state,
        toState,
        level: level ?? studio.level,
        document: input.document,
        decidedOn: input.decidedOn ?? studio.today,
        unionId,
        decidedBy: input.decidedBy,
        reason: input.reason,
        dueOn,
        reviewId,
        byId: actor.personId,
        byName: actor.name,
        at: actor.now,
      },
      select: { id: true },
    });
    await recordStudio(tx, actor, studioId, EVENT[input.action], {
      reason: input.reason,
      actorOrgId: unionId,
      payload: {
        decisionId: row.id,
        from: studio.state,
        to: toState,
        level: level ?? studio.level,
        document: input.document,
        decidedBy: input.decidedBy,
        decidedOn: input.decidedOn,
        dueOn,
        reviewId,
      },
    });
    return row;
  });
}

/** The day on the paper is not to come; a new level is another one; time to put things right is neither none nor for ever. */
function checkDays(studio: OpenStudio, { action, decidedOn, level, dueOn }: DecideStudio): void {
  if (decidedOn && decidedOn > studio.today) throw invalid("studio-day-ahead", "decidedOn");
  if (decidedOn && action !== "designate" && studio.designatedOn && decidedOn < studio.designatedOn)
    throw invalid("studio-before-named", "decidedOn");
  if (action === "change-level" && level === studio.level) throw invalid("studio-same-level", "level");
  if (!dueOn) return;
  if (action === "rectify") {
    if (dueOn < addDays(studio.today, RECTIFY_DAYS.least) || dueOn > addDays(studio.today, RECTIFY_DAYS.most))
      throw invalid("studio-rectify-days", "dueOn", { ...RECTIFY_DAYS });
  } else if (dueOn <= studio.today) throw invalid("studio-due-past", "dueOn");
}

/** Named or confirmed, it is looked at again a year on, unless the paper says another day. */
function dueOf(studio: OpenStudio, { action, decidedOn, dueOn }: DecideStudio): Date | null {
  if (action === "rectify") return dueOn ?? null;
  if (action === "confirm") return dueOn ?? addYears(studio.today, REVIEW_YEARS);
  if (action !== "designate") return null;
  const usual = addYears(decidedOn ?? studio.today, REVIEW_YEARS);
  return dueOn ?? (usual > studio.today ? usual : addYears(studio.today, REVIEW_YEARS));
}

/** The file that lies with the union is decided, or open to its leader again. */
async function decideFile(tx: Tx, actor: Actor, studioId: string, input: DecideStudio): Promise<string | null> {
  const file = await tx.studioReview.findFirst({ where: { studioId, state: "SUBMITTED" }, select: { id: true } });
  if (!file) return null;
  await tx.studioReview.update({
    where: { id: file.id },
    data:
      input.action === "return"
        ? { state: "DRAFT", returned: input.reason, version: { increment: 1 } }
        : { state: "DECIDED", decidedAt: actor.now, version: { increment: 1 } },
  });
  return file.id;
}
