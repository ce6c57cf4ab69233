import { randomUUID } from "node:crypto";
import { postComment } from "#app/modules/discussion/post-comment.server.ts";
import { answerInvitation } from "#app/modules/solving/diagnosis/answer-invitation.server.ts";
import { conveneDiagnosis } from "#app/modules/solving/diagnosis/convene-diagnosis.server.ts";
import { diagnosisDiscussion } from "#app/modules/solving/diagnosis/diagnosis-subject.server.ts";
import { recordOpinion } from "#app/modules/solving/diagnosis/record-opinion.server.ts";
import type { Builder } from "./build.ts";
import type { Story } from "./marks.ts";

/** The room of a joint diagnosis with one guest: what is said there is read by those who enter, each up to their layer. */
export async function playRoom(b: Builder, story: Story, author: string, invited: string): Promise<void> {
  const guest = await b.as(invited);
  const place = guest.standings.find((one) => one.organisationKind === "STUDIO");
  const { diagnosisId } = await conveneDiagnosis(await b.as(author), {
    problemId: story.id,
    version: null,
    purpose: `会诊 ${story.layer("room, purpose", 2, { shown: false })}`,
    mode: "VIDEO",
    place: story.layer("room, place", 2, { shown: false }),
    link: `https://meet.world.test/${story.layer("room, link", 2, { shown: false })}`,
    invite: place ? [`${guest.personId}@${place.organisationId}`] : [],
  });
  story.rooms.push(diagnosisId);
  const at = { problemId: story.id, diagnosisId };
  if (place) await answerInvitation(await b.as(invited), { ...at, coming: true });
  const opinion = (seen: number, layer: "DETAIL" | "CONFIDENTIAL", label: string, depth: 2 | 3) => ({
    ...at,
    seen,
    layer,
    text: `看法 ${story.layer(`room, ${label}`, depth, { shown: false })}`,
  });
  await recordOpinion(await b.as(author), opinion(0, "DETAIL", "first opinion", 2));
  await recordOpinion(await b.as(author), opinion(1, "CONFIDENTIAL", "closer opinion", 3));
  await postComment(await b.as(author), diagnosisDiscussion, {
    subjectId: diagnosisId,
    clientId: randomUUID(),
    body: `室内 ${story.layer("room, comment", 3, { shown: false })}`,
    layer: "CONFIDENTIAL",
  });
}
