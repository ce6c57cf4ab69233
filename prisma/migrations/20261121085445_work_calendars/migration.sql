-- AlterTable
ALTER TABLE "Problem" ADD COLUMN     "minutesLeft" INTEGER;

-- CreateTable
CREATE TABLE "WorkCalendar" (
    "organisationId" UUID NOT NULL,
    "week" JSONB NOT NULL,
    "publicHolidays" BOOLEAN NOT NULL DEFAULT true,
    "days" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "WorkCalendar_pkey" PRIMARY KEY ("organisationId")
);

-- AddForeignKey
ALTER TABLE "WorkCalendar" ADD CONSTRAINT "WorkCalendar_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits for an answer of its poster has its two working days once the answer is there.
UPDATE "Problem" p SET "minutesLeft" = 960
WHERE p."state" = 'TRIAGE' AND p."dueAt" IS NULL
  AND EXISTS (SELECT 1 FROM "TriageProposal" t WHERE t."problemId" = p."id" AND t."state" = 'OPEN');
