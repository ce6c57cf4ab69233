import { randomUUID } from "node:crypto";
import { subDays } from "date-fns/subDays";
import { describe, expect, it } from "vitest";
import { db, Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { AuditFinding } from "#app/modules/events/audit-checks.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { attachTag, createTag, detachTag, retireTag } from "#app/modules/alliances/tags/keep-tags.server.ts";
import { factsOfSubject } from "#app/modules/awards/facts/facts-of.server.ts";
import { listTagChoices } from "#app/modules/alliances/tags/queries.server.ts";
import { listOrganisations, loadOrganisation } from "#app/modules/alliances/queries.server.ts";
import {
  enterCompetition,
  enterResult,
  withdrawResult,
} from "#app/modules/studios/competitions/enter-competition.server.ts";
import { addCertificates, registerCompetitionFiles } from "#app/modules/studios/competitions/files.server.ts";
import { listCompetitions, listResults, loadCompetition } from "#app/modules/studios/competitions/queries.server.ts";
import { enterCompetitionSchema, enterResultSchema } from "#app/modules/studios/competitions/schema.ts";
import { loadCraftsman } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { countStudioFacts } from "#app/modules/studios/count-facts.server.ts";
import { addStudioFiles, registerStudioFiles } from "#app/modules/studios/files.server.ts";
import { confirmPromotion, enterPromotion } from "#app/modules/studios/promote-member.server.ts";
import { verifyStudioEntries } from "#app/modules/studios/verify-entries.server.ts";
import { addDays, dayOf } from "#app/modules/studios/rules.ts";
import { promotionSchema } from "#app/modules/studios/schema.ts";
import { exchangesInYear, lastDatedActivity, membersPromoted } from "#app/modules/studios/studio-facts.server.ts";
import { benefitOf } from "#tests/support/achievements.server.ts";
import { expectFound } from "#tests/support/behind.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { word } from "#tests/support/documents.ts";
import { makeWorld } from "#tests/support/factories.server.ts";
import { acceptSolution } from "#app/modules/solving/accept-solution.server.ts";
import { awaitingAcceptance, refusal, tackledProblem } from "#tests/support/solving.server.ts";

useTestDatabase();
registerStudioFiles();
registerCompetitionFiles();

const yearNow = (): number => Number(formatDate(new Date()).slice(0, 4));
const paper = (name: string) => [new File([new Uint8Array(word(name))], `${name}.docx`)];

const inWords = ({ kind, part = "" }: AuditFinding): string => `${kind} ${part}`.trim();

describe("what a studio did", () => {
  it("is counted of dated, accepted and confirmed things; a promotion needs evidence and another person", async () => {
    const own = await makeWorld();
    const [craftsman, reviewer] = [own.craftsman, own.toolsReviewer];
    const id = own.toolsStudio;
    const before = await countStudioFacts([id, own.breweryStudio], yearNow());
    expect(before.get(id)).toMatchObject({ solved: 0, promoted: 0, results: 0, benefitBand: "NONE" });
    expect((await lastDatedActivity([id], new Date())).get(id)).toBeNull();

    const problem = await tackledProblem(own);
    await awaitingAcceptance(own, problem);
    await acceptSolution(own.engineer2, { problemId: problem, version: null, verdict: "FIXED" });
    const day = formatDate(new Date());
    const promotion = (by: Actor, more: object = {}) =>
      enterPromotion(
        by,
        id,
        promotionSchema.parse({
          clientId: randomUUID(),
          personId: craftsman.personId,
          kind: "GRADE",
          gradeBefore: "SENIOR",
          gradeAfter: "TECHNICIAN",
          onDay: day,
          issuer: "市人社局",
          ...more,
        }),
      );
    expect(await refusal(promotion(own.officer))).toBe("not_found");
    expect(await refusal(promotion(own.leader, { personId: own.engineer.personId }))).toBe("studio-not-member");
    const { id: promoted } = await promotion(own.leader);
    expect(await refusal(promotion(own.leader))).toBe("studio-promoted-already");
    expect(await refusal(confirmPromotion(reviewer, id, promoted))).toBe("studio-no-evidence");
    await addStudioFiles(own.leader, "studio-promotion", promoted, paper("技师证书"));
    expect(await refusal(confirmPromotion(own.leader, id, promoted))).toBe("studio-confirm-other");
    const ever = { from: null, to: dayOf(day) };
    expect((await membersPromoted([id], ever)).get(id)).toBe(0);
    await confirmPromotion(reviewer, id, promoted);
    expect((await membersPromoted([id], ever)).get(id)).toBe(1);
    expect((await membersPromoted([id], { from: addDays(dayOf(day), 1), to: addDays(dayOf(day), 9) })).get(id)).toBe(0);

    const facts = await countStudioFacts([id, own.breweryStudio], yearNow());
    expect(facts.get(id)).toMatchObject({ solved: 1, solvedElsewhere: 1, promoted: 1 });
    expect(facts.get(own.breweryStudio)).toMatchObject({ solved: 0, promoted: 0 });
    expect((await exchangesInYear([id], yearNow())).get(id)).toBe(0);

    // Three people's thirds of two savings are together exactly half a million: nothing is lost by the way.
    for (const [place, fen] of [
      ["一号线", 25_000_001n],
      ["二号线", 24_999_999n],
    ] as const) {
      const benefitId = await benefitOf(own, problem, place);
      await db.$executeRaw`ALTER TABLE "Benefit" DISABLE TRIGGER USER`;
      await db.benefit.update({ where: { id: benefitId }, data: { actualFen: fen, certifiedFen: fen } });
      await db.$executeRaw`ALTER TABLE "Benefit" ENABLE TRIGGER USER`;
      await db.benefitShare.deleteMany({ where: { benefitId } });
      await db.benefitShare.createMany({
        data: [craftsman, own.leader, own.toolsEngineer].map(({ personId }, position) => ({
          benefitId,
          personId,
          position,
          organisationId: id,
          basisPoints: position === 2 ? 3334 : 3333,
          confirmedOf: 1,
        })),
      });
    }
    expect((await countStudioFacts([id], 2027)).get(id)?.benefitBand).toBe("TO_1M");
    expect((await lastDatedActivity([id], new Date())).get(id)).not.toBeNull();

    // Behind the product's back: who confirmed it.
    const look = async () => (await verifyStudioEntries()).findings.filter((one) => one.subjectId === id).map(inWords);
    const confirmedBy = (person: Actor) =>
      Prisma.sql`UPDATE "StudioPromotion" SET "confirmedById" = ${person.personId}::uuid WHERE "id" = ${promoted}::uuid`;
    expect(await look()).toEqual([]);
    await expectFound(look, [["row-differs promotion", confirmedBy(own.leader), confirmedBy(reviewer)]]);
  });
});

describe("competitions and titles", () => {
  it("results stand on a craftsman's page, entered by own people's reviewer or the union, marked", async () => {
    const own = await makeWorld();
    await db.organisation.updateMany({
      where: { id: { in: [own.tools, own.brewery] } },
      data: { parentId: own.federation },
    });
    const day = subDays(new Date(), 3).toISOString().slice(0, 10);
    const competition = (by: Actor, organisationId: string) =>
      enterCompetition(
        by,
        enterCompetitionSchema.parse({
          clientId: randomUUID(),
          name: `岐川市职工技能大赛${own.tools}`,
          level: "MUNICIPAL",
          heldOn: day,
          organiser: "市总工会",
          organisationId,
        }),
      );
    expect(await refusal(competition(own.leader, own.toolsStudio))).toBe("not-your-move");
    expect(await refusal(competition(own.toolsReviewer, own.brewery))).toBe("competition-place");
    const { id } = await competition(own.officer, own.federation);
    expect(await refusal(competition(own.toolsReviewer, own.tools))).toBe("competition-known");
    const result = (by: Actor, personId: string, more: object = {}) =>
      enterResult(
        by,
        id,
        enterResultSchema.parse({
          clientId: randomUUID(),
          personId,
          event: "数控车工",
          rank: "1",
          medal: "GOLD",
          ...more,
        }),
      );
    const { personId } = own.craftsman;
    expect(await refusal(result(own.reviewer, personId))).toBe("competition-person");
    const { id: entered } = await result(own.toolsReviewer, personId);
    expect(await refusal(result(own.officer, personId))).toBe("competition-result-twice");
    // What nothing shows counts nowhere, whoever typed it in.
    const counted = async () => {
      const [year, span] = [
        Number(day.slice(0, 4)),
        { from: dayOf(day), until: dayOf(day), timeZone: "Asia/Shanghai" },
      ];
      const subject = {
        id: randomUUID(),
        achievementId: null,
        studioId: own.toolsStudio,
        personId,
        enterpriseId: own.tools,
      };
      const facts = await factsOfSubject(db, subject, span);
      const studio = (await countStudioFacts([own.toolsStudio], year)).get(own.toolsStudio);
      return [studio?.results, facts.competitionResults?.value];
    };
    const last = async () => (await lastDatedActivity([own.toolsStudio], new Date())).get(own.toolsStudio);
    expect([await counted(), await last()]).toEqual([[0, undefined], null]);
    await addCertificates(own.toolsReviewer, entered, paper("获奖证书"));
    expect([await counted(), await last()]).toEqual([[1, "2"], dayOf(day)]);
    expect(await refusal(addCertificates(own.officer, entered, paper("别人的")))).toBe("not_found");
    expect((await loadCraftsman(own.engineer, personId)).results).toMatchObject([{ medal: "GOLD", onBehalf: true }]);
    expect(await listResults(own.engineer, { studioId: own.toolsStudio })).toHaveLength(1);
    expect(await listResults(own.outsider, { studioId: own.toolsStudio })).toEqual([]);
    expect((await loadCompetition(own.outsideSecretariat, id)).results).toEqual([]);
    expect((await listCompetitions(own.toolsReviewer, { q: "" }, { size: 20 })).rows.map((row) => row.results)).toEqual(
      [1],
    );
    expect(await refusal(withdrawResult(own.reviewer, id, entered, "不对"))).toBe("not-your-move");
    await withdrawResult(own.officer, id, entered, "成绩有误");
    expect((await loadCraftsman(own.officer, personId)).results).toEqual([]);

    // What was taken back does not come back behind the product's back.
    const look = async () => (await verifyStudioEntries()).findings.filter((one) => one.subjectId === id).map(inWords);
    const { withdrawnAt } = await db.competitionResult.findUniqueOrThrow({ where: { id: entered } });
    const taken = (at: Date | null) =>
      Prisma.sql`UPDATE "CompetitionResult" SET "withdrawnAt" = ${at}::timestamp WHERE "id" = ${entered}::uuid`;
    expect(await look()).toEqual([]);
    await expectFound(look, [
      ["row-differs result", taken(null), taken(withdrawnAt)],
      [
        "row-differs",
        Prisma.sql`UPDATE "Competition" SET "level" = 'NATIONAL' WHERE "id" = ${id}::uuid`,
        Prisma.sql`UPDATE "Competition" SET "level" = 'MUNICIPAL' WHERE "id" = ${id}::uuid`,
      ],
    ]);
  });

  it("titles are the federation's, dated, and filter the list", async () => {
    const own = await makeWorld();
    await db.organisation.updateMany({
      where: { id: { in: [own.tools, own.brewery] } },
      data: { parentId: own.federation },
    });
    const given = { ownerId: own.federation, name: "示范企业", nameEn: "100 demonstration firms", year: 2026 };
    expect(await refusal(createTag(own.reviewer, given))).toBe("not_found");
    const { id: tagId } = await createTag(own.officer, given);
    expect(await refusal(createTag(own.officer, given))).toBe("tag-known");
    const attach = { enterpriseId: own.brewery, fromOn: dayOf("2026-01-01"), document: "岐工发〔2026〕1 号" };
    expect(await refusal(attachTag(own.officer, tagId, { ...attach, enterpriseId: own.outside }))).toBe("bad_choice");
    await attachTag(own.officer, tagId, attach);
    expect(await refusal(attachTag(own.officer, tagId, attach))).toBe("tag-borne");
    expect((await loadOrganisation(own.toolsEngineer, own.brewery)).tags).toMatchObject([
      { name: "示范企业", year: 2026 },
    ]);
    expect((await listTagChoices(own.toolsEngineer)).map((tag) => tag.id)).toEqual([tagId]);
    expect(await listTagChoices(own.outsider)).toEqual([]);
    const found = await listOrganisations(own.toolsEngineer, { q: "", tag: tagId }, { size: 20 });
    expect(found.rows.map((row) => row.id)).toEqual([own.brewery]);
    const { id: taggingId } = await db.enterpriseTagging.findFirstOrThrow({ where: { tagId } });
    const detach = { taggingId, untilOn: dayOf("2025-12-31"), document: "岐工发〔2026〕9 号", reason: "复查不合格" };
    expect(await refusal(detachTag(own.officer, tagId, detach))).toBe("tag-before-start");
    await detachTag(own.officer, tagId, { ...detach, untilOn: dayOf("2026-02-01") });
    expect((await loadOrganisation(own.toolsEngineer, own.brewery)).tags).toEqual([]);
    await attachTag(own.officer, tagId, { ...attach, fromOn: dayOf("2026-03-01") });
    await retireTag(own.officer, tagId);
    expect(await refusal(attachTag(own.officer, tagId, { ...attach, enterpriseId: own.tools }))).toBe("tag-retired");
  });
});
