import { createHash, randomUUID } from "node:crypto";
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
import type { Cast } from "./demo-actors.server.ts";
import { playSolving } from "./play-solving.server.ts";

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

/**
 * Plays one invented case through the product's own use cases and answers the problem's id.
 * `onPublished` plays what others did about it while it was still open.
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
  const id = posted.id;
  if (one.state === "DRAFT") return id;
  await submitProblem(await author(clock.next()), { id, version: null });
  if (one.state === "ENTERPRISE_REVIEW") return id;

  const reviewer = await cast.as(`${one.enterprise}.reviewer`, clock.next());
  await approveProblem(reviewer, {
    id,
    version: null,
    allianceId: cast.organisationId(one.enterprise === "other" ? "other-alliance" : "alliance"),
    anonymous: one.anonymous ?? false,
    agreementRequired: index % 23 === 7,
  });
  if (one.state === "WITHDRAWN" && index % 2 === 0) {
    await withdrawProblem(await author(clock.next()), { id, version: null, reason: one.closedBecause ?? "情况有变" });
    return id;
  }
  if (["TRIAGE", "MERGED", "ANSWERED"].includes(one.state)) return id;

  const secretariat =
    one.enterprise === "other" ? "secretariat-other" : index % 3 === 0 ? "secretariat2" : "secretariat";
  await publishProblem(await cast.as(secretariat, clock.next(1.5)), { id, version: null });
  await onPublished?.();
  if (one.state === "WITHDRAWN") {
    await withdrawProblem(await author(clock.next()), { id, version: null, reason: one.closedBecause ?? "情况有变" });
    return id;
  }
  const [first, ...later] = one.comments ?? [];
  const comment = async (entry: typeof first, at: Date) => {
    if (!entry) return;
    await postComment(await cast.as(entry.by, at), problemDiscussion, {
      subjectId: id,
      clientId: randomUUID(),
      body: entry.text,
      layer: "DETAIL",
    });
  };
  await playSolving({ cast, one, id, clock, index, secretariat, midway: (at) => comment(first, at) });
  if (one.state === "UNSOLVED") {
    await closeUnsolved(await author(clock.next()), {
      id,
      version: null,
      reason: one.closedBecause ?? "现有条件下无法解决",
    });
  }
  for (const entry of later) await comment(entry, clock.next(0.5));
  return id;
}

/** The same id for the same case at every start, so that an interrupted seeding goes on without doubles. */
export const clientIdOf = (key: string): string => {
  const hex = createHash("sha256").update(`demo:${key}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

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
