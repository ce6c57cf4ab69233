import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { changeAchievement } from "#app/modules/achievements/achievement/change-achievement.server.ts";
import { decideAchievement } from "#app/modules/achievements/achievement/decide-achievement.server.ts";
import { enterAchievement } from "#app/modules/achievements/achievement/enter-achievement.server.ts";
import { addAchievementEvidence } from "#app/modules/achievements/achievement/evidence.server.ts";
import { achievementSchema, enterAchievementSchema } from "#app/modules/achievements/achievement/schema.ts";
import {
  confirmContribution,
  shareAchievement,
} from "#app/modules/achievements/achievement/share-achievement.server.ts";
import { submitAchievement } from "#app/modules/achievements/achievement/submit-achievement.server.ts";
import { word } from "#tests/support/documents.ts";
import type { Knower } from "../scope.ts";
import type { Cast } from "./cast.ts";
import type { Story } from "./marks.ts";

type Making = { cast: Cast; now: Date; stories: readonly Story[]; as(key: string): Promise<Actor> };

/** A registered achievement of the solved problem, with a word in every text, and one that is being written. */
export async function setUpAchievements(b: Making): Promise<{ achievements: string[] }> {
  const { ids } = b.cast;
  const story = b.stories.find((one) => one.name === "solved");
  if (!story) return { achievements: [] };
  const solver = () => b.as("toolsCraftsman");
  const { id } = await enterAchievement(
    await solver(),
    enterAchievementSchema.parse({ clientId: randomUUID(), source: `fix:${story.id}`, kind: "FIVE_SMALL" }),
  );
  const contributors = await db.achievementContributor.findMany({ where: { achievementId: id } });
  const holds = (who: Knower, role: string, organisation: string) =>
    who.places.some((place) => place.role === role && place.organisation === organisation);
  const reads = (who: Knower) =>
    contributors.some((one) => one.personId === who.person) ||
    holds(who, "STUDIO_LEADER", ids.toolsStudio) ||
    holds(who, "REVIEWER", ids.tools);
  const text = (label: string) => story.layer(label, 3, { shown: false, nowhereElse: true, elsewhere: reads });
  // An application that was handed in is read by the union it was handed in to, with what it rests on.
  const inApplication = (label: string) =>
    story.layer(label, 3, {
      shown: false,
      nowhereElse: true,
      elsewhere: (who, path) =>
        reads(who) || (holds(who, "UNION_OFFICER", ids.federationA) && path.startsWith("/awards/dossiers/")),
    });
  const day = b.now.toISOString().slice(0, 10);
  await changeAchievement(
    await solver(),
    id,
    achievementSchema.parse({
      version: 0,
      kind: "FIVE_SMALL",
      // It stands on profiles for whoever may know that the problem was solved.
      title: story.layer("title of an achievement", 1, { shown: false, elsewhere: reads }),
      completedOn: day,
      summary: text("summary of an achievement"),
      innovation: text("innovation of an achievement"),
      application: text("where an achievement is applied"),
      social: text("social benefit of an achievement"),
      patents: [
        {
          kind: "INVENTION",
          number: "ZL 2024 1 0000001.2",
          title: inApplication("name of a patent"),
          holder: inApplication("holder of a patent"),
          state: "GRANTED",
          on: day,
        },
      ],
      works: [{ kind: "PAPER", title: inApplication("title of a paper"), issuer: "", number: "", on: day }],
      awards: [{ name: inApplication("a prize"), issuer: "机械工会", grade: "", on: day }],
      adopters: [{ unit: text("a unit named by an achievement"), contact: text("contact of such a unit"), on: day }],
    }),
  );
  await shareAchievement(await solver(), id, {
    version: 1,
    lines: contributors.map((one) => ({
      who: `${one.personId}@${one.organisationId}`,
      percent: String(one.basisPoints / 100),
      contribution: text("what somebody contributed"),
    })),
  });
  const file = new File([new Uint8Array(word("鉴定意见"))], `${text("name of an achievement's evidence")}.docx`);
  await addAchievementEvidence(await solver(), id, [file]);
  for (const one of contributors) {
    const key = b.cast.keys.find((known) => b.cast.idOf(known) === one.personId);
    if (!key) throw new Error("a contributor nobody plays");
    await confirmContribution(await b.as(key), id, { sharesVersion: 2, decision: "confirm", objection: "" });
  }
  await submitAchievement(await solver(), id, { version: 2, novelty: "" });
  await decideAchievement(await b.as("toolsReviewer"), id, { version: 3, decision: "register", reason: "" });
  const { id: begun } = await enterAchievement(
    await solver(),
    enterAchievementSchema.parse({
      clientId: randomUUID(),
      source: `unit:${ids.toolsStudio}`,
      kind: "PAPER",
      title: story.layer("title of an achievement that is being written", 3, {
        shown: false,
        nowhereElse: true,
        elsewhere: (who) =>
          who.person === b.cast.idOf("toolsCraftsman") || holds(who, "STUDIO_LEADER", ids.toolsStudio),
      }),
      completedOn: day,
    }),
  );
  return { achievements: [id, begun] };
}
