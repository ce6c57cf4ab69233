-- CreateEnum
CREATE TYPE "RobotKind" AS ENUM ('WECOM', 'DINGTALK', 'FEISHU');

-- CreateEnum
CREATE TYPE "RobotPostState" AS ENUM ('WAITING', 'SENDING', 'SENT', 'DROPPED', 'UNCERTAIN');

-- CreateTable
CREATE TABLE "Robot" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "RobotKind" NOT NULL,
    "address" TEXT NOT NULL,
    "addressShown" TEXT NOT NULL,
    "signingSecret" TEXT NOT NULL DEFAULT '',
    "matters" TEXT[],
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "urgentAtNight" BOOLEAN NOT NULL DEFAULT false,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "pausedAt" TIMESTAMP(3),
    "notBefore" TIMESTAMP(3),
    "lastSentAt" TIMESTAMP(3),
    "lastFailedAt" TIMESTAMP(3),
    "lastFailure" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Robot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RobotPost" (
    "id" UUID NOT NULL,
    "robotId" UUID NOT NULL,
    "eventId" BIGINT NOT NULL,
    "matter" TEXT NOT NULL,
    "problemId" UUID NOT NULL,
    "state" "RobotPostState" NOT NULL DEFAULT 'WAITING',
    "sendingId" UUID,
    "sendingAt" TIMESTAMP(3),
    "unanswered" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "RobotPost_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RobotHost" (
    "id" UUID NOT NULL,
    "base" TEXT NOT NULL,
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RobotHost_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Robot_organisationId_idx" ON "Robot"("organisationId");

-- CreateIndex
CREATE INDEX "RobotPost_robotId_state_createdAt_idx" ON "RobotPost"("robotId", "state", "createdAt");

-- CreateIndex
CREATE INDEX "RobotPost_state_createdAt_idx" ON "RobotPost"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "RobotPost_robotId_eventId_key" ON "RobotPost"("robotId", "eventId");

-- CreateIndex
CREATE UNIQUE INDEX "RobotHost_base_key" ON "RobotHost"("base");

-- AddForeignKey
ALTER TABLE "Robot" ADD CONSTRAINT "Robot_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RobotPost" ADD CONSTRAINT "RobotPost_robotId_fkey" FOREIGN KEY ("robotId") REFERENCES "Robot"("id") ON DELETE CASCADE ON UPDATE CASCADE;
