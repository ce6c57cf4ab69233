-- CreateTable
CREATE TABLE "FigureFact" (
    "measure" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "allianceId" UUID,
    "studioId" UUID,
    "helperId" UUID,
    "open" BOOLEAN NOT NULL DEFAULT false,
    "month" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "FigureFact_pkey" PRIMARY KEY ("measure","subject")
);

-- CreateTable
CREATE TABLE "FigureClosing" (
    "id" UUID NOT NULL,
    "rootId" UUID NOT NULL,
    "month" TEXT NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "FigureClosing_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FigureBlock" (
    "id" UUID NOT NULL,
    "closingId" UUID NOT NULL,
    "rootId" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "fromMonth" TEXT NOT NULL,
    "toMonth" TEXT NOT NULL,

    CONSTRAINT "FigureBlock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FigureCell" (
    "blockId" UUID NOT NULL,
    "scopeId" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "sum" BIGINT NOT NULL,
    "spread" JSONB NOT NULL,
    "members" UUID[],

    CONSTRAINT "FigureCell_pkey" PRIMARY KEY ("blockId","scopeId")
);

-- CreateTable
CREATE TABLE "FigureCounted" (
    "id" UUID NOT NULL,
    "blockId" UUID NOT NULL,
    "rootId" UUID NOT NULL,
    "measure" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "allianceId" UUID,
    "value" BIGINT NOT NULL,

    CONSTRAINT "FigureCounted_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FigureTarget" (
    "organisationId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "measure" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FigureTarget_pkey" PRIMARY KEY ("organisationId","year","measure")
);

-- CreateTable
CREATE TABLE "FigureSnapshot" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "chainHeads" JSONB NOT NULL,
    "takenAt" TIMESTAMP(3) NOT NULL,
    "byId" UUID,
    "byName" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "FigureSnapshot_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FigureFact_enterpriseId_month_idx" ON "FigureFact"("enterpriseId", "month");

-- CreateIndex
CREATE INDEX "FigureFact_studioId_month_idx" ON "FigureFact"("studioId", "month");

-- CreateIndex
CREATE INDEX "FigureFact_allianceId_measure_month_idx" ON "FigureFact"("allianceId", "measure", "month");

-- CreateIndex
CREATE INDEX "FigureFact_month_measure_idx" ON "FigureFact"("month", "measure");

-- CreateIndex
CREATE INDEX "FigureFact_subjectId_idx" ON "FigureFact"("subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "FigureClosing_rootId_month_key" ON "FigureClosing"("rootId", "month");

-- CreateIndex
CREATE UNIQUE INDEX "FigureBlock_rootId_measure_fromMonth_key" ON "FigureBlock"("rootId", "measure", "fromMonth");

-- CreateIndex
CREATE INDEX "FigureCell_scopeId_idx" ON "FigureCell"("scopeId");

-- CreateIndex
CREATE INDEX "FigureCounted_blockId_id_idx" ON "FigureCounted"("blockId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "FigureCounted_rootId_measure_subject_key" ON "FigureCounted"("rootId", "measure", "subject");

-- CreateIndex
CREATE INDEX "FigureSnapshot_organisationId_takenAt_id_idx" ON "FigureSnapshot"("organisationId", "takenAt" DESC, "id");

-- AddForeignKey
ALTER TABLE "FigureBlock" ADD CONSTRAINT "FigureBlock_closingId_fkey" FOREIGN KEY ("closingId") REFERENCES "FigureClosing"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FigureCell" ADD CONSTRAINT "FigureCell_blockId_fkey" FOREIGN KEY ("blockId") REFERENCES "FigureBlock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FigureCounted" ADD CONSTRAINT "FigureCounted_blockId_fkey" FOREIGN KEY ("blockId") REFERENCES "FigureBlock"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rule "published figures are frozen": what was published is never changed, by anybody's code.
CREATE FUNCTION figures_frozen() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  RAISE EXCEPTION ''a published figure cannot be changed or removed'';
END';
CREATE TRIGGER "FigureClosing_frozen" BEFORE UPDATE OR DELETE ON "FigureClosing" FOR EACH ROW EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER "FigureBlock_frozen" BEFORE UPDATE OR DELETE ON "FigureBlock" FOR EACH ROW EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER "FigureCell_frozen" BEFORE UPDATE OR DELETE ON "FigureCell" FOR EACH ROW EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER "FigureCounted_frozen" BEFORE UPDATE OR DELETE ON "FigureCounted" FOR EACH ROW EXECUTE FUNCTION figures_frozen();
CREATE TRIGGER "FigureSnapshot_frozen" BEFORE UPDATE OR DELETE ON "FigureSnapshot" FOR EACH ROW EXECUTE FUNCTION figures_frozen();
