import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { confirmProblem } from "#app/modules/problems/confirm-problem.server.ts";
import { nameReader } from "#app/modules/problems/name-reader.server.ts";
import { proposeAnswer, proposeMerge } from "#app/modules/problems/propose-in-triage.server.ts";
import { answerProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { closeUnsolved } from "#app/modules/problems/close-unsolved.server.ts";
import { escalateProblem } from "#app/modules/problems/escalate-problem.server.ts";
import { returnFromTriage, returnProblem } from "#app/modules/problems/return-problem.server.ts";
import { withdrawProblem } from "#app/modules/problems/withdraw-problem.server.ts";
import type { Builder } from "./build.ts";

/** Problems up to publication, and those that ended without a fix. */
export async function playPosting(b: Builder): Promise<void> {
  const house = b.house("brewery");
  const { idOf } = b.cast;

  const draft = b.story("a draft", house);
  await b.draft(draft, house);
  await b.photo(draft, house, "DETAIL");

  const review = b.story("in review", house);
  await b.draft(review, house);
  await b.submit(review, house);
  await b.photo(review, house, "DETAIL");

  const urgent = b.story("urgent, in review", house, { urgent: true });
  await b.draft(urgent, house, { severity: "LINE_DOWN" });
  await b.submit(urgent, house);

  const returned = b.story("returned by the reviewer", house);
  await b.draft(returned, house);
  await b.submit(returned, house);
  await returnProblem(await b.as("reviewer"), {
    id: returned.id,
    version: null,
    reason: returned.own("why it was returned"),
  });
  returned.matter.draft = true;

  const triage = b.story("in triage", house);
  await b.draft(triage, house);
  await b.submit(triage, house);
  await b.release(triage, house);

  const sentBack = b.story("sent back from triage", house);
  await b.draft(sentBack, house);
  await b.submit(sentBack, house);
  await b.release(sentBack, house);
  await returnFromTriage(await b.as("secretariatA"), {
    id: sentBack.id,
    version: null,
    reason: sentBack.own("why it was sent back"),
  });
  Object.assign(sentBack.matter, { draft: true, released: false });

  const typed = b.story("typed in for somebody", house, { typist: idOf("reviewer") });
  await b.draft(typed, { ...house, author: "reviewer" }, { authorId: idOf("author") });

  await playReleases(b);
  await playEnds(b);
}

async function playReleases(b: Builder): Promise<void> {
  const house = b.house("brewery");
  const { ids, idOf } = b.cast;

  const open = b.story("published with reworded and moved fields", house);
  await b.draft(open, house, {
    title: `灌装机 ${open.layer("original title", 3)}`,
    phenomenon: `停机 ${open.layer("original phenomenon", 3)}`,
    equipmentType: `设备 ${open.layer("original equipmentType", 3)}`,
    line: open.layer("line moved to CONFIDENTIAL", 3),
    alarmCode: open.layer("alarm moved to CONFIDENTIAL", 3),
  });
  await b.photo(open, house, "DETAIL");
  await b.photo(open, house, "CONFIDENTIAL");
  await b.documents(open, house, "DETAIL");
  await b.documents(open, house, "CONFIDENTIAL");
  await b.voice(open, house);
  await b.submit(open, house);
  await b.release(open, house, {
    fieldLayers: { line: "CONFIDENTIAL", alarmCode: "CONFIDENTIAL" },
    redactions: {
      title: `某机 ${open.layer("released title", 1, { shown: [1, 2] })}`,
      phenomenon: `某停 ${open.layer("released phenomenon", 2, { shown: [2] })}`,
      equipmentType: `某设备 ${open.layer("released equipmentType", 1, { shown: [1, 2] })}`,
    },
  });
  await b.publish(open, house);
  const facts = { name: "", type: "灌装机", model: "", maker: "", line: "", site: "" };
  const machine = await registerAsset(await b.as("author"), {
    number: open.layer("machine that has it too", 3),
    ...facts,
  });
  b.machines.push(machine);
  await confirmProblem(await b.as("reviewer"), {
    problemId: open.id,
    assetId: machine.id,
    downtimeHours: 2,
    since: open.layer("since when a colleague has it", 3),
    note: open.layer("what a colleague adds", 3),
  });

  const detail = await b.published("published, details for one organisation", house, { detail: [ids.tools] });
  const name = async (key: string, layer: "DETAIL" | "CONFIDENTIAL", until: Date | null) => {
    const note = detail.own(`why ${key} was named`);
    await nameReader(await b.as("reviewer"), { id: detail.id, personId: idOf(key), layer, until, note });
    detail.matter.named = [...detail.matter.named, { person: idOf(key), depth: layer === "DETAIL" ? 2 : 3, until }];
  };
  await name("guest", "DETAIL", new Date(b.now.getTime() + 86_400_000));
  await name("guestExpired", "CONFIDENTIAL", new Date(b.now.getTime() - 60_000));
  await name("namedCompetitor", "CONFIDENTIAL", null);

  await b.published("published to named organisations", house, {
    circle: [ids.toolsStudio, ids.electric],
    detail: [ids.toolsStudio],
  });
  await b.published("published in the other alliance", b.house("dairy"));

  const escalated = await b.published("escalated", house);
  await escalateProblem(await b.as("secretariatA"), {
    id: escalated.id,
    version: null,
    to: `大学 ${escalated.layer("escalated to", 2, { shown: false })}`,
    reason: escalated.layer("why escalated", 2, { shown: false }),
  });
}

async function playEnds(b: Builder): Promise<void> {
  const house = b.house("brewery");
  const { ids, idOf } = b.cast;

  const early = b.story("withdrawn in review", house);
  await b.draft(early, house);
  await b.submit(early, house);
  await withdrawProblem(await b.as("author"), {
    id: early.id,
    version: null,
    reason: early.own("why it was withdrawn"),
  });

  const late = await b.published("withdrawn after publication", house, { detail: [ids.tools] });
  await withdrawProblem(await b.as("author"), {
    id: late.id,
    version: null,
    reason: late.layer("why it was withdrawn", 2, { shown: false }),
  });

  const unsolved = await b.published("closed unsolved", house, { detail: [ids.tools] });
  await closeUnsolved(await b.as("author"), {
    id: unsolved.id,
    version: null,
    reason: unsolved.layer("why it stays unsolved", 2, { shown: false }),
  });

  // Two of one enterprise that the secretariat takes for the same; one merged, one still asked about.
  const target = await b.published("the target of a merge", house);
  const merged = b.story("merged", house, { circle: [ids.electric], detail: "ALL" });
  await b.draft(merged, house);
  await b.submit(merged, house);
  await b.release(merged, house);
  const { proposalId } = await proposeMerge(await b.as("secretariatA"), {
    id: merged.id,
    version: null,
    targetId: target.id,
    note: merged.own("why to merge"),
  });
  await answerProposal(await b.as("author"), { proposalId, agree: true });

  const asked = b.story("asked to merge into another enterprise's", house);
  await b.draft(asked, house);
  await b.submit(asked, house);
  await b.release(asked, house);
  const hidden = b.house("hidden");
  const other = await b.published("the other enterprise's, asked about", hidden, {
    anonymous: true,
    shownToSecretariat: false,
  });
  await proposeMerge(await b.as("secretariatA"), { id: asked.id, version: null, targetId: other.id });
  asked.matter.mergeAsked = [{ author: idOf("hiddenAuthor"), enterprise: ids.hidden }];
}

/** Answered by a fix that exists by now. */
export async function playAnswers(b: Builder): Promise<void> {
  const house = b.house("brewery");
  const fix = b.stories.find((story) => story.name === "solved");
  const answered = b.story("answered by a known fix", house);
  await b.draft(answered, house);
  await b.submit(answered, house);
  await b.release(answered, house);
  const { proposalId } = await proposeAnswer(await b.as("secretariatA"), {
    id: answered.id,
    version: null,
    targetId: fix?.id ?? "",
    note: answered.own("why it answers"),
  });
  await answerProposal(await b.as("author"), { proposalId, agree: true });
}
