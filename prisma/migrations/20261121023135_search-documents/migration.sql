-- DropIndex
DROP INDEX "SearchDocument_readers_idx";

-- AlterTable
ALTER TABLE "SearchDeny" ADD COLUMN     "followed" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "SearchDocument" DROP COLUMN "tokens",
DROP COLUMN "version",
ADD COLUMN     "bag" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "hash" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "length" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "scope" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "writtenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "SearchPush" (
    "documentId" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "SearchPush_pkey" PRIMARY KEY ("documentId")
);

-- CreateTable
CREATE TABLE "SearchState" (
    "problemId" UUID NOT NULL,
    "eventId" BIGINT NOT NULL,
    "indexedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SearchState_pkey" PRIMARY KEY ("problemId")
);

-- CreateTable
CREATE TABLE "SearchTerm" (
    "scope" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "documents" INTEGER NOT NULL,

    CONSTRAINT "SearchTerm_pkey" PRIMARY KEY ("scope","token")
);

-- CreateIndex
CREATE INDEX "SearchDocument_codes_idx" ON "SearchDocument" USING GIN ("codes");


-- The planner uses a GIN index with pending entries only after VACUUM.
ALTER INDEX "SearchDocument_tsv_idx" SET (fastupdate = off);
ALTER INDEX "SearchDocument_codes_idx" SET (fastupdate = off);
