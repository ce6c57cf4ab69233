import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { db, inTransaction, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { objectTo } from "#app/modules/awards/notice/object.server.ts";
import { takeObjection } from "#app/modules/awards/notice/handle-objection.server.ts";
import { computeRound } from "#app/modules/awards/scores/compute-round.server.ts";
import { achievementOf, admittedApplication, draftRound } from "#tests/support/award-panel.server.ts";
import type { Knower } from "../scope.ts";
import type { Cast } from "./cast.ts";
import type { Story } from "./marks.ts";

export type WorldPanels = { panels: { rounds: string[]; applications: string[]; objections: string[] } };
type Making = { cast: Cast; now: Date; stories: readonly Story[]; as(key: string): Promise<Actor> };

/** Three rounds of federation A, as rows: before the panel, under notice with an objection, decided. */
export async function setUpPanels(b: Making): Promise<WorldPanels> {
  const { ids } = b.cast;
  const officer = await b.as("officerA");
  const person = { personId: b.cast.idOf("electricLeader") };
  const place = { enterpriseId: ids.electric, studioId: ids.electricStudio, unitId: ids.electricStudio };
  const panels: WorldPanels["panels"] = { rounds: [], applications: [], objections: [] };
  const make = async (state: "PANEL" | "NOTICE" | "DECIDED") => {
    const roundId = await draftRound(
      { federation: ids.federationA, officer },
      { name: `${state} 评选`, minJudges: 1, countedCompleters: 3 },
    );
    const seat = await db.panelSeat.create({
      data: {
        roundId,
        personId: b.cast.idOf("toolsLeader"),
        name: "toolsLeader",
        unit: "机床工作室",
        chair: true,
        position: 1,
        acceptedAt: b.now,
      },
    });
    await db.awardRound.update({ where: { id: roundId }, data: { state: "OPEN", openedAt: b.now } });
    const achievement = await achievementOf(person, place, b.cast.idOf("electricReviewer"));
    const application = await admittedApplication(roundId, achievement, {
      enterpriseId: ids.electric,
      byId: person.personId,
    });
    const scores: Prisma.InputJsonValue = {
      advanced: { points: 800, remark: "" },
      scope: { points: 2000, remark: "" },
    };
    if (state !== "PANEL") {
      await db.scoreSheet.create({
        data: { applicationId: application, seatId: seat.id, scores, savedAt: b.now, submittedAt: b.now },
      });
      await inTransaction((tx) => computeRound(tx, roundId));
      await db.awardApplication.update({
        where: { id: application },
        data: {
          grade: "一等奖",
          state: state === "NOTICE" ? "PROPOSED" : "AWARDED",
          ...(state === "DECIDED" && { decidedAt: b.now, certificateNumber: `甲市总工会奖〔2026〕${randomUUID()}` }),
        },
      });
    }
    await db.awardRound.update({
      where: { id: roundId },
      data: {
        state,
        ...(state !== "PANEL" && { panelClosedAt: b.now, noticeFrom: b.now, noticeUntil: addDays(b.now, 7) }),
        ...(state === "DECIDED" && { decidedAt: b.now }),
      },
    });
    panels.rounds.push(roundId);
    panels.applications.push(application);
    return application;
  };
  await make("PANEL");
  await make("DECIDED");
  const application = await make("NOTICE");
  // Rule: who objects is read by the handling officer only; the text also by who wrote it.
  const story = b.stories.find((one) => one.name === "solved");
  const is = (key: string) => (who: Knower) => who.person === b.cast.idOf(key);
  const only = (label: string, reads: (who: Knower) => boolean) =>
    story?.layer(label, 3, { shown: false, nowhereElse: true, elsewhere: reads }) ?? label;
  await objectTo(await b.as("author"), {
    clientId: randomUUID(),
    applicationId: application,
    name: only("name of an objector", is("officerA")),
    contact: only("contact of an objector", is("officerA")),
    text: only("what somebody objects to", (who) => is("officerA")(who) || is("author")(who)),
  });
  const objection = await db.objection.findFirstOrThrow({ where: { applicationId: application } });
  await takeObjection(await b.as("officerA"), objection.id);
  panels.objections.push(objection.id);
  return { panels };
}
