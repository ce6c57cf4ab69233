-- CreateEnum
CREATE TYPE "FileKind" AS ENUM ('PHOTO', 'VIDEO', 'AUDIO', 'DOCUMENT', 'DRAWING');

-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "kind" "FileKind" NOT NULL DEFAULT 'PHOTO';

-- CreateTable
CREATE TABLE "Upload" (
    "key" TEXT NOT NULL,
    "partKey" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "ownerKind" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "attachmentId" UUID,
    "refusal" TEXT,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "Upload_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "FileText" (
    "attachmentId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "cut" BOOLEAN NOT NULL DEFAULT false,
    "readAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FileText_pkey" PRIMARY KEY ("attachmentId")
);

-- CreateTable
CREATE TABLE "FileView" (
    "id" UUID NOT NULL,
    "attachmentId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "personName" TEXT NOT NULL,
    "hour" TIMESTAMP(3) NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FileView_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Upload_partKey_key" ON "Upload"("partKey");

-- CreateIndex
CREATE INDEX "Upload_createdAt_idx" ON "Upload"("createdAt");

-- CreateIndex
CREATE INDEX "Upload_personId_idx" ON "Upload"("personId");

-- CreateIndex
CREATE INDEX "FileView_attachmentId_at_idx" ON "FileView"("attachmentId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "FileView_attachmentId_personId_hour_key" ON "FileView"("attachmentId", "personId", "hour");

-- AddForeignKey
ALTER TABLE "FileText" ADD CONSTRAINT "FileText_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FileView" ADD CONSTRAINT "FileView_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
