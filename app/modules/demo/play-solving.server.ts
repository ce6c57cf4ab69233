import { db } from "#app/lib/db.server.ts";
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
import type { DemoCase, DemoLogEntry, DemoState, StudioKey } from "#prisma/seed/content/types.ts";
import { studios } from "#prisma/seed/content/organisations.ts";
import type { CaseClock } from "./case-clock.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { dayOf, daysFrom } from "./demo-days.ts";

/** One act at the clock's next moment, left out where the case was moved on from that state before. */
export type CaseStep = (from: DemoState, weight: number, act: (at: Date) => Promise<unknown>) => Promise<void>;

export type Play = {
  cast: Cast;
  one: DemoCase;
  id: string;
  clock: CaseClock;
  step: CaseStep;
  index: number;
  secretariat: string;
  /** Something said while the work is under way. */
  midway(at: Date): Promise<void>;
};

const enterpriseOf = (studio: StudioKey) => studios.find((s) => s.key === studio)?.enterprise ?? "brewery";

/** Plays a published case on: bids or assignment, log, solution, trial, acceptance, as far as its state says. */
export async function playSolving(play: Play): Promise<void> {
  const { cast, one, id, clock, step } = play;
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
    await step("IN_PROGRESS", 0.5, async (at) =>
      signAgreement(await team(at), { problemId: id, studioId: cast.organisationId(solver.studio) }),
    );
  const log = one.log ?? [];
  for (const [n, entry] of log.entries()) {
    await step("IN_PROGRESS", 6 / log.length, async (at) =>
      addLogEntry(await team(at), { problemId: id, clientId: clientIdOf(`${one.key}.log.${n}`), ...logOf(entry) }),
    );
    if (n === 0) await play.midway(clock.next(0.2));
  }
  if (one.state === "IN_PROGRESS" || one.state === "UNSOLVED" || !one.solution) return;
  await trySolution(play, solver.lead);
}

async function consent(play: Play, studio: StudioKey, asking: string = `${studio}.lead`): Promise<void> {
  const { cast, one, id, clock } = play;
  const employer = enterpriseOf(studio);
  if (employer === one.enterprise) return;
  const [asked, decided] = [clock.next(0.3), clock.next(0.3)];
  const about = { problemId: id, kind: "EMPLOYER_CONSENT" as const, studioId: cast.organisationId(studio) };
  const known = await db.permit.findFirst({ where: about, select: { id: true, state: true } });
  if (known && known.state !== "REQUESTED") return;
  const permitId = known?.id ?? (await requestPermit(await cast.as(asking, asked), about)).permitId;
  await decidePermit(await cast.as(`${employer}.reviewer`, decided), {
    permitId,
    version: null,
    granted: true,
    note: "同意参加，工时由车间协调。",
  });
}

async function bidOf(play: Play, studio: StudioKey, proposal: string, days: number, lead?: string): Promise<string> {
  const { cast, id, clock } = play;
  await consent(play, studio);
  const at = clock.next(0.4);
  const studioId = cast.organisationId(studio);
  const known = await db.bid.findFirst({ where: { problemId: id, studioId }, select: { id: true } });
  if (known) return known.id;
  const { bidId } = await bidForProblem(await cast.as(`${studio}.lead`, at), {
    problemId: id,
    version: null,
    studioId,
    leadId: cast.personId(lead ?? `${studio}.lead`),
    proposal,
    days,
  });
  return bidId;
}

async function hire(play: Play, solver: NonNullable<DemoCase["solver"]>): Promise<boolean> {
  const { cast, one, id, step } = play;
  if (solver.via === "BID") {
    for (const bid of one.bids ?? []) await bidOf(play, bid.studio, bid.proposal, bid.days);
    const idea = one.log?.find((entry) => entry.kind === "HYPOTHESIS")?.text;
    const proposal = idea
      ? `先到现场跟班看一轮，重点查“${idea}”，分步排除，再拿整改办法。`
      : "先到现场跟班观察，记录规律，再定整改办法。";
    const bidId = await bidOf(play, solver.studio, proposal, 14 + (play.index % 4) * 7, solver.lead);
    await step("CLAIMED", 1, async (at) =>
      chooseBid(await cast.as(one.author, at), { problemId: id, version: null, bidId }),
    );
    return true;
  }
  await step("PUBLISHED", 1, async (at) =>
    assignCraftsman(await cast.as(play.secretariat, at), {
      problemId: id,
      version: null,
      craftsmanId: cast.personId(solver.lead),
      studioId: cast.organisationId(solver.studio),
      note: "专业对口，请尽快到现场。",
      overCap: true,
    }),
  );
  if (one.state === "ASSIGNED") return false;
  await consent(play, solver.studio, solver.lead);
  await step("ASSIGNED", 1, async (at) =>
    acceptAssignment(await cast.as(solver.lead, at), { problemId: id, version: null }),
  );
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
  const { cast, one, id, step } = play;
  const { costYuan, ...texts } = one.solution ?? { rootCause: "", actions: "" };
  const measures = one.measures ?? [];
  const final = ["SOLVED", "ACCEPTANCE"].includes(one.state);
  await step("IN_PROGRESS", 1, async (at) => {
    const solver = await cast.as(lead, at);
    const known = await db.solution.findFirst({ where: { problemId: id, state: "DRAFT" }, select: { version: true } });
    await saveSolution(solver, {
      problemId: id,
      solutionVersion: known?.version ?? null,
      ...texts,
      costFen: costYuan === undefined ? null : BigInt(Math.round(costYuan * 100)),
      measures: measures.map((m) => ({ ...m, after: final ? m.after : null })),
    });
    await submitSolution(solver, { problemId: id, version: null });
  });
  if (one.state === "SOLUTION_SUBMITTED") return;

  const owner = (at: Date) => cast.as(one.author, at);
  const baseline = measures.map((m) => `${m.name} ${m.before} ${m.unit}`).join("；") || "按整改前一个月记录";
  await step("SOLUTION_SUBMITTED", 2, async (begins) =>
    startTrial(await owner(begins), {
      problemId: id,
      version: null,
      baseline,
      startedOn: dayOf(begins),
      endsOn: dayOf(daysFrom(begins, final ? 7 : 21)),
      measures: measures.map((m) => ({ ...m, after: null })),
    }),
  );
  if (one.state === "TRIAL_RUN") return;
  await step("TRIAL_RUN", 1, async (at) =>
    reportTrial(await owner(at), {
      problemId: id,
      version: null,
      result: "试运行期间按约定方法记录，结果如下。",
      measures,
    }),
  );
  if (one.state === "ACCEPTANCE") return;
  await step("ACCEPTANCE", 1, async (at) =>
    acceptSolution(await owner(at), {
      problemId: id,
      version: null,
      verdict: one.partial ? "PARTLY" : "FIXED",
      again: false,
      note: one.partial ? "主要指标达到，遗留部分另行攻关。" : "现场确认，指标达到约定。",
    }),
  );
}
