import { randomUUID } from "node:crypto";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { reportTrial } from "#app/modules/solving/report-trial.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { signAgreement } from "#app/modules/solving/sign-agreement.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";
import type { DemoCase, DemoLogEntry, StudioKey } from "#prisma/seed/content/types.ts";
import { studios } from "#prisma/seed/content/organisations.ts";
import type { CaseClock } from "./case-clock.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom } from "./demo-days.ts";

export type Play = {
  cast: Cast;
  one: DemoCase;
  id: string;
  clock: CaseClock;
  index: number;
  secretariat: string;
  /** Something said while the work is under way. */
  midway(at: Date): Promise<void>;
};

const enterpriseOf = (studio: StudioKey) => studios.find((s) => s.key === studio)?.enterprise ?? "brewery";

/** Plays a published case on: bids or assignment, log, solution, trial, acceptance, as far as its state says. */
export async function playSolving(play: Play): Promise<void> {
  const { cast, one, id, clock } = play;
  if (one.state === "PUBLISHED") return;
  if (one.state === "CLAIMED") {
    for (const bid of one.bids ?? []) await bidOf(play, bid.studio, bid.proposal, bid.days);
    return;
  }
  const { solver } = one;
  if (!solver) return;
  if (!(await hire(play, solver))) return;

  const team = (at: Date) => cast.as(solver.lead, at);
  if (play.index % 23 === 7)
    await signAgreement(await team(clock.next(0.5)), { problemId: id, studioId: cast.organisationId(solver.studio) });
  const log = one.log ?? [];
  for (const [n, entry] of log.entries()) {
    await addLogEntry(await team(clock.next(6 / log.length)), {
      problemId: id,
      clientId: randomUUID(),
      ...logOf(entry),
    });
    if (n === 0) await play.midway(clock.next(0.2));
  }
  if (one.state === "IN_PROGRESS" || one.state === "UNSOLVED" || !one.solution) return;
  await trySolution(play, solver.lead);
}

async function consent(play: Play, studio: StudioKey, asking: string = `${studio}.lead`): Promise<void> {
  const { cast, one, id, clock } = play;
  const employer = enterpriseOf(studio);
  if (employer === one.enterprise) return;
  const { permitId } = await requestPermit(await cast.as(asking, clock.next(0.3)), {
    problemId: id,
    kind: "EMPLOYER_CONSENT",
    studioId: cast.organisationId(studio),
  });
  await decidePermit(await cast.as(`${employer}.reviewer`, clock.next(0.3)), {
    permitId,
    version: null,
    granted: true,
    note: "同意参加，工时由车间协调。",
  });
}

async function bidOf(play: Play, studio: StudioKey, proposal: string, days: number, lead?: string): Promise<string> {
  const { cast, id, clock } = play;
  await consent(play, studio);
  const { bidId } = await bidForProblem(await cast.as(`${studio}.lead`, clock.next(0.4)), {
    problemId: id,
    version: null,
    studioId: cast.organisationId(studio),
    leadId: cast.personId(lead ?? `${studio}.lead`),
    proposal,
    days,
  });
  return bidId;
}

async function hire(play: Play, solver: NonNullable<DemoCase["solver"]>): Promise<boolean> {
  const { cast, one, id, clock } = play;
  if (solver.via === "BID") {
    for (const bid of one.bids ?? []) await bidOf(play, bid.studio, bid.proposal, bid.days);
    const idea = one.log?.find((entry) => entry.kind === "HYPOTHESIS")?.text;
    const proposal = idea
      ? `先到现场跟班看一轮，重点查“${idea}”，分步排除，再拿整改办法。`
      : "先到现场跟班观察，记录规律，再定整改办法。";
    const bidId = await bidOf(play, solver.studio, proposal, 14 + (play.index % 4) * 7, solver.lead);
    await chooseBid(await cast.as(one.author, clock.next()), { problemId: id, version: null, bidId });
    return true;
  }
  await assignCraftsman(await cast.as(play.secretariat, clock.next()), {
    problemId: id,
    version: null,
    craftsmanId: cast.personId(solver.lead),
    studioId: cast.organisationId(solver.studio),
    note: "专业对口，请尽快到现场。",
    overCap: true,
  });
  if (one.state === "ASSIGNED") return false;
  await consent(play, solver.studio, solver.lead);
  await acceptAssignment(await cast.as(solver.lead, clock.next()), { problemId: id, version: null });
  return true;
}

const logOf = (entry: DemoLogEntry) => {
  if (entry.kind === "HYPOTHESIS") {
    const why =
      entry.status === "CONFIRMED" ? "现场测量与推断相符。" : entry.status === "REFUTED" ? "现场测量不支持。" : "";
    return { kind: entry.kind, text: entry.text, status: entry.status ?? ("OPEN" as const), why };
  }
  if (entry.kind === "ATTEMPT") {
    return {
      kind: entry.kind,
      text: entry.text,
      status: entry.failedBecause ? ("FAILED" as const) : ("WORKED" as const),
      why: entry.failedBecause ?? "",
    };
  }
  return { kind: entry.kind, text: entry.text };
};

async function trySolution(play: Play, lead: string): Promise<void> {
  const { cast, one, id, clock } = play;
  const { costYuan, ...texts } = one.solution ?? { rootCause: "", actions: "" };
  const measures = one.measures ?? [];
  const final = ["SOLVED", "ACCEPTANCE"].includes(one.state);
  const solver = await cast.as(lead, clock.next());
  await saveSolution(solver, {
    problemId: id,
    solutionVersion: null,
    ...texts,
    costFen: costYuan === undefined ? null : BigInt(Math.round(costYuan * 100)),
    measures: measures.map((m) => ({ ...m, after: final ? m.after : null })),
  });
  await submitSolution(solver, { problemId: id, version: null });
  if (one.state === "SOLUTION_SUBMITTED") return;

  const owner = (at: Date) => cast.as(one.author, at);
  const begins = clock.next(2);
  const baseline = measures.map((m) => `${m.name} ${m.before} ${m.unit}`).join("；") || "按整改前一个月记录";
  const startedOn = dayOf(begins);
  const endsOn = dayOf(daysFrom(begins, final ? 7 : 21));
  await startTrial(await owner(begins), {
    problemId: id,
    version: null,
    baseline,
    startedOn,
    endsOn,
    measures: measures.map((m) => ({ ...m, after: null })),
  });
  if (one.state === "TRIAL_RUN") return;
  await reportTrial(await owner(clock.next()), {
    problemId: id,
    version: null,
    result: "试运行期间按约定方法记录，结果如下。",
    measures,
  });
  if (one.state === "ACCEPTANCE") return;
  await acceptSolution(await owner(clock.next()), {
    problemId: id,
    version: null,
    verdict: one.partial ? "PARTLY" : "FIXED",
    again: false,
    note: one.partial ? "主要指标达到，遗留部分另行攻关。" : "现场确认，指标达到约定。",
  });
}
