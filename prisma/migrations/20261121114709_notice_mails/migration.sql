-- CreateEnum
CREATE TYPE "MailState" AS ENUM ('WAITING', 'SENDING', 'SENT', 'FAILED', 'DROPPED');

-- AlterTable
ALTER TABLE "Notice" ADD COLUMN     "mailId" UUID;

-- CreateTable
CREATE TABLE "NoticePreference" (
    "personId" UUID NOT NULL,
    "mail" JSONB NOT NULL DEFAULT '{}',
    "silent" TEXT[],
    "mailPaused" BOOLEAN NOT NULL DEFAULT false,
    "digest" TEXT NOT NULL DEFAULT 'daily',
    "quietFrom" INTEGER NOT NULL DEFAULT 1320,
    "quietTo" INTEGER NOT NULL DEFAULT 420,
    "timeZone" TEXT,
    "urgentAtNight" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "NoticePreference_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "NoticeMail" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "matter" TEXT NOT NULL,
    "openKey" TEXT,
    "urgent" BOOLEAN NOT NULL DEFAULT false,
    "state" "MailState" NOT NULL DEFAULT 'WAITING',
    "dueAt" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "sentAt" TIMESTAMP(3),

    CONSTRAINT "NoticeMail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RefusedAddress" (
    "personId" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "RefusedAddress_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "SearchWatch" (
    "searchId" UUID NOT NULL,
    "known" UUID[],
    "since" TIMESTAMP(3),
    "checkedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SearchWatch_pkey" PRIMARY KEY ("searchId")
);

-- CreateIndex
CREATE UNIQUE INDEX "NoticeMail_openKey_key" ON "NoticeMail"("openKey");

-- CreateIndex
CREATE INDEX "NoticeMail_state_dueAt_idx" ON "NoticeMail"("state", "dueAt");

-- CreateIndex
CREATE INDEX "NoticeMail_personId_matter_sentAt_idx" ON "NoticeMail"("personId", "matter", "sentAt");

-- CreateIndex
CREATE INDEX "SearchWatch_checkedAt_idx" ON "SearchWatch"("checkedAt");

-- CreateIndex
CREATE INDEX "Notice_mailId_idx" ON "Notice"("mailId");

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_mailId_fkey" FOREIGN KEY ("mailId") REFERENCES "NoticeMail"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticePreference" ADD CONSTRAINT "NoticePreference_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeMail" ADD CONSTRAINT "NoticeMail_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RefusedAddress" ADD CONSTRAINT "RefusedAddress_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SearchWatch" ADD CONSTRAINT "SearchWatch_searchId_fkey" FOREIGN KEY ("searchId") REFERENCES "SavedSearch"("id") ON DELETE CASCADE ON UPDATE CASCADE;
