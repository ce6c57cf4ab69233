import { db } from "#app/lib/db.server.ts";
import { changeStatement, confirmApplication } from "#app/modules/awards/applications/change-application.server.ts";
import { addApplicationFiles } from "#app/modules/awards/applications/evidence.server.ts";
import type { StartedApplication } from "#app/modules/awards/applications/schema.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { submitApplication } from "#app/modules/awards/applications/submit-application.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { saveSheet, type TypedSheet } from "#app/modules/awards/scores/save-sheet.server.ts";
import { TITLE_EXAMPLES } from "#app/modules/awards/titles/examples.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { demoPaper } from "./demo-paper.server.ts";

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

/** The federation's title that was made from an example. */
export const exampleTitle = (cast: Cast, key: string) =>
  db.awardTitle.findFirstOrThrow({
    where: {
      organisationId: cast.organisationId("federation"),
      name: TITLE_EXAMPLES.find((one) => one.key === key)?.name ?? "",
    },
  });

/** One person's application with a paper, confirmed and handed in at that moment; begun again, it goes on where it stopped. */
export async function handIn(cast: Cast, roundId: string, one: HandedIn, at: Date): Promise<string> {
  const person = await cast.as(one.key, at);
  const { id } = await startApplication(person, {
    clientId: clientIdOf(one.clientKey),
    roundId,
    subject: one.subject,
  });
  const { title, text } = one.paper;
  await completeApplication([person], id, { title, text: text(id), said: one.said });
  return id;
}

/** A draft's paper, what is said of each criterion, everybody's agreement, handed in; what is there already stays. */
export async function completeApplication(
  people: readonly Actor[],
  id: string,
  { title, text, said }: { title: string; text: string; said: HandedIn["said"] },
): Promise<void> {
  const [lead] = people;
  const { state, textVersion, round } = await db.awardApplication.findUniqueOrThrow({
    where: { id },
    select: { state: true, textVersion: true, round: { select: { rubric: true } } },
  });
  if (!lead || state !== "DRAFT") return;
  const paper = () =>
    db.attachment.findFirst({ where: { ownerKind: "application", ownerId: id }, select: { id: true } });
  if (!(await paper())) await addApplicationFiles(lead, id, [await demoPaper(title, text)]);
  const file = await paper();
  if (textVersion === 0)
    await changeStatement(lead, id, {
      version: await applicationVersion(id),
      said: askedCriteria(readRubric(round.rubric)).map(({ key }) => ({
        key,
        text: said(key),
        files: file ? [file.id] : [],
      })),
    });
  for (const person of people) await confirmApplication(person, id, 1);
  await submitApplication(lead, id, await applicationVersion(id));
}

/** A judge's sheet, saved unless there is one. */
export async function saveSheetOnce(
  judge: Actor,
  applicationId: string,
  sheet: Pick<TypedSheet, "submit" | "scores">,
): Promise<void> {
  const known = await db.scoreSheet.count({ where: { applicationId, seat: { personId: judge.personId } } });
  if (known === 0) await saveSheet(judge, applicationId, { version: 0, ...sheet });
}
