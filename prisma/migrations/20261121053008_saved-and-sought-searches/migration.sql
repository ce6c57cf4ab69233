-- AlterTable
ALTER TABLE "SearchDocument" ALTER COLUMN "industry" DROP NOT NULL;

-- CreateTable
CREATE TABLE "SavedSearch" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SavedSearch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SoughtTerm" (
    "allianceId" UUID NOT NULL,
    "term" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "enterprise" TEXT NOT NULL,
    "on" DATE NOT NULL,

    CONSTRAINT "SoughtTerm_pkey" PRIMARY KEY ("allianceId","term","person")
);

-- CreateTable
CREATE TABLE "SoughtSubject" (
    "allianceId" UUID NOT NULL,
    "term" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "settledOn" DATE,

    CONSTRAINT "SoughtSubject_pkey" PRIMARY KEY ("allianceId","term")
);

-- CreateIndex
CREATE UNIQUE INDEX "SavedSearch_personId_name_key" ON "SavedSearch"("personId", "name");

-- CreateIndex
CREATE INDEX "SoughtTerm_on_idx" ON "SoughtTerm"("on");

-- AddForeignKey
ALTER TABLE "SavedSearch" ADD CONSTRAINT "SavedSearch_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was indexed before: the industry of anonymous posters is taken out, also from Meilisearch.
UPDATE "SearchDocument" d SET "industry" = NULL FROM "Problem" p WHERE p."id" = d."problemId" AND p."anonymous";
INSERT INTO "SearchPush" ("documentId") SELECT d."id" FROM "SearchDocument" d JOIN "Problem" p ON p."id" = d."problemId" WHERE p."anonymous"
ON CONFLICT ("documentId") DO UPDATE SET "version" = "SearchPush"."version" + 1;
