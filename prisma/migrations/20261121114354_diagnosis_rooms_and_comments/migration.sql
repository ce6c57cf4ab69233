-- CreateEnum
CREATE TYPE "DiagnosisState" AS ENUM ('CONVENED', 'FIXED', 'RECORDED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "DiagnosisMode" AS ENUM ('ON_SITE', 'VIDEO');

-- CreateEnum
CREATE TYPE "SeatState" AS ENUM ('INVITED', 'COMING', 'DECLINED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "Suits" AS ENUM ('YES', 'MAYBE', 'NO');

-- AlterEnum
ALTER TYPE "PermitKind" ADD VALUE 'DIAGNOSIS_CONSENT';

-- AlterTable
ALTER TABLE "Comment" ADD COLUMN     "replyToId" UUID,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "DiagnosisEntry" ADD COLUMN     "diagnosisId" UUID;

-- AlterTable
ALTER TABLE "JointDiagnosis" ADD COLUMN     "link" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "minutes" INTEGER NOT NULL DEFAULT 120,
ADD COLUMN     "mode" "DiagnosisMode" NOT NULL DEFAULT 'ON_SITE',
ADD COLUMN     "outcomeLayer" "Layer" NOT NULL DEFAULT 'DETAIL',
ADD COLUMN     "purpose" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "recordedAt" TIMESTAMP(3),
ADD COLUMN     "recordedById" UUID,
ADD COLUMN     "side" TEXT NOT NULL DEFAULT 'AUTHOR',
ADD COLUMN     "state" "DiagnosisState" NOT NULL DEFAULT 'CONVENED',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "DiagnosisSeat" (
    "id" UUID NOT NULL,
    "diagnosisId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "convener" BOOLEAN NOT NULL DEFAULT false,
    "invitedById" UUID NOT NULL,
    "invitedAt" TIMESTAMP(3) NOT NULL,
    "state" "SeatState" NOT NULL DEFAULT 'INVITED',
    "note" TEXT NOT NULL DEFAULT '',
    "answeredAt" TIMESTAMP(3),
    "attended" BOOLEAN,

    CONSTRAINT "DiagnosisSeat_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DiagnosisTime" (
    "id" UUID NOT NULL,
    "diagnosisId" UUID NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DiagnosisTime_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DiagnosisAnswer" (
    "timeId" UUID NOT NULL,
    "seatId" UUID NOT NULL,
    "suits" "Suits" NOT NULL,

    CONSTRAINT "DiagnosisAnswer_pkey" PRIMARY KEY ("timeId","seatId")
);

-- CreateTable
CREATE TABLE "DiagnosisOpinion" (
    "id" UUID NOT NULL,
    "seatId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "layer" "Layer" NOT NULL DEFAULT 'DETAIL',
    "text" TEXT NOT NULL,
    "dissents" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "DiagnosisOpinion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DiagnosisVote" (
    "opinionId" UUID NOT NULL,
    "entryId" UUID NOT NULL,
    "status" "LogStatus" NOT NULL,

    CONSTRAINT "DiagnosisVote_pkey" PRIMARY KEY ("opinionId","entryId")
);

-- CreateTable
CREATE TABLE "CommentEdit" (
    "commentId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CommentEdit_pkey" PRIMARY KEY ("commentId","version")
);

-- CreateTable
CREATE TABLE "CommentDraft" (
    "id" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CommentDraft_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CommentFile" (
    "attachmentId" UUID NOT NULL,
    "commentId" UUID NOT NULL,

    CONSTRAINT "CommentFile_pkey" PRIMARY KEY ("attachmentId")
);

-- CreateIndex
CREATE INDEX "DiagnosisSeat_personId_state_idx" ON "DiagnosisSeat"("personId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "DiagnosisSeat_diagnosisId_personId_key" ON "DiagnosisSeat"("diagnosisId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "DiagnosisTime_diagnosisId_startsAt_key" ON "DiagnosisTime"("diagnosisId", "startsAt");

-- CreateIndex
CREATE UNIQUE INDEX "DiagnosisOpinion_seatId_version_key" ON "DiagnosisOpinion"("seatId", "version");

-- CreateIndex
CREATE INDEX "CommentDraft_createdAt_idx" ON "CommentDraft"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "CommentDraft_authorId_clientId_key" ON "CommentDraft"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "CommentFile_commentId_idx" ON "CommentFile"("commentId");

-- CreateIndex
CREATE INDEX "Comment_replyToId_idx" ON "Comment"("replyToId");

-- AddForeignKey
ALTER TABLE "DiagnosisSeat" ADD CONSTRAINT "DiagnosisSeat_diagnosisId_fkey" FOREIGN KEY ("diagnosisId") REFERENCES "JointDiagnosis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisSeat" ADD CONSTRAINT "DiagnosisSeat_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisSeat" ADD CONSTRAINT "DiagnosisSeat_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisTime" ADD CONSTRAINT "DiagnosisTime_diagnosisId_fkey" FOREIGN KEY ("diagnosisId") REFERENCES "JointDiagnosis"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisAnswer" ADD CONSTRAINT "DiagnosisAnswer_timeId_fkey" FOREIGN KEY ("timeId") REFERENCES "DiagnosisTime"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisAnswer" ADD CONSTRAINT "DiagnosisAnswer_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "DiagnosisSeat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisOpinion" ADD CONSTRAINT "DiagnosisOpinion_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "DiagnosisSeat"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisVote" ADD CONSTRAINT "DiagnosisVote_opinionId_fkey" FOREIGN KEY ("opinionId") REFERENCES "DiagnosisOpinion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisVote" ADD CONSTRAINT "DiagnosisVote_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "DiagnosisEntry"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_replyToId_fkey" FOREIGN KEY ("replyToId") REFERENCES "Comment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentEdit" ADD CONSTRAINT "CommentEdit_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentFile" ADD CONSTRAINT "CommentFile_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CommentFile" ADD CONSTRAINT "CommentFile_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was held before there were rooms has its outcome.
UPDATE "JointDiagnosis" SET "state" = 'RECORDED', "recordedAt" = "createdAt", "recordedById" = "convenedById" WHERE "outcome" <> '';
