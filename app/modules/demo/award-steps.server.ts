import { db } from "#app/lib/db.server.ts";
import { changeStatement, confirmApplication } from "#app/modules/awards/applications/change-application.server.ts";
import { addApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import type { StartedApplication } from "#app/modules/awards/applications/schema.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import type { Cast } from "./demo-actors.server.ts";
import { demoPaper } from "./demo-paper.server.ts";
import { clientIdOf } from "./play-case.server.ts";

type HandedIn = {
  /** Who applies. */
  key: string;
  clientKey: string;
  subject: StartedApplication["subject"];
  /** The one paper that proves it, and what it says. */
  paper: { title: string; text: (id: string) => string };
  /** What is said of a criterion. */
  said: (criterion: string) => string;
};

/** The round's version as it is now. */
export const roundVersion = async (id: string): Promise<number> =>
  (await db.awardRound.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

/** An application's version as it is now. */
export const applicationVersion = async (id: string): Promise<number> =>
  (await db.awardApplication.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

/** One person's application with a paper, confirmed and handed in at that moment. */
export async function handIn(cast: Cast, roundId: string, one: HandedIn, at: Date): Promise<string> {
  const person = await cast.as(one.key, at);
  const { id } = await startApplication(person, {
    clientId: clientIdOf(one.clientKey),
    roundId,
    subject: one.subject,
  });
  const { title, text } = one.paper;
  await addApplicationFiles(person, id, [await demoPaper(title, text(id))]);
  const file = await db.attachment.findFirstOrThrow({ where: { ownerKind: "application", ownerId: id } });
  const { rubric } = await db.awardRound.findUniqueOrThrow({ where: { id: roundId }, select: { rubric: true } });
  await changeStatement(person, id, {
    version: 0,
    said: askedCriteria(readRubric(rubric)).map(({ key }) => ({ key, text: one.said(key), files: [file.id] })),
  });
  await confirmApplication(person, id, 1);
  await submitApplication(person, id, 1);
  return id;
}
