-- AlterTable
ALTER TABLE "SearchTerm" ADD COLUMN     "initials" TEXT,
ADD COLUMN     "sound" TEXT;

-- CreateIndex
CREATE INDEX "SearchTerm_sound_idx" ON "SearchTerm"("sound");

-- CreateIndex
CREATE INDEX "SearchTerm_initials_documents_idx" ON "SearchTerm"("initials", "documents");

-- The blank token counts the length of the documents; sounds come with the next building of the index.
INSERT INTO "SearchTerm" ("scope", "token", "documents")
SELECT "scope", ' ', round(sum("length") / 10.0)::int FROM "SearchDocument" GROUP BY "scope"
ON CONFLICT ("scope", "token") DO UPDATE SET "documents" = EXCLUDED."documents";
