-- CreateEnum
CREATE TYPE "MentorshipState" AS ENUM ('PROPOSED', 'RUNNING', 'CLOSING', 'GRADUATED', 'BROKEN_OFF', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "SkillGrade" AS ENUM ('APPRENTICE', 'JUNIOR', 'INTERMEDIATE', 'SENIOR', 'TECHNICIAN', 'SENIOR_TECHNICIAN', 'SPECIAL_TECHNICIAN', 'CHIEF_TECHNICIAN');

-- CreateEnum
CREATE TYPE "MentorNoteState" AS ENUM ('WRITTEN', 'RETURNED', 'COUNTERSIGNED');

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "guestId" UUID;

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "guestId" UUID;

-- CreateTable
CREATE TABLE "Guest" (
    "id" UUID NOT NULL,
    "problemId" UUID,
    "activityId" UUID,
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "contact" TEXT NOT NULL DEFAULT '',
    "unit" TEXT NOT NULL DEFAULT '',
    "layer" "Layer" NOT NULL,
    "until" TIMESTAMP(3) NOT NULL,
    "personId" UUID,
    "acceptedAt" TIMESTAMP(3),
    "agreedAt" TIMESTAMP(3),
    "revokedAt" TIMESTAMP(3),
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Guest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mentorship" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "placeId" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "masterId" UUID NOT NULL,
    "apprenticeId" UUID NOT NULL,
    "state" "MentorshipState" NOT NULL DEFAULT 'PROPOSED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "trade" TEXT NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "goals" TEXT[],
    "terms" TEXT NOT NULL DEFAULT '',
    "gradeBefore" "SkillGrade" NOT NULL,
    "gradeAfter" "SkillGrade",
    "textVersion" INTEGER NOT NULL DEFAULT 1,
    "masterSigned" INTEGER,
    "masterSignedAt" TIMESTAMP(3),
    "apprenticeSigned" INTEGER,
    "apprenticeSignedAt" TIMESTAMP(3),
    "summary" TEXT NOT NULL DEFAULT '',
    "assessment" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL DEFAULT '',
    "confirmedById" UUID,
    "endedAt" TIMESTAMP(3),
    "remindedOf" TEXT NOT NULL DEFAULT '',
    "tieId" UUID,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Mentorship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MentorNote" (
    "id" UUID NOT NULL,
    "mentorshipId" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "state" "MentorNoteState" NOT NULL DEFAULT 'WRITTEN',
    "answer" TEXT NOT NULL DEFAULT '',
    "writtenAt" TIMESTAMP(3) NOT NULL,
    "answeredAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MentorNote_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ThankYouLetter" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "employerId" UUID NOT NULL,
    "senderId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "serial" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "dated" DATE NOT NULL,
    "recipient" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "signature" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ThankYouLetter_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Guest_problemId_idx" ON "Guest"("problemId");

-- CreateIndex
CREATE INDEX "Guest_activityId_idx" ON "Guest"("activityId");

-- CreateIndex
CREATE INDEX "Guest_personId_idx" ON "Guest"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Mentorship_tieId_key" ON "Mentorship"("tieId");

-- CreateIndex
CREATE INDEX "Mentorship_masterId_idx" ON "Mentorship"("masterId");

-- CreateIndex
CREATE INDEX "Mentorship_apprenticeId_idx" ON "Mentorship"("apprenticeId");

-- CreateIndex
CREATE INDEX "Mentorship_placeId_startsOn_idx" ON "Mentorship"("placeId", "startsOn");

-- CreateIndex
CREATE INDEX "Mentorship_enterpriseId_state_idx" ON "Mentorship"("enterpriseId", "state");

-- CreateIndex
CREATE INDEX "Mentorship_state_idx" ON "Mentorship"("state");

-- CreateIndex
CREATE UNIQUE INDEX "Mentorship_createdById_clientId_key" ON "Mentorship"("createdById", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "MentorNote_mentorshipId_month_key" ON "MentorNote"("mentorshipId", "month");

-- CreateIndex
CREATE INDEX "ThankYouLetter_employerId_idx" ON "ThankYouLetter"("employerId");

-- CreateIndex
CREATE UNIQUE INDEX "ThankYouLetter_problemId_employerId_key" ON "ThankYouLetter"("problemId", "employerId");

-- CreateIndex
CREATE UNIQUE INDEX "ThankYouLetter_senderId_year_serial_key" ON "ThankYouLetter"("senderId", "year", "serial");

-- CreateIndex
CREATE INDEX "Invitation_guestId_idx" ON "Invitation"("guestId");

-- CreateIndex
CREATE INDEX "Membership_guestId_idx" ON "Membership"("guestId");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "Guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_guestId_fkey" FOREIGN KEY ("guestId") REFERENCES "Guest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Guest" ADD CONSTRAINT "Guest_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mentorship" ADD CONSTRAINT "Mentorship_placeId_fkey" FOREIGN KEY ("placeId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mentorship" ADD CONSTRAINT "Mentorship_masterId_fkey" FOREIGN KEY ("masterId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mentorship" ADD CONSTRAINT "Mentorship_apprenticeId_fkey" FOREIGN KEY ("apprenticeId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mentorship" ADD CONSTRAINT "Mentorship_tieId_fkey" FOREIGN KEY ("tieId") REFERENCES "MentorTie"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MentorNote" ADD CONSTRAINT "MentorNote_mentorshipId_fkey" FOREIGN KEY ("mentorshipId") REFERENCES "Mentorship"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ThankYouLetter" ADD CONSTRAINT "ThankYouLetter_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
