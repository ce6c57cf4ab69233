-- CreateEnum
CREATE TYPE "AwardSubject" AS ENUM ('ACHIEVEMENT', 'STUDIO', 'PERSON');

-- CreateEnum
CREATE TYPE "RoundState" AS ENUM ('DRAFT', 'OPEN', 'REVIEW', 'PANEL', 'NOTICE', 'DECIDED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "ApplicationState" AS ENUM ('DRAFT', 'SUBMITTED', 'RECOMMENDED', 'ADMITTED', 'PROPOSED', 'AWARDED', 'NOT_AWARDED', 'REJECTED', 'WITHDRAWN', 'EXCLUDED', 'REVOKED');

-- CreateEnum
CREATE TYPE "HeadRule" AS ENUM ('ALLOWED', 'NOT_FIRST', 'NOT_AMONG');

-- CreateEnum
CREATE TYPE "StepDecision" AS ENUM ('WAITING', 'RECOMMENDED', 'RETURNED', 'REJECTED');

-- CreateEnum
CREATE TYPE "RecusalKind" AS ENUM ('DECLARED', 'DETECTED');

-- CreateEnum
CREATE TYPE "ObjectionState" AS ENUM ('RECEIVED', 'UPHELD', 'REJECTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DossierTemplateKind" AS ENUM ('FORM', 'SUMMARY');

-- CreateEnum
CREATE TYPE "ExportState" AS ENUM ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED');

-- CreateTable
CREATE TABLE "AwardTitle" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "subject" "AwardSubject" NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "legalBasis" TEXT NOT NULL,
    "grades" TEXT[],
    "retiredAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AwardTitle_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Rubric" (
    "id" UUID NOT NULL,
    "organisationId" UUID,
    "subject" "AwardSubject" NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "retiredAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Rubric_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AwardRound" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "titleId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL DEFAULT '',
    "state" "RoundState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "scopeIds" UUID[],
    "achievementKinds" "AchievementKind"[],
    "factsFrom" DATE NOT NULL,
    "factsUntil" DATE NOT NULL,
    "opensAt" TIMESTAMP(3) NOT NULL,
    "closesAt" TIMESTAMP(3) NOT NULL,
    "recommendUntil" TIMESTAMP(3) NOT NULL,
    "reviewUntil" TIMESTAMP(3) NOT NULL,
    "panelUntil" TIMESTAMP(3) NOT NULL,
    "noticeDays" INTEGER NOT NULL DEFAULT 5,
    "noticeFrom" TIMESTAMP(3),
    "noticeUntil" TIMESTAMP(3),
    "rubric" JSONB NOT NULL,
    "gates" JSONB NOT NULL DEFAULT '[]',
    "headRule" "HeadRule" NOT NULL DEFAULT 'ALLOWED',
    "countedCompleters" INTEGER NOT NULL DEFAULT 5,
    "minJudges" INTEGER NOT NULL DEFAULT 3,
    "spreadLimit" INTEGER NOT NULL DEFAULT 2000,
    "trimExtremes" BOOLEAN NOT NULL DEFAULT false,
    "places" JSONB NOT NULL DEFAULT '[]',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "openedAt" TIMESTAMP(3),
    "frozenHash" TEXT,
    "decidedAt" TIMESTAMP(3),
    "cancelledAt" TIMESTAMP(3),
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AwardRound_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PanelSeat" (
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "personId" UUID,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "outside" BOOLEAN NOT NULL DEFAULT false,
    "chair" BOOLEAN NOT NULL DEFAULT false,
    "substitute" BOOLEAN NOT NULL DEFAULT false,
    "position" INTEGER NOT NULL,
    "acceptedAt" TIMESTAMP(3),
    "declinedAt" TIMESTAMP(3),

    CONSTRAINT "PanelSeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Recusal" (
    "id" UUID NOT NULL,
    "seatId" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "kind" "RecusalKind" NOT NULL,
    "ground" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "byId" UUID,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Recusal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AwardApplication" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "achievementId" UUID,
    "studioId" UUID,
    "personId" UUID,
    "enterpriseId" UUID NOT NULL,
    "state" "ApplicationState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "statement" JSONB NOT NULL DEFAULT '{}',
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "submittedAt" TIMESTAMP(3),
    "submittedById" UUID,
    "admittedAt" TIMESTAMP(3),
    "admittedById" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "factsHash" TEXT,
    "grade" TEXT NOT NULL DEFAULT '',
    "decidedAt" TIMESTAMP(3),
    "certificateNumber" TEXT,
    "revokedAt" TIMESTAMP(3),
    "revokedById" UUID,

    CONSTRAINT "AwardApplication_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationStep" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "decision" "StepDecision" NOT NULL DEFAULT 'WAITING',
    "opinion" TEXT NOT NULL DEFAULT '',
    "byId" UUID,
    "byName" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMP(3),

    CONSTRAINT "ApplicationStep_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationFact" (
    "applicationId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,

    CONSTRAINT "ApplicationFact_pkey" PRIMARY KEY ("applicationId","key")
);

-- CreateTable
CREATE TABLE "ScoreSheet" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "seatId" UUID NOT NULL,
    "scores" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "savedAt" TIMESTAMP(3) NOT NULL,
    "submittedAt" TIMESTAMP(3),

    CONSTRAINT "ScoreSheet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApplicationScore" (
    "applicationId" UUID NOT NULL,
    "total" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "sheets" INTEGER NOT NULL,
    "spread" INTEGER NOT NULL,
    "detail" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "ApplicationScore_pkey" PRIMARY KEY ("applicationId")
);

-- CreateTable
CREATE TABLE "Objection" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "byId" UUID,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "state" "ObjectionState" NOT NULL DEFAULT 'RECEIVED',
    "handlerId" UUID,
    "answer" TEXT NOT NULL DEFAULT '',
    "answeredAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Objection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RoundAuditor" (
    "id" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "from" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,
    "grantedById" UUID NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "RoundAuditor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DossierTemplate" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "kind" "DossierTemplateKind" NOT NULL,
    "titleId" UUID,
    "name" TEXT NOT NULL,
    "attachmentId" UUID NOT NULL,
    "uploadedById" UUID NOT NULL,
    "uploadedAt" TIMESTAMP(3) NOT NULL,
    "retiredAt" TIMESTAMP(3),

    CONSTRAINT "DossierTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DossierExport" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "roundId" UUID NOT NULL,
    "applicationId" UUID,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "state" "ExportState" NOT NULL DEFAULT 'WAITING',
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "finishedAt" TIMESTAMP(3),
    "key" TEXT,
    "size" BIGINT,
    "sha256" TEXT,
    "heads" JSONB NOT NULL DEFAULT '[]',
    "failure" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "DossierExport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "AwardTitle_organisationId_idx" ON "AwardTitle"("organisationId");

-- CreateIndex
CREATE INDEX "Rubric_organisationId_idx" ON "Rubric"("organisationId");

-- CreateIndex
CREATE INDEX "AwardRound_organisationId_state_idx" ON "AwardRound"("organisationId", "state");

-- CreateIndex
CREATE INDEX "AwardRound_titleId_year_idx" ON "AwardRound"("titleId", "year");

-- CreateIndex
CREATE UNIQUE INDEX "AwardRound_createdById_clientId_key" ON "AwardRound"("createdById", "clientId");

-- CreateIndex
CREATE INDEX "PanelSeat_personId_idx" ON "PanelSeat"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "PanelSeat_roundId_personId_key" ON "PanelSeat"("roundId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "PanelSeat_roundId_position_key" ON "PanelSeat"("roundId", "position");

-- CreateIndex
CREATE INDEX "Recusal_applicationId_idx" ON "Recusal"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "Recusal_seatId_applicationId_key" ON "Recusal"("seatId", "applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "AwardApplication_certificateNumber_key" ON "AwardApplication"("certificateNumber");

-- CreateIndex
CREATE INDEX "AwardApplication_roundId_state_id_idx" ON "AwardApplication"("roundId", "state", "id");

-- CreateIndex
CREATE INDEX "AwardApplication_enterpriseId_state_idx" ON "AwardApplication"("enterpriseId", "state");

-- CreateIndex
CREATE INDEX "AwardApplication_achievementId_idx" ON "AwardApplication"("achievementId");

-- CreateIndex
CREATE INDEX "AwardApplication_studioId_idx" ON "AwardApplication"("studioId");

-- CreateIndex
CREATE INDEX "AwardApplication_personId_idx" ON "AwardApplication"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "AwardApplication_byId_clientId_key" ON "AwardApplication"("byId", "clientId");

-- CreateIndex
CREATE INDEX "ApplicationStep_organisationId_decision_idx" ON "ApplicationStep"("organisationId", "decision");

-- CreateIndex
CREATE UNIQUE INDEX "ApplicationStep_applicationId_position_key" ON "ApplicationStep"("applicationId", "position");

-- CreateIndex
CREATE INDEX "ScoreSheet_seatId_idx" ON "ScoreSheet"("seatId");

-- CreateIndex
CREATE UNIQUE INDEX "ScoreSheet_applicationId_seatId_key" ON "ScoreSheet"("applicationId", "seatId");

-- CreateIndex
CREATE INDEX "ApplicationScore_total_idx" ON "ApplicationScore"("total");

-- CreateIndex
CREATE INDEX "Objection_applicationId_state_idx" ON "Objection"("applicationId", "state");

-- CreateIndex
CREATE INDEX "Objection_handlerId_idx" ON "Objection"("handlerId");

-- CreateIndex
CREATE INDEX "RoundAuditor_roundId_idx" ON "RoundAuditor"("roundId");

-- CreateIndex
CREATE INDEX "RoundAuditor_personId_idx" ON "RoundAuditor"("personId");

-- CreateIndex
CREATE INDEX "DossierTemplate_organisationId_kind_idx" ON "DossierTemplate"("organisationId", "kind");

-- CreateIndex
CREATE INDEX "DossierExport_roundId_createdAt_idx" ON "DossierExport"("roundId", "createdAt");

-- CreateIndex
CREATE INDEX "DossierExport_applicationId_idx" ON "DossierExport"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "DossierExport_byId_clientId_key" ON "DossierExport"("byId", "clientId");

-- AddForeignKey
ALTER TABLE "AwardTitle" ADD CONSTRAINT "AwardTitle_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Rubric" ADD CONSTRAINT "Rubric_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardRound" ADD CONSTRAINT "AwardRound_titleId_fkey" FOREIGN KEY ("titleId") REFERENCES "AwardTitle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardRound" ADD CONSTRAINT "AwardRound_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PanelSeat" ADD CONSTRAINT "PanelSeat_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "AwardRound"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PanelSeat" ADD CONSTRAINT "PanelSeat_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recusal" ADD CONSTRAINT "Recusal_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "PanelSeat"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Recusal" ADD CONSTRAINT "Recusal_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardApplication" ADD CONSTRAINT "AwardApplication_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "AwardRound"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardApplication" ADD CONSTRAINT "AwardApplication_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardApplication" ADD CONSTRAINT "AwardApplication_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardApplication" ADD CONSTRAINT "AwardApplication_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AwardApplication" ADD CONSTRAINT "AwardApplication_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationStep" ADD CONSTRAINT "ApplicationStep_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationStep" ADD CONSTRAINT "ApplicationStep_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationFact" ADD CONSTRAINT "ApplicationFact_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreSheet" ADD CONSTRAINT "ScoreSheet_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreSheet" ADD CONSTRAINT "ScoreSheet_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "PanelSeat"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApplicationScore" ADD CONSTRAINT "ApplicationScore_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Objection" ADD CONSTRAINT "Objection_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Objection" ADD CONSTRAINT "Objection_handlerId_fkey" FOREIGN KEY ("handlerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundAuditor" ADD CONSTRAINT "RoundAuditor_roundId_fkey" FOREIGN KEY ("roundId") REFERENCES "AwardRound"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoundAuditor" ADD CONSTRAINT "RoundAuditor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DossierTemplate" ADD CONSTRAINT "DossierTemplate_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
