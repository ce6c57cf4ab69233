-- CreateEnum
CREATE TYPE "ActivityKind" AS ENUM ('COLLABORATION', 'SERVICE_VISIT', 'REGION_EXCHANGE', 'LECTURE', 'SCHOOL_VISIT');

-- CreateEnum
CREATE TYPE "ActivityState" AS ENUM ('DRAFT', 'PLANNED', 'HELD', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "InviteeReply" AS ENUM ('PENDING', 'COMES', 'DECLINES', 'PROPOSES');

-- CreateEnum
CREATE TYPE "AttendanceVia" AS ENUM ('SCREEN', 'PAPER', 'BEHALF');

-- CreateTable
CREATE TABLE "Activity" (
    "id" UUID NOT NULL,
    "allianceId" UUID NOT NULL,
    "kind" "ActivityKind" NOT NULL,
    "ordinal" INTEGER,
    "state" "ActivityState" NOT NULL DEFAULT 'DRAFT',
    "version" INTEGER NOT NULL DEFAULT 0,
    "topic" TEXT NOT NULL,
    "hostId" UUID,
    "otherHost" TEXT NOT NULL DEFAULT '',
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3),
    "place" TEXT NOT NULL DEFAULT '',
    "practical" TEXT NOT NULL DEFAULT '',
    "record" TEXT NOT NULL DEFAULT '',
    "listeners" INTEGER NOT NULL DEFAULT 0,
    "newsZh" TEXT NOT NULL DEFAULT '',
    "newsEn" TEXT NOT NULL DEFAULT '',
    "newsVersion" INTEGER NOT NULL DEFAULT 0,
    "createdById" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "publishedAt" TIMESTAMP(3),
    "heldAt" TIMESTAMP(3),
    "closedAt" TIMESTAMP(3),
    "cancelReason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityProblem" (
    "activityId" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "addedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ActivityProblem_pkey" PRIMARY KEY ("activityId","problemId")
);

-- CreateTable
CREATE TABLE "ActivityInvitee" (
    "activityId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "reply" "InviteeReply" NOT NULL DEFAULT 'PENDING',
    "note" TEXT NOT NULL DEFAULT '',
    "proposed" TEXT NOT NULL DEFAULT '',
    "invitedById" UUID NOT NULL,
    "invitedAt" TIMESTAMP(3) NOT NULL,
    "repliedAt" TIMESTAMP(3),
    "withdrawnAt" TIMESTAMP(3),
    "until" TIMESTAMP(3),

    CONSTRAINT "ActivityInvitee_pkey" PRIMARY KEY ("activityId","personId")
);

-- CreateTable
CREATE TABLE "ActivityAttendance" (
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "who" TEXT NOT NULL,
    "personId" UUID,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT '',
    "unitId" UUID,
    "via" "AttendanceVia" NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "enteredById" UUID,

    CONSTRAINT "ActivityAttendance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ActivityAdvice" (
    "id" UUID NOT NULL,
    "activityId" UUID NOT NULL,
    "problemId" UUID,
    "text" TEXT NOT NULL,
    "adviser" TEXT NOT NULL DEFAULT '',
    "ownerId" UUID,
    "dueOn" DATE,
    "doneAt" TIMESTAMP(3),
    "result" TEXT NOT NULL DEFAULT '',
    "doneByName" TEXT NOT NULL DEFAULT '',
    "remindedAt" TIMESTAMP(3),
    "overdueAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "clientId" UUID NOT NULL,

    CONSTRAINT "ActivityAdvice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarFeed" (
    "personId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("personId")
);

-- CreateIndex
CREATE INDEX "Activity_allianceId_startsAt_id_idx" ON "Activity"("allianceId", "startsAt", "id");

-- CreateIndex
CREATE INDEX "Activity_hostId_idx" ON "Activity"("hostId");

-- CreateIndex
CREATE UNIQUE INDEX "Activity_allianceId_kind_ordinal_key" ON "Activity"("allianceId", "kind", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "Activity_createdById_clientId_key" ON "Activity"("createdById", "clientId");

-- CreateIndex
CREATE INDEX "ActivityProblem_problemId_idx" ON "ActivityProblem"("problemId");

-- CreateIndex
CREATE INDEX "ActivityInvitee_personId_reply_idx" ON "ActivityInvitee"("personId", "reply");

-- CreateIndex
CREATE INDEX "ActivityAttendance_personId_idx" ON "ActivityAttendance"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "ActivityAttendance_activityId_who_key" ON "ActivityAttendance"("activityId", "who");

-- CreateIndex
CREATE INDEX "ActivityAdvice_ownerId_doneAt_idx" ON "ActivityAdvice"("ownerId", "doneAt");

-- CreateIndex
CREATE INDEX "ActivityAdvice_doneAt_dueOn_idx" ON "ActivityAdvice"("doneAt", "dueOn");

-- CreateIndex
CREATE UNIQUE INDEX "ActivityAdvice_activityId_clientId_key" ON "ActivityAdvice"("activityId", "clientId");

-- CreateIndex
CREATE UNIQUE INDEX "CalendarFeed_tokenHash_key" ON "CalendarFeed"("tokenHash");

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_allianceId_fkey" FOREIGN KEY ("allianceId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Activity" ADD CONSTRAINT "Activity_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityProblem" ADD CONSTRAINT "ActivityProblem_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityProblem" ADD CONSTRAINT "ActivityProblem_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityInvitee" ADD CONSTRAINT "ActivityInvitee_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityInvitee" ADD CONSTRAINT "ActivityInvitee_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityAttendance" ADD CONSTRAINT "ActivityAttendance_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityAttendance" ADD CONSTRAINT "ActivityAttendance_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityAdvice" ADD CONSTRAINT "ActivityAdvice_activityId_fkey" FOREIGN KEY ("activityId") REFERENCES "Activity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityAdvice" ADD CONSTRAINT "ActivityAdvice_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ActivityAdvice" ADD CONSTRAINT "ActivityAdvice_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
