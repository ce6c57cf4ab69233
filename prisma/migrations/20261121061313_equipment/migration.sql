-- CreateTable
CREATE TABLE "Asset" (
    "id" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "numberKey" TEXT NOT NULL,
    "formerNumbers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "model" TEXT NOT NULL DEFAULT '',
    "maker" TEXT NOT NULL DEFAULT '',
    "line" TEXT NOT NULL DEFAULT '',
    "site" TEXT NOT NULL DEFAULT '',
    "imported" BOOLEAN NOT NULL DEFAULT false,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "retiredAt" TIMESTAMP(3),
    "retiredReason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProblemConfirmation" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "assetId" UUID,
    "downtimeHours" DECIMAL(8,2),
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ProblemConfirmation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssetImport" (
    "id" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "mapping" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'PREVIEW',
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "AssetImport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Asset_code_key" ON "Asset"("code");

-- CreateIndex
CREATE INDEX "Asset_enterpriseId_model_idx" ON "Asset"("enterpriseId", "model");

-- CreateIndex
CREATE UNIQUE INDEX "Asset_enterpriseId_numberKey_key" ON "Asset"("enterpriseId", "numberKey");

-- CreateIndex
CREATE INDEX "ProblemConfirmation_personId_idx" ON "ProblemConfirmation"("personId");

-- CreateIndex
CREATE INDEX "ProblemConfirmation_assetId_idx" ON "ProblemConfirmation"("assetId");

-- CreateIndex
CREATE UNIQUE INDEX "ProblemConfirmation_problemId_personId_key" ON "ProblemConfirmation"("problemId", "personId");

-- CreateIndex
CREATE INDEX "AssetImport_enterpriseId_createdAt_idx" ON "AssetImport"("enterpriseId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Problem_enterpriseId_assetNumber_idx" ON "Problem"("enterpriseId", "assetNumber");

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemConfirmation" ADD CONSTRAINT "ProblemConfirmation_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemConfirmation" ADD CONSTRAINT "ProblemConfirmation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemConfirmation" ADD CONSTRAINT "ProblemConfirmation_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset"("id") ON DELETE SET NULL ON UPDATE CASCADE;
