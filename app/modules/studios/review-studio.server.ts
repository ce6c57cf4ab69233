import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, forbidden, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { textHash } from "#app/modules/events/chain.ts";
import { countStudioFacts } from "./count-facts.server.ts";
import { nextState } from "./lifecycle.ts";
import { changeStudio, mayStep, type OpenStudio, openStudio, recordStudio } from "./open-studio.server.ts";

/** The file to work on, of a studio the actor leads. @throws not_found, forbidden, conflict (handed in, decided, changed) */
async function openFile(tx: Tx, actor: Actor, reviewId: string, version: number | null) {
  const file = await tx.studioReview.findUnique({ where: { id: reviewId } });
  if (!file) throw notFound();
  const studio = await openStudio(tx, actor, file.studioId);
  if (!studio.parts.has("LEADER")) throw studio.parts.size > 0 ? forbidden("not-your-move") : notFound();
  // Read again under the studio's lock.
  const row = await tx.studioReview.findUniqueOrThrow({ where: { id: reviewId } });
  if (row.state !== "DRAFT") throw conflict("studio-file-closed");
  if (version !== null && row.version !== version) throw conflict();
  return { studio, file: row };
}

/** For the policy of files: evidence is added by the leader while the file is a draft. */
export const openDraftOf = async (tx: Tx, actor: Actor, reviewId: string): Promise<OpenStudio> =>
  (await openFile(tx, actor, reviewId, null)).studio;

/** Years that may still be filed: this one and the one before. */
const mayBeFiled = (studio: OpenStudio, year: number): boolean => {
  const thisYear = studio.today.getUTCFullYear();
  return year === thisYear || year === thisYear - 1;
};

/** Handed in in time and sent back is in time, while the studio bears the name it was handed in under. */
async function inTime(tx: Tx, studio: OpenStudio, file: { studioId: string; year: number; submittedAt: Date | null }) {
  if (mayBeFiled(studio, file.year)) return true;
  if (!file.submittedAt) return false;
  const since = { studioId: file.studioId, kind: "DESIGNATED" as const, at: { gt: file.submittedAt } };
  return (await tx.studioDecision.count({ where: since })) === 0;
}

/**
 * Begins the file of a year's re-review, or goes on with the one there is; one that was left lying until its year can no
 * longer be filed becomes the year's. A new round begins only after an order to put things right. @throws not_found, forbidden, conflict (nothing to be filed now), invalid (year)
 */
export async function startReview(actor: Actor, studioId: string, year: number): Promise<{ id: string }> {
  return inTransaction(async (tx) => {
    const studio = await openStudio(tx, actor, studioId);
    mayStep(studio, "submit");
    if (!mayBeFiled(studio, year)) throw invalid("studio-review-year", "year");
    const files = await tx.studioReview.findMany({
      where: { studioId },
      orderBy: [{ year: "desc" }, { round: "desc" }],
      select: { id: true, year: true, round: true, state: true, submittedAt: true },
    });
    const open = files.find((file) => file.state !== "DECIDED");
    if (open && (await inTime(tx, studio, { ...open, studioId }))) return { id: open.id };
    const last = files.find((file) => file.year === year);
    if (last && studio.state !== "RECTIFICATION") throw conflict("studio-year-decided");
    const round = (last?.round ?? 0) + 1;
    const { id } = open
      ? await tx.studioReview.update({
          where: { id: open.id },
          data: { year, round, version: { increment: 1 } },
          select: { id: true },
        })
      : await tx.studioReview.create({
          data: { studioId, year, round, createdAt: actor.now },
          select: { id: true },
        });
    await recordStudio(tx, actor, studioId, "studio.review-started", { payload: { reviewId: id, year, round } });
    return { id };
  });
}

/** Saves what the leader wrote so far. @throws as openFile */
export async function saveReview(
  actor: Actor,
  reviewId: string,
  { version, summary, plan }: { version: number; summary: string; plan: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    await openFile(tx, actor, reviewId, version);
    await tx.studioReview.update({ where: { id: reviewId }, data: { summary, plan, version: { increment: 1 } } });
  });
}

/**
 * Hands the file in: what the product counts for its year is frozen with it, and the studio waits for the union.
 * @throws as openFile; conflict (the studio's state moved on), invalid (no evidence, a year that is no longer filed)
 */
export async function submitReview(
  actor: Actor,
  reviewId: string,
  { version, summary, plan }: { version: number; summary: string; plan: string },
): Promise<void> {
  await inTransaction(async (tx) => {
    const { studio, file } = await openFile(tx, actor, reviewId, version);
    mayStep(studio, "submit");
    if (!(await inTime(tx, studio, file))) throw invalid("studio-review-year");
    const evidence = await tx.attachment.findMany({
      where: { ownerKind: "studio-review", ownerId: reviewId, removedAt: null },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, sha256: true },
    });
    if (evidence.length === 0) throw invalid("studio-no-evidence", "files");
    const facts = (await countStudioFacts([file.studioId], file.year, tx)).get(file.studioId);
    const toState = nextState("submit", studio.state, false);
    if (!facts || !toState) throw conflict("studio-state");
    await tx.studioReview.update({
      where: { id: reviewId },
      data: {
        state: "SUBMITTED",
        summary,
        plan,
        facts,
        returned: "",
        submittedAt: actor.now,
        submittedById: actor.personId,
        version: { increment: 1 },
      },
    });
    await changeStudio(tx, studio, studio.version, { state: toState });
    await recordStudio(tx, actor, file.studioId, "studio.review-submitted", {
      actorOrgId: file.studioId,
      payload: {
        reviewId,
        year: file.year,
        round: file.round,
        from: studio.state,
        to: toState,
        facts,
        summary: textHash(summary),
        plan: textHash(plan),
        evidence: evidence.map((one) => one.sha256),
      },
    });
  });
}
