import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { acceptInvitation } from "#app/modules/accounts/accept-invitation.server.ts";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { handInMentorship, writeSummary } from "#app/modules/mentorships/close-mentorship.server.ts";
import { answerNote, writeNote } from "#app/modules/mentorships/write-note.server.ts";
import { proposeMentorship } from "#app/modules/mentorships/propose-mentorship.server.ts";
import { signMentorship } from "#app/modules/mentorships/sign-mentorship.server.ts";
import { problemDiscussion } from "#app/modules/problems/discussion-subject.server.ts";
import { endGuest, inviteGuest, signGuestAgreement } from "#app/modules/problems/invite-guest.server.ts";
import { thankEmployer } from "#app/modules/solving/thanks/thank-employer.server.ts";
import type { Depth, Knower } from "../scope.ts";
import type { Builder } from "./build.ts";

const DAY_MS = 86_400_000;
const holds = (who: Knower, role: string, organisation: string): boolean =>
  who.places.some((place) => place.role === role && place.organisation === organisation);

/** Experts from outside, a letter of thanks, a master and an apprentice. */
export async function playPeople(b: Builder): Promise<void> {
  await playGuests(b);
  await playThanks(b);
  await playMentorship(b);
}

/** Four experts invited to one problem that asks for an agreement: signed, unsigned, taken back, over. */
async function playGuests(b: Builder): Promise<void> {
  const house = b.house("brewery");
  const story = await b.published(
    "with experts from outside",
    house,
    { agreementRequired: true, detail: [b.cast.ids.tools] },
    { agreementRequired: true },
  );
  const until = new Date(b.now.getTime() + 3 * DAY_MS);
  const invite = async (key: string) => {
    const { guestId, token } = await inviteGuest(await b.as(house.reviewer), {
      problemId: story.id,
      name: story.own(`how ${key} was written`),
      contact: `${key}@outside.test`,
      unit: story.own(`where ${key} works`),
      layer: "CONFIDENTIAL",
      until: new Date(`${formatDate(until)}T00:00:00Z`),
    });
    await acceptInvitation(await b.as(key), token);
    return guestId;
  };
  const reads = (key: string, depth: Depth) => {
    story.matter.named = [...story.matter.named, { person: b.cast.idOf(key), depth, until: null }];
  };
  const signing = await invite("expert");
  await signGuestAgreement(await b.as("expert"), signing);
  reads("expert", 3);
  await invite("expertUnsigned");
  reads("expertUnsigned", 2);
  await endGuest(await b.as(house.reviewer), { problemId: story.id, guestId: await invite("expertGone") });
  const guestId = await invite("expertOver");
  // What a day later would have done; the stay cannot be made to end in the past.
  const over = new Date(b.now.getTime() - 1_000);
  await db.guest.update({ where: { id: guestId }, data: { until: over } });
  await db.membership.updateMany({ where: { guestId }, data: { endsAt: over } });
  await db.problemReader.updateMany({ where: { key: `guest:${guestId}` }, data: { until: over } });
  await postComment(await b.as("expert"), problemDiscussion, {
    subjectId: story.id,
    clientId: randomUUID(),
    layer: "CONFIDENTIAL",
    body: `意见 ${story.layer("what an expert says", 3)}`,
  });
}

/** To the employer of those who solved it: for the two sides, and for nobody who reads the problem otherwise. */
async function playThanks(b: Builder): Promise<void> {
  const story = b.stories.find((one) => one.name === "solved");
  if (!story) throw new Error("the letter follows the solved story");
  const { ids } = b.cast;
  const body = story.layer("letter of thanks", 3, {
    shown: false,
    nowhereElse: true,
    elsewhere: (who, path) =>
      path.includes("/thanks") &&
      (holds(who, "REVIEWER", ids.brewery) ||
        holds(who, "SECRETARIAT", ids.allianceA) ||
        holds(who, "REVIEWER", ids.tools) ||
        holds(who, "STUDIO_LEADER", ids.toolsStudio) ||
        story.matter.teams.some((team) => team.people.includes(who.person))),
  });
  const { letterId } = await thankEmployer(await b.as("reviewer"), story.id, {
    number: "感谢信〔2026〕1 号",
    dated: new Date(`${formatDate(b.now)}T00:00:00Z`),
    recipient: "关山机床",
    body,
    signature: "雪川啤酒",
  });
  story.letterId = letterId;
}

/** Of the tools studio; its notes are for the two, the leader and the reviewer, its goals for whoever lists it. */
async function playMentorship(b: Builder): Promise<void> {
  const story = b.stories[0];
  if (!story) throw new Error("marks hang on a story");
  const { ids, idOf } = b.cast;
  const pair = [idOf("toolsCraftsman"), idOf("toolsIdle")];
  const close = (who: Knower) =>
    pair.includes(who.person) || holds(who, "REVIEWER", ids.tools) || holds(who, "STUDIO_LEADER", ids.toolsStudio);
  const lists = (who: Knower) =>
    close(who) ||
    who.places.some((place) => place.organisation === ids.tools || place.enterprise === ids.tools) ||
    holds(who, "SECRETARIAT", ids.allianceA) ||
    holds(who, "UNION_OFFICER", ids.federationA);
  const text = (label: string, may: (who: Knower) => boolean) =>
    story.layer(label, 3, {
      shown: false,
      nowhereElse: true,
      elsewhere: (who, path) => path.startsWith("/mentorships") && may(who),
    });
  const month = formatDate(b.now).slice(0, 7);
  const first = new Date(`${month}-01T00:00:00Z`);
  const { id } = await proposeMentorship(await b.as("toolsLeader"), {
    clientId: randomUUID(),
    placeId: ids.toolsStudio,
    masterId: idOf("toolsCraftsman"),
    apprenticeId: idOf("toolsIdle"),
    trade: "钳工",
    startsOn: first,
    endsOn: new Date(first.getTime() + 300 * DAY_MS),
    goals: [text("a goal", lists)],
    terms: text("what else was agreed", close),
    gradeBefore: "JUNIOR",
  });
  await signMentorship(await b.as("toolsCraftsman"), id, 1);
  await signMentorship(await b.as("toolsIdle"), id, 1);
  await writeNote(await b.as("toolsIdle"), { mentorshipId: id, month, text: text("a monthly note", close) });
  await answerNote(await b.as("toolsCraftsman"), {
    mentorshipId: id,
    month,
    version: 0,
    decision: "return",
    answer: text("why it was returned", close),
  });
  b.mentorships.push({ id, month });

  // One whose note waits for its master, and one that waits for the enterprise.
  const agreed = {
    trade: "电工",
    startsOn: first,
    endsOn: new Date(first.getTime() + 300 * DAY_MS),
    goals: ["会换型"],
  };
  for (const apprentice of ["toolsCraftsman", "toolsIdle"]) {
    const more = await proposeMentorship(await b.as("toolsLeader"), {
      clientId: randomUUID(),
      placeId: ids.toolsStudio,
      masterId: idOf("toolsLeader"),
      apprenticeId: idOf(apprentice),
      ...agreed,
      terms: "",
      gradeBefore: "JUNIOR",
    });
    await signMentorship(await b.as("toolsLeader"), more.id, 1);
    await signMentorship(await b.as(apprentice), more.id, 1);
    await writeNote(await b.as(apprentice), { mentorshipId: more.id, month, text: "学了看图" });
    b.mentorships.push({ id: more.id, month });
    if (apprentice === "toolsCraftsman") continue;
    const answered = { mentorshipId: more.id, month, version: 0, decision: "sign" as const, answer: "" };
    await answerNote(await b.as("toolsLeader"), answered);
    await writeSummary(await b.as(apprentice), more.id, { version: 2, summary: "会了" });
    await handInMentorship(await b.as("toolsLeader"), more.id, { version: 3, assessment: "好", gradeAfter: "SENIOR" });
  }
}
