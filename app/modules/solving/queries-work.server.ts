import { db } from "#app/lib/db.server.ts";
import { conflict, DomainError } from "#app/lib/errors.ts";
import { type Actor, ownEnterpriseIds } from "#app/modules/accounts/actor.ts";
import { includesLayer, type Layer, LAYERS } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { loadStep } from "#app/modules/problems/queries-step.server.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, requireAccess, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { GUEST_KINDS } from "./policy.ts";
import { LOG_KINDS } from "./schema.ts";

const upTo = (layer: Layer): Layer[] => LAYERS.filter((one) => includesLayer(layer, one));
const measureSelect = { name: true, unit: true, before: true, after: true, period: true } as const;
type StoredMeasure = {
  name: string;
  unit: string;
  before: { toNumber(): number } | null;
  after: { toNumber(): number } | null;
  period: string;
};
const plain = (rows: readonly StoredMeasure[]) =>
  rows.map((row) => ({ ...row, before: row.before?.toNumber() ?? null, after: row.after?.toNumber() ?? null }));
export type PlainMeasure = ReturnType<typeof plain>[number];
const day = (date: Date): string => date.toISOString().slice(0, 10);

/** The log and who may write in it. Errors: not_found, forbidden, conflict. */
export async function loadLogPage(actor: Actor, id: string) {
  const access = await requireAccess(actor, id);
  const row = await db.problem.findFirstOrThrow({
    where: { id, AND: visibleTo(actor) },
    select: {
      number: true,
      title: true,
      state: true,
      fieldLayers: true,
      redactions: true,
      ...accessSelect(actor),
      log: {
        where: { layer: { in: upTo(access.layer) } },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: 100,
        select: {
          id: true,
          kind: true,
          text: true,
          status: true,
          why: true,
          layer: true,
          createdAt: true,
          version: true,
        },
      },
    },
  });
  const relations = await loadRelations(db, actor, id);
  const decides = (["SOLVER", "ENTERPRISE", "AUTHOR"] as const).some((one) => relations.has(one));
  const guest = access.guest && includesLayer(access.layer, "DETAIL");
  if (!decides && !guest) throw new DomainError("forbidden", "not-your-move");
  if (!ACTIVE.includes(row.state)) throw conflict("problem-closed");
  return {
    id,
    number: row.number,
    title: projectFields(row, accessOf(actor, row)).title || row.number,
    layers: upTo(access.layer).filter((one) => one !== "SUMMARY"),
    kinds: decides ? LOG_KINDS : GUEST_KINDS,
    decides,
    entries: row.log,
  };
}

/** The team's solution so far. Errors: not_found, forbidden, conflict. */
export async function loadSolutionPage(actor: Actor, id: string) {
  const step = await loadStep(actor, id, ["submit-solution"]);
  const draft = await db.solution.findFirst({
    where: { problemId: id, engagement: { endedAt: null }, state: { in: ["DRAFT", "SENT_BACK"] } },
    orderBy: { createdAt: "desc" },
    select: {
      version: true,
      template: true,
      rootCause: true,
      containment: true,
      actions: true,
      prevention: true,
      safetyNotes: true,
      parts: true,
      parameters: true,
      costFen: true,
      measures: { orderBy: { position: "asc" }, select: measureSelect },
    },
  });
  if (!draft) return { ...step, draft: null };
  const { costFen, measures, ...texts } = draft;
  return {
    ...step,
    draft: { ...texts, costYuan: costFen === null ? "" : String(Number(costFen) / 100), measures: plain(measures) },
  };
}

/** What the poster's enterprise tries: the solution handed in, and the trial that runs. Errors: not_found, forbidden, conflict. */
export async function loadTrialPage(actor: Actor, id: string) {
  const step = await loadStep(actor, id, ["start-trial", "send-back", "report-trial", "trial-failed"]);
  const [solution, trial] = await Promise.all([handedIn(id), latestTrial(id)]);
  return { ...step, today: day(actor.now), solution, trial: trial?.state === "RUNNING" ? trial : null };
}

/** What is to be accepted. Errors: not_found, forbidden, conflict. */
export async function loadAcceptancePage(actor: Actor, id: string) {
  const step = await loadStep(actor, id, ["accept", "accept-partly", "partly-again", "not-fixed"]);
  const [solution, trial] = await Promise.all([handedIn(id), latestTrial(id)]);
  return { ...step, solution, trial };
}

async function handedIn(problemId: string) {
  const solution = await db.solution.findFirst({
    where: { problemId, state: "SUBMITTED" },
    orderBy: { submittedAt: "desc" },
    select: {
      rootCause: true,
      actions: true,
      containment: true,
      prevention: true,
      safetyNotes: true,
      measures: { orderBy: { position: "asc" }, select: measureSelect },
    },
  });
  return solution && { ...solution, measures: plain(solution.measures) };
}

async function latestTrial(problemId: string) {
  const trial = await db.trial.findFirst({
    where: { problemId },
    orderBy: { createdAt: "desc" },
    select: {
      state: true,
      baseline: true,
      startedOn: true,
      endsOn: true,
      result: true,
      measures: { orderBy: { position: "asc" }, select: measureSelect },
    },
  });
  return (
    trial && { ...trial, startedOn: day(trial.startedOn), endsOn: day(trial.endsOn), measures: plain(trial.measures) }
  );
}

/** A fix, and the reader's own drafts it may have answered. Errors: not_found, forbidden, conflict. */
export async function loadReusePage(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: { number: true, title: true, state: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
  });
  if (!row) throw new DomainError("not_found");
  if (row.state !== "SOLVED") throw conflict("fix-not-solved");
  const mine = ownEnterpriseIds(actor);
  if (mine.length === 0) throw new DomainError("forbidden", "reuse-needs-enterprise");
  const drafts = await db.problem.findMany({
    where: { authorId: actor.personId, state: "DRAFT", enterpriseId: { in: mine }, AND: visibleTo(actor) },
    orderBy: { createdAt: "desc" },
    take: 20,
    select: { id: true, number: true, title: true, equipmentType: true },
  });
  return { id, number: row.number, title: projectFields(row, accessOf(actor, row)).title || row.number, drafts };
}
