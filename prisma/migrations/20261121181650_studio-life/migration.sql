-- CreateEnum
CREATE TYPE "FlagKind" AS ENUM ('RECIPROCAL_ACCEPTANCE', 'SPLIT_PROBLEM', 'RECYCLED_RESULT', 'INACTIVE_STUDIO', 'BACK_DATED');

-- CreateEnum
CREATE TYPE "AuditRunState" AS ENUM ('WAITING', 'RUNNING', 'DONE', 'FAILED');

-- CreateEnum
CREATE TYPE "StudioState" AS ENUM ('NONE', 'DESIGNATED', 'UNDER_REVIEW', 'CONFIRMED', 'RECTIFICATION', 'REEXAMINATION', 'REVOKED');

-- CreateEnum
CREATE TYPE "StudioDecisionKind" AS ENUM ('DESIGNATED', 'LEVEL_CHANGED', 'CONFIRMED', 'RETURNED', 'RECTIFICATION', 'REVOKED', 'LEADER_CHANGED');

-- CreateEnum
CREATE TYPE "StudioFundKind" AS ENUM ('GRANTED', 'USED');

-- CreateEnum
CREATE TYPE "StudioReviewState" AS ENUM ('DRAFT', 'SUBMITTED', 'DECIDED');

-- CreateEnum
CREATE TYPE "PromotionKind" AS ENUM ('GRADE', 'HONOUR');

-- CreateEnum
CREATE TYPE "CompetitionLevel" AS ENUM ('INTERNATIONAL', 'NATIONAL', 'PROVINCIAL', 'MUNICIPAL', 'INDUSTRY', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "Medal" AS ENUM ('GOLD', 'SILVER', 'BRONZE', 'EXCELLENCE');

-- AlterTable
ALTER TABLE "Studio" ADD COLUMN     "lateOf" DATE,
ADD COLUMN     "proposedAt" TIMESTAMP(3),
ADD COLUMN     "rectifyBy" DATE,
ADD COLUMN     "remindedOf" DATE,
ADD COLUMN     "reviewDueOn" DATE,
ADD COLUMN     "state" "StudioState" NOT NULL DEFAULT 'NONE',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Flag" (
    "id" UUID NOT NULL,
    "kind" "FlagKind" NOT NULL,
    "subjectKey" TEXT NOT NULL,
    "evidence" TEXT[],
    "facts" JSONB NOT NULL,
    "organisationIds" UUID[],
    "personIds" UUID[],
    "raisedAt" TIMESTAMP(3) NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "clearedAt" TIMESTAMP(3),
    "clearedById" UUID,
    "clearedByName" TEXT NOT NULL DEFAULT '',
    "clearReason" TEXT NOT NULL DEFAULT '',
    "lapsedAt" TIMESTAMP(3),

    CONSTRAINT "Flag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FlagTarget" (
    "flagId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "id" UUID NOT NULL,

    CONSTRAINT "FlagTarget_pkey" PRIMARY KEY ("flagId","kind","id")
);

-- CreateTable
CREATE TABLE "AuditRun" (
    "id" UUID NOT NULL,
    "state" "AuditRunState" NOT NULL DEFAULT 'WAITING',
    "source" TEXT NOT NULL,
    "byId" UUID,
    "byName" TEXT NOT NULL DEFAULT '',
    "askedAt" TIMESTAMP(3) NOT NULL,
    "startedAt" TIMESTAMP(3),
    "finishedAt" TIMESTAMP(3),
    "progress" JSONB NOT NULL DEFAULT '[]',
    "found" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AuditRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditFinding" (
    "runId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "check" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "organisationId" UUID,
    "subjectKind" TEXT NOT NULL DEFAULT '',
    "subjectId" TEXT NOT NULL DEFAULT '',
    "seq" INTEGER,

    CONSTRAINT "AuditFinding_pkey" PRIMARY KEY ("runId","position")
);

-- CreateTable
CREATE TABLE "StudioDecision" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "kind" "StudioDecisionKind" NOT NULL,
    "fromState" "StudioState" NOT NULL,
    "toState" "StudioState" NOT NULL,
    "level" "StudioLevel" NOT NULL,
    "document" TEXT NOT NULL,
    "decidedOn" DATE NOT NULL,
    "unionId" UUID,
    "decidedBy" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "dueOn" DATE,
    "reviewId" UUID,
    "leaderFromId" UUID,
    "leaderToId" UUID,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StudioDecision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StudioTarget" (
    "id" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "topic" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "target" DECIMAL(14,2) NOT NULL,
    "actual" DECIMAL(14,2),
    "note" TEXT NOT NULL DEFAULT '',
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StudioTarget_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StudioYear" (
    "studioId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "StudioYear_pkey" PRIMARY KEY ("studioId","year")
);

-- CreateTable
CREATE TABLE "StudioFund" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "kind" "StudioFundKind" NOT NULL,
    "onDay" DATE NOT NULL,
    "amountFen" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "document" TEXT NOT NULL DEFAULT '',
    "overspent" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "correctsId" UUID,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StudioFund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StudioReview" (
    "id" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "state" "StudioReviewState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "summary" TEXT NOT NULL DEFAULT '',
    "plan" TEXT NOT NULL DEFAULT '',
    "facts" JSONB,
    "submittedAt" TIMESTAMP(3),
    "submittedById" UUID,
    "returned" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "StudioReview_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StudioPromotion" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" "PromotionKind" NOT NULL,
    "gradeBefore" "SkillGrade",
    "gradeAfter" "SkillGrade",
    "honourTier" "HonourTier",
    "title" "CraftsmanTitle",
    "onDay" DATE NOT NULL,
    "issuer" TEXT NOT NULL,
    "document" TEXT NOT NULL DEFAULT '',
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "confirmedById" UUID,
    "confirmedName" TEXT NOT NULL DEFAULT '',
    "confirmedAt" TIMESTAMP(3),
    "withdrawnAt" TIMESTAMP(3),
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "StudioPromotion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Competition" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "level" "CompetitionLevel" NOT NULL,
    "heldOn" DATE NOT NULL,
    "organiser" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Competition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CompetitionResult" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "competitionId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "enterpriseId" UUID,
    "studioId" UUID,
    "event" TEXT NOT NULL,
    "rank" INTEGER,
    "medal" "Medal",
    "award" TEXT NOT NULL DEFAULT '',
    "onBehalf" BOOLEAN NOT NULL,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "withdrawnAt" TIMESTAMP(3),
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "CompetitionResult_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnterpriseTag" (
    "id" UUID NOT NULL,
    "ownerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "year" INTEGER,
    "retiredAt" TIMESTAMP(3),
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EnterpriseTag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnterpriseTagging" (
    "id" UUID NOT NULL,
    "tagId" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "fromOn" DATE NOT NULL,
    "document" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "untilOn" DATE,
    "endDocument" TEXT NOT NULL DEFAULT '',
    "endReason" TEXT NOT NULL DEFAULT '',
    "endedById" UUID,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "EnterpriseTagging_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Flag_kind_subjectKey_idx" ON "Flag"("kind", "subjectKey");

-- CreateIndex
CREATE INDEX "Flag_raisedAt_id_idx" ON "Flag"("raisedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Flag_organisationIds_idx" ON "Flag" USING GIN ("organisationIds");

-- CreateIndex
CREATE INDEX "FlagTarget_kind_id_idx" ON "FlagTarget"("kind", "id");

-- CreateIndex
CREATE INDEX "AuditRun_askedAt_id_idx" ON "AuditRun"("askedAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "AuditFinding_runId_organisationId_idx" ON "AuditFinding"("runId", "organisationId");

-- CreateIndex
CREATE INDEX "StudioDecision_studioId_at_idx" ON "StudioDecision"("studioId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "StudioDecision_byId_clientId_key" ON "StudioDecision"("byId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "StudioTarget_studioId_year_position_key" ON "StudioTarget"("studioId", "year", "position");

-- CreateIndex
CREATE UNIQUE INDEX "StudioFund_correctsId_key" ON "StudioFund"("correctsId");

-- CreateIndex
CREATE INDEX "StudioFund_studioId_onDay_idx" ON "StudioFund"("studioId", "onDay");

-- CreateIndex
CREATE UNIQUE INDEX "StudioFund_byId_clientId_key" ON "StudioFund"("byId", "clientId");

-- CreateIndex
CREATE INDEX "StudioReview_state_idx" ON "StudioReview"("state");

-- CreateIndex
CREATE UNIQUE INDEX "StudioReview_studioId_year_round_key" ON "StudioReview"("studioId", "year", "round");

-- CreateIndex
CREATE INDEX "StudioPromotion_studioId_onDay_idx" ON "StudioPromotion"("studioId", "onDay");

-- CreateIndex
CREATE INDEX "StudioPromotion_personId_idx" ON "StudioPromotion"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "StudioPromotion_byId_clientId_key" ON "StudioPromotion"("byId", "clientId");

-- CreateIndex
CREATE INDEX "Competition_heldOn_id_idx" ON "Competition"("heldOn" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Competition_byId_clientId_key" ON "Competition"("byId", "clientId");

-- CreateIndex
CREATE INDEX "CompetitionResult_competitionId_idx" ON "CompetitionResult"("competitionId");

-- CreateIndex
CREATE INDEX "CompetitionResult_personId_idx" ON "CompetitionResult"("personId");

-- CreateIndex
CREATE INDEX "CompetitionResult_studioId_idx" ON "CompetitionResult"("studioId");

-- CreateIndex
CREATE UNIQUE INDEX "CompetitionResult_byId_clientId_key" ON "CompetitionResult"("byId", "clientId");

-- CreateIndex
CREATE INDEX "EnterpriseTag_ownerId_idx" ON "EnterpriseTag"("ownerId");

-- CreateIndex
CREATE INDEX "EnterpriseTagging_enterpriseId_idx" ON "EnterpriseTagging"("enterpriseId");

-- CreateIndex
CREATE INDEX "EnterpriseTagging_tagId_idx" ON "EnterpriseTagging"("tagId");

-- CreateIndex
CREATE INDEX "Studio_state_idx" ON "Studio"("state");

-- AddForeignKey
ALTER TABLE "FlagTarget" ADD CONSTRAINT "FlagTarget_flagId_fkey" FOREIGN KEY ("flagId") REFERENCES "Flag"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuditFinding" ADD CONSTRAINT "AuditFinding_runId_fkey" FOREIGN KEY ("runId") REFERENCES "AuditRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioDecision" ADD CONSTRAINT "StudioDecision_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Studio"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioDecision" ADD CONSTRAINT "StudioDecision_unionId_fkey" FOREIGN KEY ("unionId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioDecision" ADD CONSTRAINT "StudioDecision_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "StudioReview"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioDecision" ADD CONSTRAINT "StudioDecision_leaderFromId_fkey" FOREIGN KEY ("leaderFromId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioDecision" ADD CONSTRAINT "StudioDecision_leaderToId_fkey" FOREIGN KEY ("leaderToId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioTarget" ADD CONSTRAINT "StudioTarget_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Studio"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioYear" ADD CONSTRAINT "StudioYear_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Studio"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioFund" ADD CONSTRAINT "StudioFund_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Studio"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioFund" ADD CONSTRAINT "StudioFund_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "StudioFund"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioReview" ADD CONSTRAINT "StudioReview_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Studio"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioPromotion" ADD CONSTRAINT "StudioPromotion_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Studio"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudioPromotion" ADD CONSTRAINT "StudioPromotion_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Competition" ADD CONSTRAINT "Competition_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompetitionResult" ADD CONSTRAINT "CompetitionResult_competitionId_fkey" FOREIGN KEY ("competitionId") REFERENCES "Competition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompetitionResult" ADD CONSTRAINT "CompetitionResult_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CompetitionResult" ADD CONSTRAINT "CompetitionResult_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnterpriseTag" ADD CONSTRAINT "EnterpriseTag_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnterpriseTagging" ADD CONSTRAINT "EnterpriseTagging_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "EnterpriseTag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnterpriseTagging" ADD CONSTRAINT "EnterpriseTagging_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Studios named before the product knew of decisions: named they are, and looked at again on the next anniversary.
UPDATE "Studio" SET "state" = 'DESIGNATED',
  "reviewDueOn" = ("designatedOn" + make_interval(years => greatest(1, date_part('year', age(current_date, "designatedOn"))::int + 1)))::date
WHERE "designatedOn" IS NOT NULL;

ALTER TABLE "StudioFund" ADD CONSTRAINT "StudioFund_amount" CHECK ("amountFen" > 0 OR ("amountFen" = 0 AND "correctsId" IS NOT NULL));
-- Bearing one name twice at a time makes no sense.
CREATE UNIQUE INDEX "EnterpriseTagging_once" ON "EnterpriseTagging" ("tagId", "enterpriseId") WHERE "untilOn" IS NULL;
CREATE UNIQUE INDEX "EnterpriseTag_name" ON "EnterpriseTag" ("ownerId", "name", coalesce("year", 0));

-- Decisions and money are written once; what was wrong is said by a later row.
CREATE FUNCTION studio_row_kept() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  RAISE EXCEPTION ''a row of % is never changed'', TG_TABLE_NAME;
END';
CREATE TRIGGER "StudioDecision_kept" BEFORE UPDATE OR DELETE ON "StudioDecision" FOR EACH ROW EXECUTE FUNCTION studio_row_kept();
CREATE TRIGGER "StudioFund_kept" BEFORE UPDATE OR DELETE ON "StudioFund" FOR EACH ROW EXECUTE FUNCTION studio_row_kept();
-- What was counted stays as it was once the file was decided on.
CREATE FUNCTION studio_review_kept() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF OLD."state" = ''DECIDED'' THEN RAISE EXCEPTION ''a decided re-review is never changed''; END IF;
  IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "StudioReview_kept" BEFORE UPDATE OR DELETE ON "StudioReview" FOR EACH ROW EXECUTE FUNCTION studio_review_kept();
