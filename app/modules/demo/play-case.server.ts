import { db } from "#app/lib/db.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { closeUnsolved } from "#app/modules/problems/close-unsolved.server.ts";
import { postProblem } from "#app/modules/problems/post-problem.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import type { DemoCase, DemoState } from "#prisma/seed/content/types.ts";
import { caseClock } from "./case-clock.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { type CaseStep, playSolving } from "./play-solving.server.ts";

const FINISHED: readonly DemoState[] = ["SOLVED", "UNSOLVED", "WITHDRAWN", "MERGED", "ANSWERED"];
const NEVER_PUBLISHED: readonly DemoState[] = [
  "DRAFT",
  "ENTERPRISE_REVIEW",
  "TRIAGE",
  "MERGED",
  "ANSWERED",
  "WITHDRAWN",
];

/** Steps up to publication weigh this much of a case's time. */
const WEIGHT_BEFORE = 5;
const WEIGHT_SOLVING = 16;

const PATH: readonly DemoState[] = [
  "DRAFT",
  "ENTERPRISE_REVIEW",
  "TRIAGE",
  "PUBLISHED",
  "CLAIMED",
  "ASSIGNED",
  "IN_PROGRESS",
  "SOLUTION_SUBMITTED",
  "TRIAL_RUN",
  "ACCEPTANCE",
];
/** Whether a case that stands in one state was moved on from another. */
const past = (from: DemoState, step: DemoState): boolean =>
  !PATH.includes(from) || PATH.indexOf(from) > PATH.indexOf(step);

/**
 * Plays one invented case through the product's own use cases and answers the problem's id; a case that was interrupted
 * goes on from the state it stands in. `onPublished` plays what others did about it while it was still open.
 */
export async function playCase(
  cast: Cast,
  one: DemoCase,
  index: number,
  now: Date,
  onPublished?: () => Promise<void>,
): Promise<string> {
  const quick = NEVER_PUBLISHED.includes(one.state) || ["PUBLISHED", "CLAIMED", "ASSIGNED"].includes(one.state);
  const clock = caseClock(
    now,
    one.postedDaysAgo,
    FINISHED.includes(one.state),
    WEIGHT_BEFORE + (quick ? 4 : WEIGHT_SOLVING),
    index,
  );
  const enterprise = cast.organisationId(one.enterprise);
  const author = async (at: Date) => cast.as(one.author, at);

  const posted = await postProblem(await author(clock.next(0.5)), {
    ...factsOf(one),
    clientId: clientIdOf(one.key),
    enterpriseId: enterprise,
  });
  const { id } = posted;
  const { state } = await db.problem.findUniqueOrThrow({ where: { id }, select: { state: true } });
  /** Takes its time in any case, so that what follows is later. */
  const step: CaseStep = async (from, weight, act) => {
    const at = clock.next(weight);
    if (!past(state, from)) await act(at);
  };
  if (one.state === "DRAFT") return id;
  await step("DRAFT", 1, async (at) => submitProblem(await author(at), { id, version: null }));
  if (one.state === "ENTERPRISE_REVIEW") return id;

  await step("ENTERPRISE_REVIEW", 1, async (at) =>
    approveProblem(await cast.as(`${one.enterprise}.reviewer`, at), {
      id,
      version: null,
      allianceId: cast.organisationId(one.enterprise === "other" ? "other-alliance" : "alliance"),
      anonymous: one.anonymous ?? false,
      agreementRequired: index % 23 === 7,
    }),
  );
  const withdraw = (from: DemoState) =>
    step(from, 1, async (at) =>
      withdrawProblem(await author(at), { id, version: null, reason: one.closedBecause ?? "情况有变" }),
    );
  if (one.state === "WITHDRAWN" && index % 2 === 0) {
    await withdraw("TRIAGE");
    return id;
  }
  if (["TRIAGE", "MERGED", "ANSWERED"].includes(one.state)) return id;

  const secretariat =
    one.enterprise === "other" ? "secretariat-other" : index % 3 === 0 ? "secretariat2" : "secretariat";
  await step("TRIAGE", 1.5, async (at) => publishProblem(await cast.as(secretariat, at), { id, version: null }));
  if (!past(state, "PUBLISHED")) await onPublished?.();
  if (one.state === "WITHDRAWN") {
    await withdraw("PUBLISHED");
    return id;
  }
  const comments = (one.comments ?? []).map((entry, n) => async (at: Date) => {
    await postComment(await cast.as(entry.by, at), problemDiscussion, {
      subjectId: id,
      clientId: wordOf(one.key, n),
      body: entry.text,
      layer: "DETAIL",
    });
  });
  const [first, ...later] = comments;
  await playSolving({ cast, one, id, clock, step, index, secretariat, midway: async (at) => first?.(at) });
  if (one.state === "UNSOLVED")
    await step("IN_PROGRESS", 1, async (at) =>
      closeUnsolved(await author(at), { id, version: null, reason: one.closedBecause ?? "现有条件下无法解决" }),
    );
  for (const comment of later) await comment(clock.next(0.5));
  return id;
}

/** The client id of what is said last, when a case stands where it shall; null where nothing is said then. */
export const lastWordOf = ({ key, state, comments = [] }: DemoCase): string | null =>
  comments.length > 1 && !NEVER_PUBLISHED.includes(state) ? wordOf(key, comments.length - 1) : null;

const wordOf = (key: string, n: number): string => clientIdOf(`${key}.comment.${n}`);

/** The facts of a case as the form would give them. */
function factsOf(one: DemoCase) {
  return {
    title: one.title,
    phenomenon: one.phenomenon,
    category: one.category,
    severity: one.severity,
    equipmentType: one.equipmentType,
    equipmentModel: one.equipmentModel ?? "",
    equipmentMaker: one.equipmentMaker ?? "",
    assetNumber: one.assetNumber ?? "",
    line: one.line ?? "",
    processStep: one.processStep ?? "",
    alarmCode: one.alarmCode ?? "",
    since: one.since ?? "",
    frequency: one.frequency ?? "",
    downtimeHours: one.downtimeHoursPerWeek ?? null,
    scrapPercent: one.scrapPercent ?? null,
    impactFen: one.yuanPerDay === undefined ? null : BigInt(Math.round(one.yuanPerDay * 100)),
    tried: one.tried ?? "",
    target: one.target ?? "",
    measuredBy: one.measuredBy ?? "",
    parameters: one.parameters ?? "",
    visitAllowed: one.visitAllowed ?? false,
    anonymous: one.anonymous ?? false,
  };
}
