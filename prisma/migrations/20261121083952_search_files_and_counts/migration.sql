-- DropIndex
DROP INDEX "SearchDocument_codes_idx";

-- AlterTable
ALTER TABLE "SearchDocument" ADD COLUMN     "files" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "SearchUncounted" (
    "documentId" TEXT NOT NULL,

    CONSTRAINT "SearchUncounted_pkey" PRIMARY KEY ("documentId")
);

-- How many new documents wait to be sorted into the index together is chosen by whoever writes: few while people ask,
-- many while the index is filled for the first time.
ALTER INDEX "SearchDocument_tsv_idx" RESET (gin_pending_list_limit);

-- Codes are looked for, never weighed: nearly every one is rare, and each was a row.
DELETE FROM "SearchTerm" WHERE "token" LIKE '#%';
