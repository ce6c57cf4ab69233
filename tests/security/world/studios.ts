import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { createTag } from "#app/modules/alliances/tags/keep-tags.server.ts";
import { enterCompetition, enterResult } from "#app/modules/studios/competitions/enter-competition.server.ts";
import { enterCompetitionSchema, enterResultSchema } from "#app/modules/studios/competitions/schema.ts";
import { enterFund } from "#app/modules/studios/enter-fund.server.ts";
import { addStudioFiles } from "#app/modules/studios/files.server.ts";
import { enterPromotion } from "#app/modules/studios/promote-member.server.ts";
import { saveReview, startReview } from "#app/modules/studios/review-studio.server.ts";
import { saveTargets } from "#app/modules/studios/save-targets.server.ts";
import { fundSchema, promotionSchema, targetsSchema } from "#app/modules/studios/schema.ts";
import { word } from "#tests/support/documents.ts";
import type { Knower } from "../scope.ts";
import type { Cast } from "./cast.ts";
import type { Story } from "./marks.ts";

type Making = { cast: Cast; now: Date; stories: readonly Story[]; as(key: string): Promise<Actor> };
export type WorldStudios = { reviews: string[]; competitions: string[]; tags: string[] };

/** A studio's life with a word in every text its own people, its enterprise and the unions above keep among them. */
export async function setUpStudios(b: Making): Promise<WorldStudios> {
  const { ids } = b.cast;
  const story = b.stories.find((one) => one.name === "solved");
  if (!story) return { reviews: [], competitions: [], tags: [] };
  const inside = (who: Knower) =>
    who.places.some(
      ({ role, organisation }) =>
        (organisation === ids.toolsStudio && (role === "STUDIO_LEADER" || role === "CRAFTSMAN")) ||
        (organisation === ids.tools && (role === "REVIEWER" || role === "FINANCE")) ||
        // The union it is designated by reads what was handed in.
        (organisation === ids.federationA && role === "UNION_OFFICER"),
    );
  const text = (label: string) => story.layer(label, 3, { shown: false, nowhereElse: true, elsewhere: inside });
  const day = b.now.toISOString().slice(0, 10);
  const year = Number(day.slice(0, 4));
  await db.studio.update({
    where: { organisationId: ids.toolsStudio },
    data: { state: "DESIGNATED", designatedOn: new Date("2024-03-01"), reviewDueOn: new Date(day) },
  });
  const leader = () => b.as("toolsLeader");
  const line = {
    topic: text("topic of a studio"),
    measure: "解决难题",
    unit: "项",
    target: "3",
    actual: "1",
    note: "",
  };
  await saveTargets(await leader(), ids.toolsStudio, targetsSchema.parse({ version: 0, year, lines: [line] }));
  const money = { clientId: randomUUID(), onDay: day, amountYuan: "500", note: text("why more was spent") };
  await enterFund(
    await leader(),
    ids.toolsStudio,
    fundSchema.parse({ ...money, kind: "USED", text: text("what money was used for") }),
  );
  const { id: review } = await startReview(await leader(), ids.toolsStudio, year);
  await saveReview(await leader(), review, {
    version: 0,
    summary: text("summary of a re-review"),
    plan: text("plan of a re-review"),
  });
  const name = text("name of a re-review's evidence");
  await addStudioFiles(await leader(), "studio-review", review, [
    new File([new Uint8Array(word("年度总结"))], `${name}.docx`),
  ]);
  const promoted = await enterPromotion(
    await leader(),
    ids.toolsStudio,
    promotionSchema.parse({
      clientId: randomUUID(),
      personId: b.cast.idOf("toolsCraftsman"),
      kind: "GRADE",
      gradeBefore: "SENIOR",
      gradeAfter: "TECHNICIAN",
      onDay: day,
      issuer: text("who promoted a member"),
    }),
  );
  await addStudioFiles(await leader(), "studio-promotion", promoted.id, [
    new File([new Uint8Array(word("证书"))], "证书.docx"),
  ]);
  const competition = await enterCompetition(
    await b.as("toolsReviewer"),
    enterCompetitionSchema.parse({
      clientId: randomUUID(),
      name: "甲市职工技能大赛",
      level: "MUNICIPAL",
      heldOn: day,
      organiser: "甲市总工会",
      organisationId: ids.tools,
    }),
  );
  await enterResult(
    await b.as("toolsReviewer"),
    competition.id,
    enterResultSchema.parse({
      clientId: randomUUID(),
      personId: b.cast.idOf("toolsCraftsman"),
      event: "数控车工",
      rank: "1",
      medal: "GOLD",
    }),
  );
  const officer = await b.as("officerA");
  const tag = await createTag(officer, { ownerId: ids.federationA, name: "示范企业", nameEn: "", year });
  await db.enterpriseTagging.create({
    data: {
      tagId: tag.id,
      enterpriseId: ids.tools,
      fromOn: new Date(day),
      document: "甲工发 1 号",
      byId: officer.personId,
      at: b.now,
    },
  });
  return { reviews: [review], competitions: [competition.id], tags: [tag.id] };
}
