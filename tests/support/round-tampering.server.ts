import { Prisma } from "#app/lib/db.server.ts";
import type { World } from "./factories.server.ts";

/**
 * A decided round with one application, which judge 1 judged, judge 2 stood back from and judge 3 was found to conflict
 * with, an objection that was answered, and what the library holds.
 */
export type TamperedRound = {
  side: World;
  roundId: string;
  id: string;
  objectionId: string;
  rubricId: string;
  titleId: string;
};
/** What somebody with the database itself changes, how, and what the audit says of it. */
export type RoundChange = [
  what: string,
  change: (of: TamperedRound) => Prisma.Sql,
  named: (of: TamperedRound) => string,
];

/** A row that no test's round has of its own. */
export const STRAY = "018f0000-0000-7000-8000-000000000abc";

const round =
  (part: string, kind = "seal-broken", check = "rounds") =>
  (of: TamperedRound) =>
    `${check} ${kind} round ${of.roundId} ${part}`;
const application =
  (check: string, part: string, kind = "row-differs") =>
  (of: TamperedRound) =>
    `${check} ${kind} application ${of.id} ${part}`;
const removed = (check: string, what: "round" | "application") => (of: TamperedRound) =>
  `${check} event-without-row ${what} ${what === "round" ? of.roundId : of.id}`;
const library =
  (what: "rubric" | "title", part: string, kind = "row-differs") =>
  (of: TamperedRound) =>
    `library ${kind} ${what} ${what === "rubric" ? of.rubricId : of.titleId} ${part}`.trim();
const objection = (part: string) => (of: TamperedRound) => `objections row-differs objection ${of.objectionId} ${part}`;

const stoodBack = (of: TamperedRound, seat: number) =>
  Prisma.sql`"seatId" IN (SELECT "id" FROM "PanelSeat" WHERE "roundId" = ${of.roundId}::uuid AND "position" = ${seat})`;

export const ROUND_CHANGES: RoundChange[] = [
  [
    "the rubric",
    (of) =>
      Prisma.sql`UPDATE "AwardRound" SET "rubric" = jsonb_set("rubric", '{criteria,0,max}', '9999') WHERE "id" = ${of.roundId}::uuid`,
    round("rubric"),
  ],
  [
    "a gate",
    (of) => Prisma.sql`UPDATE "AwardRound" SET "gates" = '[{"key":"x"}]' WHERE "id" = ${of.roundId}::uuid`,
    round("gates"),
  ],
  [
    "who may be a head",
    (of) => Prisma.sql`UPDATE "AwardRound" SET "headRule" = 'ALLOWED' WHERE "id" = ${of.roundId}::uuid`,
    round("rules"),
  ],
  [
    "the places",
    (of) => Prisma.sql`UPDATE "AwardRound" SET "places" = '[]' WHERE "id" = ${of.roundId}::uuid`,
    round("places"),
  ],
  [
    "a panel member's name",
    (of) => Prisma.sql`UPDATE "PanelSeat" SET "name" = '别人' WHERE "roundId" = ${of.roundId}::uuid`,
    round("panel"),
  ],
  [
    "a panel member",
    (of) =>
      Prisma.sql`UPDATE "PanelSeat" SET "personId" = ${of.side.outsider.personId}::uuid WHERE "roundId" = ${of.roundId}::uuid AND "position" = 1`,
    round("seat:1", "row-differs", "panels"),
  ],
  [
    "a judge who stands back",
    (of) => Prisma.sql`INSERT INTO "Recusal" ("id", "seatId", "applicationId", "kind", "ground", "text", "at")
        SELECT gen_random_uuid(), "id", ${of.id}::uuid, 'DETECTED', 'OTHER', '', now() FROM "PanelSeat" WHERE "roundId" = ${of.roundId}::uuid AND "position" = 1`,
    round("recusal:1", "row-without-event", "panels"),
  ],
  [
    "a judge who stood back and judges",
    (of) => Prisma.sql`DELETE FROM "Recusal" WHERE ${stoodBack(of, 2)}`,
    round("recusal:2", "event-without-row", "panels"),
  ],
  ...(
    [
      [2, `"ground" = 'MENTOR'`],
      [2, `"kind" = 'DETECTED'`],
      [2, `"byId" = NULL`],
      [2, `"at" = "at" - interval '1 day'`],
      [3, `"ground" = 'OTHER'`],
      [3, `"kind" = 'DECLARED'`],
    ] as const
  ).map(
    ([seat, set]): RoundChange => [
      `how judge ${seat} came to stand back: ${set}`,
      (of) => Prisma.sql`UPDATE "Recusal" SET ${Prisma.raw(set)} WHERE ${stoodBack(of, seat)}`,
      round(`recusal:${seat}`, "row-differs", "panels"),
    ],
  ),
  [
    "a round removed",
    (of) => Prisma.sql`DELETE FROM "AwardRound" WHERE "id" = ${of.roundId}::uuid`,
    removed("rounds", "round"),
  ],
  [
    "a round as if it had never been opened",
    (of) => Prisma.sql`UPDATE "AwardRound" SET "state" = 'DRAFT', "openedAt" = NULL WHERE "id" = ${of.roundId}::uuid`,
    removed("rounds", "round"),
  ],
  [
    "the end of the notice",
    (of) => Prisma.sql`UPDATE "AwardRound" SET "noticeUntil" = now() WHERE "id" = ${of.roundId}::uuid`,
    round("notice-until", "row-differs", "standing"),
  ],
  [
    "an admitted fact",
    (of) =>
      Prisma.sql`UPDATE "ApplicationFact" SET "value" = '9000000' WHERE "applicationId" = ${of.id}::uuid AND "key" = 'certifiedYuan'`,
    application("applications", "fact:certifiedYuan", "seal-broken"),
  ],
  [
    "what a fact rests on",
    (of) =>
      Prisma.sql`UPDATE "ApplicationFact" SET "evidence" = '[]' WHERE "applicationId" = ${of.id}::uuid AND "key" = 'certifiedYuan'`,
    application("applications", "evidence", "seal-broken"),
  ],
  [
    "a judge's points",
    (of) => Prisma.sql`UPDATE "ScoreSheet" SET "scores" = '{}' WHERE "applicationId" = ${of.id}::uuid`,
    application("sheets", "sheet:1"),
  ],
  [
    "a judge's sheet taken away",
    (of) => Prisma.sql`DELETE FROM "ScoreSheet" WHERE "applicationId" = ${of.id}::uuid`,
    application("sheets", "sheet:1", "event-without-row"),
  ],
  [
    "a total",
    (of) => Prisma.sql`UPDATE "ApplicationScore" SET "total" = "total" + 100 WHERE "applicationId" = ${of.id}::uuid`,
    application("sheets", "total"),
  ],
  [
    "a rank",
    (of) => Prisma.sql`UPDATE "ApplicationScore" SET "rank" = 7 WHERE "applicationId" = ${of.id}::uuid`,
    application("sheets", "rank"),
  ],
  [
    "points of a criterion",
    (of) => Prisma.sql`UPDATE "ApplicationScore" SET "detail" = '[]' WHERE "applicationId" = ${of.id}::uuid`,
    application("sheets", "points"),
  ],
  [
    "a decision",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "grade" = '特等奖' WHERE "id" = ${of.id}::uuid`,
    application("decisions", "grade"),
  ],
  [
    "a state",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "state" = 'REJECTED' WHERE "id" = ${of.id}::uuid`,
    application("standing", "state"),
  ],
  [
    "an answer",
    (of) => Prisma.sql`UPDATE "Objection" SET "answer" = '属实' WHERE "id" = ${of.objectionId}::uuid`,
    objection("answer"),
  ],
  [
    "an outcome",
    (of) => Prisma.sql`UPDATE "Objection" SET "state" = 'UPHELD' WHERE "id" = ${of.objectionId}::uuid`,
    objection("answer"),
  ],
  [
    "what was objected",
    (of) => Prisma.sql`UPDATE "Objection" SET "text" = '没有异议' WHERE "id" = ${of.objectionId}::uuid`,
    objection("text"),
  ],
  [
    "who reads the objector's name",
    (of) =>
      Prisma.sql`UPDATE "Objection" SET "handlerId" = ${of.side.outsider.personId}::uuid WHERE "id" = ${of.objectionId}::uuid`,
    objection("handler"),
  ],
  [
    "a file put among those handed in",
    (
      of,
    ) => Prisma.sql`INSERT INTO "Attachment" ("id", "ownerKind", "ownerId", "enterpriseId", "key", "fileName", "mime", "size", "sha256", "uploadedById", "clientId", "createdAt")
        VALUES (${STRAY}::uuid, 'application', ${of.id}::uuid, ${of.side.tools}::uuid, ${STRAY}, 'x', 'x/x', 1, 'x', ${of.side.craftsman.personId}::uuid, gen_random_uuid(), '2020-01-01')`,
    application("standing", "files"),
  ],
  ...(
    [
      ["opensAt", "opens-at"],
      ["closesAt", "closes-at"],
      ["recommendUntil", "recommend-until"],
      ["reviewUntil", "review-until"],
      ["panelUntil", "panel-until"],
      ["openedAt", "opened-at"],
      ["noticeFrom", "notice-from"],
      ["decidedAt", "decided-at"],
    ] as const
  ).map(
    ([column, part]): RoundChange => [
      `a date: ${column}`,
      (of) =>
        Prisma.sql`UPDATE "AwardRound" SET ${Prisma.raw(`"${column}"`)} = now() + interval '1 day' WHERE "id" = ${of.roundId}::uuid`,
      round(part, "row-differs", "dates"),
    ],
  ),
  [
    "a recommendation’s words",
    (of) => Prisma.sql`UPDATE "ApplicationStep" SET "opinion" = '不同意' WHERE "applicationId" = ${of.id}::uuid`,
    application("trail", "opinion:1"),
  ],
  [
    "who recommended",
    (of) =>
      Prisma.sql`UPDATE "ApplicationStep" SET "byId" = ${of.side.outsider.personId}::uuid WHERE "applicationId" = ${of.id}::uuid`,
    application("trail", "step:1"),
  ],
  [
    "a recommendation taken out",
    (of) => Prisma.sql`DELETE FROM "ApplicationStep" WHERE "applicationId" = ${of.id}::uuid`,
    application("trail", "step:1", "event-without-row"),
  ],
  [
    "a recommendation of another office",
    (
      of,
    ) => Prisma.sql`INSERT INTO "ApplicationStep" ("id", "applicationId", "organisationId", "position", "decision", "byName", "at")
        VALUES (${STRAY}::uuid, ${of.id}::uuid, ${of.side.federation}::uuid, 1, 'RECOMMENDED', '某人', now())`,
    application("trail", "step:2", "row-without-event"),
  ],
  [
    "a completer’s confirmation",
    (of) => Prisma.sql`UPDATE "ApplicationConfirmation" SET "at" = now() WHERE "applicationId" = ${of.id}::uuid`,
    application("trail", "confirmation"),
  ],
  [
    "a confirmation nobody gave",
    (of) =>
      Prisma.sql`INSERT INTO "ApplicationConfirmation" ("applicationId", "personId", "confirmedOf", "at") VALUES (${of.id}::uuid, ${of.side.outsider.personId}::uuid, 1, now())`,
    application("trail", "confirmation", "row-without-event"),
  ],
  [
    "what the applicants said",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "statement" = '{}' WHERE "id" = ${of.id}::uuid`,
    application("trail", "statement"),
  ],
  [
    "an application removed",
    (of) => Prisma.sql`DELETE FROM "AwardApplication" WHERE "id" = ${of.id}::uuid`,
    removed("trail", "application"),
  ],
  [
    "an application nobody began",
    (
      of,
    ) => Prisma.sql`INSERT INTO "AwardApplication" ("id", "clientId", "roundId", "personId", "enterpriseId", "byId", "createdAt")
        VALUES (${STRAY}::uuid, gen_random_uuid(), ${of.roundId}::uuid, ${of.side.craftsman.personId}::uuid, ${of.side.brewery}::uuid, ${of.side.craftsman.personId}::uuid, now())`,
    () => `trail row-without-event application ${STRAY} subject`,
  ],
  [
    "whose enterprise applied",
    (of) =>
      Prisma.sql`UPDATE "AwardApplication" SET "enterpriseId" = ${of.side.brewery}::uuid WHERE "id" = ${of.id}::uuid`,
    application("trail", "subject"),
  ],
  [
    "when it was handed in",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "submittedAt" = now() WHERE "id" = ${of.id}::uuid`,
    application("trail", "submitted"),
  ],
  [
    "who admitted it",
    (of) =>
      Prisma.sql`UPDATE "AwardApplication" SET "admittedById" = ${of.side.outsider.personId}::uuid WHERE "id" = ${of.id}::uuid`,
    application("trail", "admitted"),
  ],
  [
    "a reason",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "reason" = '说明' WHERE "id" = ${of.id}::uuid`,
    application("trail", "reason"),
  ],
  [
    "a reason for a grade",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "gradeReason" = '破格' WHERE "id" = ${of.id}::uuid`,
    application("grades", "grade-reason"),
  ],
  [
    "a spread let stand",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "spreadSettled" = 10 WHERE "id" = ${of.id}::uuid`,
    application("grades", "spread"),
  ],
  [
    "a certificate’s number",
    (of) => Prisma.sql`UPDATE "AwardApplication" SET "certificateNumber" = 'x' WHERE "id" = ${of.id}::uuid`,
    application("decisions", "number"),
  ],
  [
    "an award revoked",
    (of) =>
      Prisma.sql`UPDATE "AwardApplication" SET "state" = 'REVOKED', "revokedAt" = now() WHERE "id" = ${of.id}::uuid`,
    application("decisions", "state"),
  ],
  [
    "an auditor given longer",
    (of) =>
      Prisma.sql`UPDATE "RoundAuditor" SET "until" = "until" + interval '1 year' WHERE "roundId" = ${of.roundId}::uuid`,
    round("auditor", "row-differs", "auditors"),
  ],
  [
    "an auditor nobody named",
    (of) => Prisma.sql`INSERT INTO "RoundAuditor" ("id", "roundId", "personId", "from", "until", "grantedById")
        VALUES (${STRAY}::uuid, ${of.roundId}::uuid, ${of.side.outsider.personId}::uuid, now(), now(), ${of.side.officer.personId}::uuid)`,
    round("auditor", "row-without-event", "auditors"),
  ],
  [
    "a rubric of the library",
    (of) => Prisma.sql`UPDATE "Rubric" SET "content" = '{}' WHERE "id" = ${of.rubricId}::uuid`,
    library("rubric", "content"),
  ],
  [
    "whose a rubric is",
    (of) =>
      Prisma.sql`UPDATE "Rubric" SET "organisationId" = ${of.side.brewery}::uuid WHERE "id" = ${of.rubricId}::uuid`,
    library("rubric", "owner"),
  ],
  [
    "what a rubric is for",
    (of) => Prisma.sql`UPDATE "Rubric" SET "subject" = 'STUDIO' WHERE "id" = ${of.rubricId}::uuid`,
    library("rubric", "subject"),
  ],
  [
    "a rubric put away",
    (of) => Prisma.sql`UPDATE "Rubric" SET "retiredAt" = now() WHERE "id" = ${of.rubricId}::uuid`,
    library("rubric", "state"),
  ],
  [
    "a rubric removed",
    (of) => Prisma.sql`DELETE FROM "Rubric" WHERE "id" = ${of.rubricId}::uuid`,
    library("rubric", "", "event-without-row"),
  ],
  [
    "the paper a title rests on",
    (of) => Prisma.sql`UPDATE "AwardTitle" SET "legalBasis" = 'x' WHERE "id" = ${of.titleId}::uuid`,
    library("title", "legal-basis"),
  ],
  [
    "whose a title is",
    (of) =>
      Prisma.sql`UPDATE "AwardTitle" SET "organisationId" = ${of.side.brewery}::uuid WHERE "id" = ${of.titleId}::uuid`,
    library("title", "owner"),
  ],
  [
    "a title’s grades",
    (of) => Prisma.sql`UPDATE "AwardTitle" SET "grades" = '{特等奖}' WHERE "id" = ${of.titleId}::uuid`,
    library("title", "grades"),
  ],
];
