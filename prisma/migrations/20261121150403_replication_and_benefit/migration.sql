-- CreateEnum
CREATE TYPE "BenefitKind" AS ENUM ('NEW_SALES', 'PROFIT', 'TAX', 'SAVINGS', 'SOCIAL');

-- CreateEnum
CREATE TYPE "BenefitMeasure" AS ENUM ('DOWNTIME', 'SCRAP', 'MATERIAL', 'ENERGY', 'LABOUR', 'MAINTENANCE', 'OUTPUT', 'SALES', 'TAX', 'OTHER');

-- CreateEnum
CREATE TYPE "BenefitState" AS ENUM ('FORECAST', 'ACTUAL', 'SUBMITTED', 'CERTIFIED', 'PARTLY', 'REFUSED', 'WITHDRAWN', 'CORRECTED');

-- CreateEnum
CREATE TYPE "BenefitOrigin" AS ENUM ('ENTERED', 'ON_BEHALF', 'IMPORTED');

-- CreateEnum
CREATE TYPE "BenefitStage" AS ENUM ('FORECAST', 'ACTUAL');

-- CreateEnum
CREATE TYPE "ReuseState" AS ENUM ('TAKEN', 'MEASURED', 'ACCEPTED', 'DROPPED');

-- DropIndex
DROP INDEX "Reuse_enterpriseId_idx";

-- AlterTable
ALTER TABLE "Measure" ADD COLUMN     "reuseId" UUID;

-- AlterTable
ALTER TABLE "Reuse" ADD COLUMN     "adapted" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "affiliate" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "anonymous" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "contact" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "decidedAt" TIMESTAMP(3),
ADD COLUMN     "decidedById" UUID,
ADD COLUMN     "endedOn" DATE,
ADD COLUMN     "internal" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "layer" "Layer" NOT NULL DEFAULT 'DETAIL',
ADD COLUMN     "lossFen" BIGINT,
ADD COLUMN     "measuredAt" TIMESTAMP(3),
ADD COLUMN     "measuredById" UUID,
ADD COLUMN     "place" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "result" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "startedOn" DATE,
ADD COLUMN     "state" "ReuseState" NOT NULL DEFAULT 'TAKEN',
ADD COLUMN     "verdict" "Verdict",
ADD COLUMN     "verdictNote" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "Benefit" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "recipientId" UUID NOT NULL,
    "fixId" UUID NOT NULL,
    "reuseId" UUID,
    "kind" "BenefitKind" NOT NULL,
    "measure" "BenefitMeasure" NOT NULL,
    "measureText" TEXT NOT NULL DEFAULT '',
    "measureKey" TEXT NOT NULL,
    "assetId" UUID,
    "place" TEXT NOT NULL,
    "placeKey" TEXT NOT NULL,
    "lineKey" TEXT NOT NULL DEFAULT '',
    "fromOn" DATE NOT NULL,
    "toOn" DATE NOT NULL,
    "year" INTEGER NOT NULL,
    "state" "BenefitState" NOT NULL DEFAULT 'FORECAST',
    "origin" "BenefitOrigin" NOT NULL DEFAULT 'ENTERED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "holds" BOOLEAN NOT NULL DEFAULT true,
    "social" TEXT NOT NULL DEFAULT '',
    "forecastFen" BIGINT,
    "actualFen" BIGINT,
    "certifiedFen" BIGINT,
    "baselineFen" BIGINT,
    "certifiedById" UUID,
    "certifiedAt" TIMESTAMP(3),
    "reason" TEXT NOT NULL DEFAULT '',
    "correctsId" UUID,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "submittedById" UUID,
    "submittedAt" TIMESTAMP(3),
    "sharesVersion" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Benefit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BenefitStatement" (
    "benefitId" UUID NOT NULL,
    "stage" "BenefitStage" NOT NULL,
    "formula" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "costs" JSONB NOT NULL,
    "grossFen" BIGINT NOT NULL,
    "costFen" BIGINT NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BenefitStatement_pkey" PRIMARY KEY ("benefitId","stage")
);

-- CreateTable
CREATE TABLE "BenefitShare" (
    "id" UUID NOT NULL,
    "benefitId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "basisPoints" INTEGER NOT NULL,
    "contribution" TEXT NOT NULL DEFAULT '',
    "confirmedOf" INTEGER,
    "confirmedAt" TIMESTAMP(3),
    "objection" TEXT NOT NULL DEFAULT '',
    "objectedOf" INTEGER,

    CONSTRAINT "BenefitShare_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AdoptionCertificate" (
    "id" UUID NOT NULL,
    "reuseId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "serial" INTEGER NOT NULL,
    "unit" TEXT NOT NULL,
    "contact" TEXT NOT NULL DEFAULT '',
    "title" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "fromOn" DATE NOT NULL,
    "toOn" DATE NOT NULL,
    "issuedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AdoptionCertificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Benefit_recipientId_state_idx" ON "Benefit"("recipientId", "state");

-- CreateIndex
CREATE INDEX "Benefit_fixId_idx" ON "Benefit"("fixId");

-- CreateIndex
CREATE INDEX "Benefit_reuseId_idx" ON "Benefit"("reuseId");

-- CreateIndex
CREATE INDEX "Benefit_correctsId_idx" ON "Benefit"("correctsId");

-- CreateIndex
CREATE INDEX "Benefit_assetId_idx" ON "Benefit"("assetId");

-- CreateIndex
CREATE UNIQUE INDEX "Benefit_byId_clientId_key" ON "Benefit"("byId", "clientId");

-- CreateIndex
CREATE INDEX "BenefitShare_personId_idx" ON "BenefitShare"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "BenefitShare_benefitId_personId_key" ON "BenefitShare"("benefitId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "BenefitShare_benefitId_position_key" ON "BenefitShare"("benefitId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "AdoptionCertificate_reuseId_key" ON "AdoptionCertificate"("reuseId");

-- CreateIndex
CREATE UNIQUE INDEX "AdoptionCertificate_studioId_year_serial_key" ON "AdoptionCertificate"("studioId", "year", "serial");

-- CreateIndex
CREATE INDEX "Measure_reuseId_idx" ON "Measure"("reuseId");

-- CreateIndex
CREATE INDEX "Reuse_enterpriseId_state_idx" ON "Reuse"("enterpriseId", "state");

-- AddForeignKey
ALTER TABLE "Benefit" ADD CONSTRAINT "Benefit_recipientId_fkey" FOREIGN KEY ("recipientId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Benefit" ADD CONSTRAINT "Benefit_fixId_fkey" FOREIGN KEY ("fixId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Benefit" ADD CONSTRAINT "Benefit_reuseId_fkey" FOREIGN KEY ("reuseId") REFERENCES "Reuse"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Benefit" ADD CONSTRAINT "Benefit_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Benefit" ADD CONSTRAINT "Benefit_correctsId_fkey" FOREIGN KEY ("correctsId") REFERENCES "Benefit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BenefitStatement" ADD CONSTRAINT "BenefitStatement_benefitId_fkey" FOREIGN KEY ("benefitId") REFERENCES "Benefit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BenefitShare" ADD CONSTRAINT "BenefitShare_benefitId_fkey" FOREIGN KEY ("benefitId") REFERENCES "Benefit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BenefitShare" ADD CONSTRAINT "BenefitShare_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measure" ADD CONSTRAINT "Measure_reuseId_fkey" FOREIGN KEY ("reuseId") REFERENCES "Reuse"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reuse" ADD CONSTRAINT "Reuse_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reuse" ADD CONSTRAINT "Reuse_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AdoptionCertificate" ADD CONSTRAINT "AdoptionCertificate_reuseId_fkey" FOREIGN KEY ("reuseId") REFERENCES "Reuse"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AdoptionCertificate" ADD CONSTRAINT "AdoptionCertificate_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An anonymous asker's use of a fix names nobody.
UPDATE "Reuse" r SET "anonymous" = true FROM "Problem" p WHERE p."id" = r."needId" AND p."anonymous";

-- Rule "one saving counts once": the same recipient, place and measure in overlapping days.
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE "Benefit" ADD CONSTRAINT "Benefit_counts_once" EXCLUDE USING gist (
  "recipientId" WITH =, "placeKey" WITH =, "measureKey" WITH =, daterange("fromOn", "toOn", '[]') WITH &&
) WHERE ("holds");

ALTER TABLE "Benefit"
  ADD CONSTRAINT "Benefit_days" CHECK ("fromOn" <= "toOn" AND EXTRACT(YEAR FROM "fromOn") = "year" AND EXTRACT(YEAR FROM "toOn") = "year"),
  -- Entry on behalf and import never certify.
  ADD CONSTRAINT "Benefit_certified_afresh" CHECK ("origin" = 'ENTERED' OR "state" NOT IN ('CERTIFIED', 'PARTLY', 'CORRECTED')),
  ADD CONSTRAINT "Benefit_certified_by" CHECK ("state" NOT IN ('CERTIFIED', 'PARTLY', 'CORRECTED') OR ("certifiedById" IS NOT NULL AND "certifiedAt" IS NOT NULL)),
  ADD CONSTRAINT "Benefit_certified_amount" CHECK ("certifiedFen" IS NULL OR ("certifiedFen" >= 0 AND "certifiedFen" <= "actualFen"));
ALTER TABLE "BenefitShare" ADD CONSTRAINT "BenefitShare_part" CHECK ("basisPoints" BETWEEN 1 AND 10000);

-- Of the corrections of one entry, one is under way or in force.
CREATE UNIQUE INDEX "Benefit_one_correction" ON "Benefit" ("correctsId") WHERE "state" NOT IN ('WITHDRAWN', 'REFUSED');

-- Certified figures are locked: all a certified row may become is CORRECTED, and its shares be confirmed.
CREATE FUNCTION benefit_locked() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF OLD."state" NOT IN (''CERTIFIED'', ''PARTLY'', ''CORRECTED'') THEN
    IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = ''DELETE'' THEN RAISE EXCEPTION ''a certified benefit cannot be removed''; END IF;
  IF (to_jsonb(NEW) - ''{state,version,holds,sharesVersion}''::text[]) <> (to_jsonb(OLD) - ''{state,version,holds,sharesVersion}''::text[])
     OR (NEW."state" <> OLD."state" AND NEW."state" <> ''CORRECTED'')
     OR (NEW."holds" AND NOT OLD."holds") OR (OLD."holds" AND NOT NEW."holds" AND NEW."state" <> ''CORRECTED'')
  THEN RAISE EXCEPTION ''a certified benefit cannot be changed''; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "Benefit_locked" BEFORE UPDATE OR DELETE ON "Benefit" FOR EACH ROW EXECUTE FUNCTION benefit_locked();

CREATE FUNCTION benefit_statement_locked() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF EXISTS (SELECT 1 FROM "Benefit" b WHERE b."id" = OLD."benefitId" AND b."state" IN (''CERTIFIED'', ''PARTLY'', ''CORRECTED''))
  THEN RAISE EXCEPTION ''the calculation of a certified benefit cannot be changed''; END IF;
  IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "BenefitStatement_locked" BEFORE UPDATE OR DELETE ON "BenefitStatement" FOR EACH ROW EXECUTE FUNCTION benefit_statement_locked();
