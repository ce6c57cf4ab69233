import { randomUUID } from "node:crypto";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { editComment } from "#app/modules/discussion/edit-comment.server.ts";
import { removeComment } from "#app/modules/discussion/remove-comment.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { acceptAssignment } from "#app/modules/solving/accept-assignment.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { addLogEntry } from "#app/modules/solving/add-log-entry.server.ts";
import { assignCraftsman } from "#app/modules/solving/assign-craftsman.server.ts";
import { bidForProblem } from "#app/modules/solving/bid-for-problem.server.ts";
import { chooseBid } from "#app/modules/solving/choose-bid.server.ts";
import { decidePermit } from "#app/modules/solving/decide-permit.server.ts";
import { recordJointDiagnosis } from "#app/modules/solving/record-joint-diagnosis.server.ts";
import { refuseBids } from "#app/modules/solving/refuse-bids.server.ts";
import { reportTrial } from "#app/modules/solving/report-trial.server.ts";
import { requestPermit } from "#app/modules/solving/request-permit.server.ts";
import { saveSolution } from "#app/modules/solving/save-solution.server.ts";
import { sendBack } from "#app/modules/solving/send-back.server.ts";
import { startTrial } from "#app/modules/solving/start-trial.server.ts";
import { submitSolution } from "#app/modules/solving/submit-solution.server.ts";
import { reopenProblem } from "#app/modules/problems/reopen-problem.server.ts";
import type { Matter } from "../scope.ts";
import type { Builder } from "./build.ts";
import type { Story } from "./marks.ts";
import { playRoom } from "./room.ts";
import { playWaiting } from "./waiting.ts";

type Solver = { leader: string; craftsman: string; studio: string; employer: string; reviewer: string };

/** Problems on which studios work, up to the accepted fix. */
export async function playSolving(b: Builder): Promise<void> {
  const house = b.house("brewery");
  const { ids } = b.cast;
  const tools: Solver = {
    leader: "toolsLeader",
    craftsman: "toolsCraftsman",
    studio: ids.toolsStudio,
    employer: ids.tools,
    reviewer: "toolsReviewer",
  };
  const electric: Solver = {
    leader: "electricLeader",
    craftsman: "electricLeader",
    studio: ids.electricStudio,
    employer: ids.electric,
    reviewer: "electricReviewer",
  };
  const own: Solver = {
    leader: "breweryLeader",
    craftsman: "breweryCraftsman",
    studio: ids.breweryStudio,
    employer: ids.brewery,
    reviewer: "reviewer",
  };
  const step = new Steps(b);

  const claimed = await b.published("claimed, two sealed bids", house);
  await step.bid(claimed, tools);
  await step.bid(claimed, electric);

  const refused = await b.published("bids refused", house);
  await step.bid(refused, tools);
  await refuseBids(await b.as("author"), {
    problemId: refused.id,
    version: null,
    reason: refused.sealed("why all were refused", tools.studio, tools.employer),
  });

  const assigned = await b.published("assigned, no consent yet", house, {
    detail: [ids.electric],
    circle: [ids.toolsStudio, ids.electric],
  });
  await step.assign(assigned, tools);

  const working = await b.published("in progress", house, { detail: [ids.tools] });
  await b.photo(working, house, "CONFIDENTIAL");
  await step.hire(working, tools);
  await step.log(working);
  await step.talk(working);
  await step.solution(working, { submit: false });

  const unsigned = await b.published("in progress, agreement not signed", house, { agreementRequired: true });
  await step.hire(unsigned, tools);

  const submitted = await b.published("solution submitted", house, { detail: [ids.tools] });
  await step.hire(submitted, tools);
  await step.solution(submitted);

  const again = await b.published("solution sent back", house);
  await step.hire(again, tools);
  await step.solution(again);
  await sendBack(await b.as("author"), {
    problemId: again.id,
    version: null,
    reason: again.layer("why it was sent back", 2, { shown: false }),
  });

  again.putAway(isOfSolution);

  const trial = await b.published("trial run", house, { detail: [ids.tools] });
  await step.hire(trial, tools);
  await step.solution(trial);
  await step.trial(trial, { report: false });

  const acceptance = await b.published("acceptance", house, { detail: [ids.tools] });
  await step.hire(acceptance, tools);
  await step.solution(acceptance);
  await step.trial(acceptance);

  const solved = await b.published("solved", house);
  await step.all(solved, tools);
  const restricted = await b.published("solved, details for one organisation", house, { detail: [ids.tools] });
  await step.all(restricted, tools);
  await step.all(await b.published("solved by the own studio", house), own);

  const reopened = await b.published("solved and reopened", house, { detail: [ids.tools] });
  await step.all(reopened, tools);
  await reopenProblem(await b.as("author"), {
    id: reopened.id,
    version: null,
    to: "TEAM",
    reason: reopened.layer("why it was reopened", 2, { shown: false }),
  });

  reopened.putAway(isOfSolution);

  await playWaiting(b, { working, solved, answered: restricted });
  await playAnonymous(b, step, tools);
}

/** What was handed in and came back is between the team and the enterprise. */
const isOfSolution = (label: string): boolean =>
  [
    "rootCause",
    "containment",
    "actions",
    "prevention",
    "safetyNotes",
    "parts",
    "solution parameters",
    "measure",
    "measure, period",
  ].includes(label);

async function playAnonymous(b: Builder, step: Steps, tools: Solver): Promise<void> {
  const house = b.house("hidden");
  const posted: Partial<Matter> = { anonymous: true };
  const secret = await b.published("anonymous, also to the secretariat", house, {
    ...posted,
    shownToSecretariat: false,
  });
  const solved = await b.published("anonymous, solved, the secretariat knows", house, {
    ...posted,
    shownToSecretariat: true,
  });
  for (const story of [secret, solved]) {
    for (const key of ["hiddenAuthor", "hiddenCraftsman"]) {
      const body = `说明 ${story.layer(`comment by ${key}`, 2)}`;
      await postComment(await b.as(key), problemDiscussion, { subjectId: story.id, clientId: randomUUID(), body });
    }
  }
  await step.all(solved, tools);
  // Solved by a studio of the poster's own enterprise: its name would give the poster away.
  const internal = await b.published("anonymous, solved by the own studio", house, {
    ...posted,
    shownToSecretariat: false,
  });
  const { ids } = b.cast;
  await step.all(internal, {
    leader: "hiddenLeader",
    craftsman: "hiddenCraftsman",
    studio: ids.hiddenStudio,
    employer: ids.hidden,
    reviewer: "hiddenReviewer",
  });
}

/** One step of solving each, with words in every text it takes. */
class Steps {
  readonly b: Builder;
  constructor(b: Builder) {
    this.b = b;
  }

  #house = (story: Story) =>
    story.matter.enterprise === this.b.cast.ids.hidden ? this.b.house("hidden") : this.b.house("brewery");
  #foreign = (story: Story, solver: Solver) => solver.employer !== story.matter.enterprise;

  async consent(story: Story, solver: Solver): Promise<void> {
    if (!this.#foreign(story, solver)) return;
    const note = (label: string) => story.sealed(label, solver.studio, solver.employer);
    story.matter.consentAsked = [...story.matter.consentAsked, solver.employer];
    const { permitId } = await requestPermit(await this.b.as(solver.leader), {
      problemId: story.id,
      kind: "EMPLOYER_CONSENT",
      studioId: solver.studio,
      note: note("note of the consent asked"),
    });
    await decidePermit(await this.b.as(solver.reviewer), {
      permitId,
      version: null,
      granted: true,
      note: note("note of the consent given"),
    });
  }

  async bid(story: Story, solver: Solver): Promise<string> {
    await this.consent(story, solver);
    const { bidId } = await bidForProblem(await this.b.as(solver.leader), {
      problemId: story.id,
      version: null,
      studioId: solver.studio,
      leadId: this.b.cast.idOf(solver.craftsman),
      proposal: `打算 ${story.sealed(`bid of ${solver.leader}`, solver.studio)}`,
      days: 14,
    });
    return bidId;
  }

  async assign(story: Story, solver: Solver): Promise<void> {
    story.matter.consentAsked = [solver.employer];
    await assignCraftsman(await this.b.as("secretariatA"), {
      problemId: story.id,
      version: null,
      craftsmanId: this.b.cast.idOf(solver.craftsman),
      studioId: solver.studio,
      note: "请尽快到场",
      overCap: true,
    });
  }

  /** By bid and choice. */
  async hire(story: Story, solver: Solver): Promise<void> {
    const bidId = await this.bid(story, solver);
    await chooseBid(await this.b.as(this.#house(story).author), {
      problemId: story.id,
      version: null,
      bidId,
      note: story.sealed("why this bid", solver.studio),
    });
    story.matter.teams = [
      {
        studio: solver.studio,
        enterprise: solver.employer,
        people: [this.b.cast.idOf(solver.craftsman)],
        consent: this.#foreign(story, solver),
        agreement: false,
      },
    ];
    this.#solver.set(story, solver);
  }

  readonly #solver = new Map<Story, Solver>();
  #craftsman(story: Story): string {
    return this.#solver.get(story)?.craftsman ?? "toolsCraftsman";
  }

  async log(story: Story): Promise<void> {
    const entry = async (
      label: string,
      input: { kind: "OBSERVATION" | "HYPOTHESIS" | "ATTEMPT"; status?: "FAILED" | "CONFIRMED"; why?: string },
      layer: "DETAIL" | "CONFIDENTIAL",
    ) => {
      const text = `记录 ${story.layer(`log, ${label}`, layer === "DETAIL" ? 2 : 3)}`;
      await addLogEntry(await this.b.as(this.#craftsman(story)), {
        problemId: story.id,
        clientId: randomUUID(),
        text,
        layer,
        ...input,
      });
    };
    await entry("observation", { kind: "OBSERVATION" }, "DETAIL");
    await entry(
      "hypothesis",
      { kind: "HYPOTHESIS", status: "CONFIRMED", why: story.layer("log, why confirmed", 2) },
      "DETAIL",
    );
    await entry(
      "attempt",
      { kind: "ATTEMPT", status: "FAILED", why: story.layer("log, why it failed", 3) },
      "CONFIDENTIAL",
    );
    const { dissent, outcome, place, invited } = {
      outcome: story.layer("joint diagnosis, outcome", 2),
      dissent: story.layer("joint diagnosis, dissent", 2),
      place: story.layer("joint diagnosis, place", 2, { shown: false }),
      invited: story.layer("joint diagnosis, invited", 2, { shown: false }),
    };
    await recordJointDiagnosis(await this.b.as(this.#house(story).author), {
      problemId: story.id,
      version: null,
      heldAt: this.b.at,
      outcome,
      dissent,
      place,
      invited,
    });
    await playRoom(this.b, story, this.#house(story).author, this.#craftsman(story));
  }

  async talk(story: Story): Promise<void> {
    const say = async (key: string, label: string, layer: "SUMMARY" | "DETAIL" | "CONFIDENTIAL", gone = false) => {
      const depth = { SUMMARY: 1, DETAIL: 2, CONFIDENTIAL: 3 } as const;
      const body = `说 ${gone ? story.nobody(label) : story.layer(label, depth[layer])}`;
      return postComment(await this.b.as(key), problemDiscussion, {
        subjectId: story.id,
        clientId: randomUUID(),
        body,
        layer,
      });
    };
    await say("secretariatA", "comment, SUMMARY", "SUMMARY");
    await say(this.#craftsman(story), "comment, DETAIL", "DETAIL");
    await say("engineer", "comment, CONFIDENTIAL", "CONFIDENTIAL");
    const removed = await say("engineer", "comment removed", "DETAIL", true);
    await removeComment(await this.b.as("engineer"), problemDiscussion, { commentId: removed.commentId });
    const edited = await say("engineer", "comment before it was edited", "DETAIL", true);
    story.commentId = edited.commentId;
    await editComment(await this.b.as("engineer"), problemDiscussion, {
      commentId: edited.commentId,
      body: `改 ${story.layer("comment after it was edited", 2)}`,
    });
  }

  async solution(story: Story, { submit = true } = {}): Promise<void> {
    // What the team has not handed in is its own, and at most the enterprise's.
    const layer = (label: string, depth: 2 | 3) =>
      submit ? story.layer(label, depth) : story.layer(`draft ${label}`, 3, { shown: false });
    const solver = this.#craftsman(story);
    await saveSolution(await this.b.as(solver), {
      problemId: story.id,
      solutionVersion: null,
      rootCause: `原因 ${layer("rootCause", 2)}`,
      containment: layer("containment", 2),
      actions: `措施 ${layer("actions", 2)}`,
      prevention: layer("prevention", 2),
      safetyNotes: layer("safetyNotes", 2),
      parts: layer("parts", 3),
      parameters: layer("solution parameters", 3),
      costFen: 123_456n,
      measures: [{ name: layer("measure", 2), unit: "次", before: 8, after: 1, period: layer("measure, period", 2) }],
    });
    if (submit) await submitSolution(await this.b.as(solver), { problemId: story.id, version: null });
  }

  async trial(story: Story, { report = true } = {}): Promise<void> {
    const day = (offset: number) => new Date(this.b.now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
    const measures = [{ name: story.layer("trial measure", 2, { shown: false }), unit: "次", before: 8, after: null }];
    const { author } = this.#house(story);
    await startTrial(await this.b.as(author), {
      problemId: story.id,
      version: null,
      baseline: story.layer("baseline", 2),
      startedOn: day(-1),
      endsOn: day(7),
      measures,
    });
    if (!report) return;
    const after = measures.map((one) => ({ ...one, after: 1 }));
    await reportTrial(await this.b.as(author), {
      problemId: story.id,
      version: null,
      result: story.layer("trial result", 2),
      measures: after,
    });
  }

  async all(story: Story, solver: Solver): Promise<void> {
    await this.hire(story, solver);
    await this.log(story);
    await this.solution(story);
    await this.trial(story);
    await acceptSolution(await this.b.as(this.#house(story).author), {
      problemId: story.id,
      version: null,
      verdict: "PARTLY",
      again: false,
      note: story.layer("note of the acceptance", 2, { shown: false }),
    });
  }

  async acceptOffer(story: Story, solver: Solver): Promise<void> {
    await acceptAssignment(await this.b.as(solver.craftsman), { problemId: story.id, version: null });
  }
}
