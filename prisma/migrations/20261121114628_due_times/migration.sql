-- CreateEnum
CREATE TYPE "QuestionState" AS ENUM ('OPEN', 'ANSWERED', 'CLOSED');

-- CreateEnum
CREATE TYPE "StillGoodAnswer" AS ENUM ('GOOD', 'CAME_BACK', 'UNKNOWN');

-- AlterTable
ALTER TABLE "Acceptance" ADD COLUMN     "supersededAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Engagement" ADD COLUMN     "askedAgainAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "AllianceLimits" (
    "allianceId" UUID NOT NULL,
    "values" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AllianceLimits_pkey" PRIMARY KEY ("allianceId")
);

-- CreateTable
CREATE TABLE "DueClock" (
    "problemId" UUID NOT NULL,
    "run" INTEGER NOT NULL,
    "limitMinutes" INTEGER NOT NULL,
    "nextAt" TIMESTAMP(3),
    "standsSince" TIMESTAMP(3),
    "stood" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DueClock_pkey" PRIMARY KEY ("problemId")
);

-- CreateTable
CREATE TABLE "AlarmSaid" (
    "problemId" UUID NOT NULL,
    "run" INTEGER NOT NULL,
    "alarm" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AlarmSaid_pkey" PRIMARY KEY ("problemId","run","alarm")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "layer" "Layer" NOT NULL DEFAULT 'DETAIL',
    "askedAt" TIMESTAMP(3) NOT NULL,
    "state" "QuestionState" NOT NULL DEFAULT 'OPEN',
    "pauses" BOOLEAN NOT NULL,
    "remindAt" TIMESTAMP(3),
    "pausesUntil" TIMESTAMP(3),
    "answer" TEXT NOT NULL DEFAULT '',
    "answeredById" UUID,
    "answeredAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StillGood" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "acceptanceId" UUID NOT NULL,
    "afterDays" INTEGER NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "askedAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "answer" "StillGoodAnswer",
    "note" TEXT NOT NULL DEFAULT '',
    "answeredById" UUID,
    "answeredAt" TIMESTAMP(3),

    CONSTRAINT "StillGood_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "DueClock_nextAt_idx" ON "DueClock"("nextAt");

-- CreateIndex
CREATE INDEX "Question_problemId_state_idx" ON "Question"("problemId", "state");

-- CreateIndex
CREATE INDEX "Question_state_remindAt_idx" ON "Question"("state", "remindAt");

-- CreateIndex
CREATE INDEX "Question_pauses_pausesUntil_idx" ON "Question"("pauses", "pausesUntil");

-- CreateIndex
CREATE UNIQUE INDEX "Question_askedById_clientId_key" ON "Question"("askedById", "clientId");

-- CreateIndex
CREATE INDEX "StillGood_problemId_idx" ON "StillGood"("problemId");

-- CreateIndex
CREATE INDEX "StillGood_askedAt_closedAt_dueAt_idx" ON "StillGood"("askedAt", "closedAt", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "StillGood_acceptanceId_afterDays_key" ON "StillGood"("acceptanceId", "afterDays");

-- AddForeignKey
ALTER TABLE "AllianceLimits" ADD CONSTRAINT "AllianceLimits_allianceId_fkey" FOREIGN KEY ("allianceId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DueClock" ADD CONSTRAINT "DueClock_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AlarmSaid" ADD CONSTRAINT "AlarmSaid_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StillGood" ADD CONSTRAINT "StillGood_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Limits that are running say next that they are over; what they have said already is not said again.
INSERT INTO "DueClock" ("problemId", "run", "limitMinutes", "nextAt", "standsSince")
SELECT p."id", 1, 0, p."dueAt", CASE WHEN p."dueAt" IS NULL THEN now() END
FROM "Problem" p WHERE p."dueAt" IS NOT NULL OR p."minutesLeft" IS NOT NULL;
INSERT INTO "AlarmSaid" ("problemId", "run", "alarm", "at")
SELECT p."id", 1, 'DUE', max(e."at")
FROM "Problem" p
  JOIN "DueClock" c ON c."problemId" = p."id"
  JOIN "Event" e ON e."subjectKind" = 'problem' AND e."subjectId" = p."id" AND e."at" >= p."stateSince"
WHERE e."type" = 'problem.reminded' OR (e."type" = 'problem.lease-reminded' AND NOT EXISTS (
  SELECT 1 FROM "Engagement" g WHERE g."problemId" = p."id" AND g."endedAt" IS NULL AND g."lastEntryAt" > e."at"))
GROUP BY p."id";
