import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeStatement } from "#app/modules/awards/applications/change-application.server.ts";
import { startApplication } from "#app/modules/awards/applications/start-application.server.ts";
import { askedCriteria } from "#app/modules/awards/applications/statement.ts";
import { readRubric } from "#app/modules/awards/rubrics/schema.ts";
import { addRubric } from "#app/modules/awards/rubrics/write-rubric.server.ts";
import { SHIPPED_RUBRICS } from "#app/modules/awards/rubrics/shipped.ts";
import { draftedRoundOf } from "#tests/support/award-life.server.ts";
import type { Cast } from "./cast.ts";
import type { Story } from "./marks.ts";

export type WorldRounds = {
  awardRounds: { drafts: string[]; open: string[]; applications: string[]; rubrics: string[] };
};
type Making = { cast: Cast; now: Date; stories: readonly Story[]; as(key: string): Promise<Actor> };

/** A draft and an open round of federation A; to the open one a craftsman is writing an application nobody else may read. */
export async function setUpRounds(b: Making): Promise<WorldRounds> {
  const officer = await b.as("officerA");
  const at = { federation: b.cast.ids.federationA, officer };
  const draft = await draftedRoundOf(at, { subject: "STUDIO" });
  const open = await draftedRoundOf(at, { subject: "PERSON" });
  await db.awardRound.update({
    where: { id: open },
    data: { rubric: SHIPPED_RUBRICS[1]?.content, state: "OPEN", openedAt: b.now },
  });
  const craftsman = await b.as("toolsCraftsman");
  const { id } = await startApplication(craftsman, {
    clientId: randomUUID(),
    roundId: open,
    subject: { kind: "person", id: craftsman.personId },
  });
  const story = b.stories.find((one) => one.name === "solved");
  const row = await db.awardRound.findUniqueOrThrow({ where: { id: open } });
  const mine = (label: string) =>
    story?.layer(label, 3, {
      shown: false,
      nowhereElse: true,
      elsewhere: (who) => who.person === craftsman.personId,
    }) ?? label;
  await changeStatement(craftsman, id, {
    version: 0,
    said: askedCriteria(readRubric(row.rubric)).map(({ key }) => ({
      key,
      text: mine(`what an application says about ${key}`),
      files: [],
    })),
  });
  const rubric = await addRubric(officer, {
    clientId: randomUUID(),
    organisationId: b.cast.ids.federationA,
    subject: "ACHIEVEMENT",
    name: "联合会自己的评分表",
    nameEn: "",
    from: { kind: "rubric", id: SHIPPED_RUBRICS[0]?.id ?? "" },
  });
  const rubrics = [rubric.id, SHIPPED_RUBRICS[0]?.id ?? ""];
  return { awardRounds: { drafts: [draft], open: [open], applications: [id], rubrics } };
}
