-- CreateEnum
CREATE TYPE "AchievementKind" AS ENUM ('INVENTION', 'TECHNICAL_RENOVATION', 'FIVE_SMALL', 'PROPOSAL', 'OPERATING_METHOD', 'PATENT', 'PAPER', 'STANDARD');

-- CreateEnum
CREATE TYPE "AchievementState" AS ENUM ('DRAFT', 'SUBMITTED', 'REGISTERED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "AchievementOrigin" AS ENUM ('ENTERED', 'ON_BEHALF', 'IMPORTED');

-- CreateEnum
CREATE TYPE "PatentKind" AS ENUM ('INVENTION', 'UTILITY_MODEL', 'DESIGN', 'SOFTWARE');

-- CreateEnum
CREATE TYPE "PatentState" AS ENUM ('APPLIED', 'GRANTED');

-- CreateEnum
CREATE TYPE "WorkKind" AS ENUM ('PAPER', 'STANDARD', 'OPERATING_METHOD');

-- CreateTable
CREATE TABLE "Achievement" (
    "id" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "kind" "AchievementKind" NOT NULL,
    "title" TEXT NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "studioId" UUID,
    "completedOn" DATE NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "innovation" TEXT NOT NULL DEFAULT '',
    "application" TEXT NOT NULL DEFAULT '',
    "social" TEXT NOT NULL DEFAULT '',
    "novelty" TEXT NOT NULL DEFAULT '',
    "state" "AchievementState" NOT NULL DEFAULT 'DRAFT',
    "origin" "AchievementOrigin" NOT NULL DEFAULT 'ENTERED',
    "version" INTEGER NOT NULL DEFAULT 0,
    "contributorsVersion" INTEGER NOT NULL DEFAULT 0,
    "byId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "submittedById" UUID,
    "submittedAt" TIMESTAMP(3),
    "registeredById" UUID,
    "registeredAt" TIMESTAMP(3),
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Achievement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AchievementContributor" (
    "achievementId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "basisPoints" INTEGER NOT NULL,
    "contribution" TEXT NOT NULL DEFAULT '',
    "confirmedOf" INTEGER,
    "confirmedAt" TIMESTAMP(3),
    "objection" TEXT NOT NULL DEFAULT '',
    "objectedOf" INTEGER,

    CONSTRAINT "AchievementContributor_pkey" PRIMARY KEY ("achievementId","personId")
);

-- CreateTable
CREATE TABLE "AchievementFix" (
    "achievementId" UUID NOT NULL,
    "problemId" UUID NOT NULL,

    CONSTRAINT "AchievementFix_pkey" PRIMARY KEY ("achievementId","problemId")
);

-- CreateTable
CREATE TABLE "AchievementBenefit" (
    "benefitId" UUID NOT NULL,
    "achievementId" UUID NOT NULL,

    CONSTRAINT "AchievementBenefit_pkey" PRIMARY KEY ("benefitId")
);

-- CreateTable
CREATE TABLE "AchievementPatent" (
    "id" UUID NOT NULL,
    "achievementId" UUID NOT NULL,
    "kind" "PatentKind" NOT NULL,
    "number" TEXT NOT NULL,
    "numberKey" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "holderId" UUID,
    "state" "PatentState" NOT NULL,
    "on" DATE NOT NULL,

    CONSTRAINT "AchievementPatent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AchievementWork" (
    "id" UUID NOT NULL,
    "achievementId" UUID NOT NULL,
    "kind" "WorkKind" NOT NULL,
    "title" TEXT NOT NULL,
    "issuer" TEXT NOT NULL DEFAULT '',
    "number" TEXT NOT NULL DEFAULT '',
    "on" DATE NOT NULL,

    CONSTRAINT "AchievementWork_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AchievementAdopter" (
    "id" UUID NOT NULL,
    "achievementId" UUID NOT NULL,
    "unit" TEXT NOT NULL,
    "contact" TEXT NOT NULL DEFAULT '',
    "on" DATE NOT NULL,
    "reuseId" UUID,

    CONSTRAINT "AchievementAdopter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AchievementAward" (
    "id" UUID NOT NULL,
    "achievementId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "grade" TEXT NOT NULL DEFAULT '',
    "on" DATE NOT NULL,

    CONSTRAINT "AchievementAward_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AchievementLikeness" (
    "achievementId" UUID NOT NULL,
    "bands" INTEGER[],

    CONSTRAINT "AchievementLikeness_pkey" PRIMARY KEY ("achievementId")
);

-- CreateTable
CREATE TABLE "AchievementSimilar" (
    "achievementId" UUID NOT NULL,
    "earlierId" UUID NOT NULL,
    "similarity" INTEGER NOT NULL,
    "sameFix" BOOLEAN NOT NULL,
    "samePatent" BOOLEAN NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "AchievementSimilar_pkey" PRIMARY KEY ("achievementId","earlierId")
);

-- CreateIndex
CREATE INDEX "Achievement_enterpriseId_state_idx" ON "Achievement"("enterpriseId", "state");

-- CreateIndex
CREATE INDEX "Achievement_studioId_state_idx" ON "Achievement"("studioId", "state");

-- CreateIndex
CREATE INDEX "Achievement_createdAt_id_idx" ON "Achievement"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Achievement_byId_clientId_key" ON "Achievement"("byId", "clientId");

-- CreateIndex
CREATE INDEX "AchievementContributor_personId_idx" ON "AchievementContributor"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "AchievementContributor_achievementId_position_key" ON "AchievementContributor"("achievementId", "position");

-- CreateIndex
CREATE INDEX "AchievementFix_problemId_idx" ON "AchievementFix"("problemId");

-- CreateIndex
CREATE INDEX "AchievementBenefit_achievementId_idx" ON "AchievementBenefit"("achievementId");

-- CreateIndex
CREATE INDEX "AchievementPatent_numberKey_idx" ON "AchievementPatent"("numberKey");

-- CreateIndex
CREATE UNIQUE INDEX "AchievementPatent_achievementId_numberKey_key" ON "AchievementPatent"("achievementId", "numberKey");

-- CreateIndex
CREATE INDEX "AchievementWork_achievementId_idx" ON "AchievementWork"("achievementId");

-- CreateIndex
CREATE INDEX "AchievementAdopter_achievementId_idx" ON "AchievementAdopter"("achievementId");

-- CreateIndex
CREATE INDEX "AchievementAdopter_reuseId_idx" ON "AchievementAdopter"("reuseId");

-- CreateIndex
CREATE UNIQUE INDEX "AchievementAdopter_achievementId_reuseId_key" ON "AchievementAdopter"("achievementId", "reuseId");

-- CreateIndex
CREATE INDEX "AchievementAward_achievementId_idx" ON "AchievementAward"("achievementId");

-- CreateIndex
CREATE INDEX "AchievementLikeness_bands_idx" ON "AchievementLikeness" USING GIN ("bands" array_ops);

-- CreateIndex
CREATE INDEX "AchievementSimilar_earlierId_idx" ON "AchievementSimilar"("earlierId");

-- AddForeignKey
ALTER TABLE "Achievement" ADD CONSTRAINT "Achievement_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Achievement" ADD CONSTRAINT "Achievement_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementContributor" ADD CONSTRAINT "AchievementContributor_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementContributor" ADD CONSTRAINT "AchievementContributor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementContributor" ADD CONSTRAINT "AchievementContributor_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementFix" ADD CONSTRAINT "AchievementFix_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementFix" ADD CONSTRAINT "AchievementFix_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementBenefit" ADD CONSTRAINT "AchievementBenefit_benefitId_fkey" FOREIGN KEY ("benefitId") REFERENCES "Benefit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementBenefit" ADD CONSTRAINT "AchievementBenefit_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementPatent" ADD CONSTRAINT "AchievementPatent_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementWork" ADD CONSTRAINT "AchievementWork_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementAdopter" ADD CONSTRAINT "AchievementAdopter_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementAdopter" ADD CONSTRAINT "AchievementAdopter_reuseId_fkey" FOREIGN KEY ("reuseId") REFERENCES "Reuse"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementAward" ADD CONSTRAINT "AchievementAward_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementLikeness" ADD CONSTRAINT "AchievementLikeness_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementSimilar" ADD CONSTRAINT "AchievementSimilar_achievementId_fkey" FOREIGN KEY ("achievementId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AchievementSimilar" ADD CONSTRAINT "AchievementSimilar_earlierId_fkey" FOREIGN KEY ("earlierId") REFERENCES "Achievement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "AchievementContributor"
  ADD CONSTRAINT "AchievementContributor_part" CHECK ("basisPoints" BETWEEN 1 AND 10000),
  ADD CONSTRAINT "AchievementContributor_contribution" CHECK (char_length("contribution") <= 300);
ALTER TABLE "Achievement"
  -- Entry on behalf and import count for nothing until a completer took them over.
  ADD CONSTRAINT "Achievement_registered_afresh" CHECK ("origin" = 'ENTERED' OR "state" <> 'REGISTERED'),
  ADD CONSTRAINT "Achievement_registered_by" CHECK ("state" <> 'REGISTERED' OR ("registeredById" IS NOT NULL AND "registeredAt" IS NOT NULL));

-- Registered, it is locked: all it may become is withdrawn, with a reason.
CREATE FUNCTION achievement_locked() RETURNS trigger LANGUAGE plpgsql AS '
BEGIN
  IF OLD."state" <> ''REGISTERED'' THEN
    IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = ''DELETE'' THEN RAISE EXCEPTION ''a registered achievement cannot be removed''; END IF;
  IF (to_jsonb(NEW) - ''{state,version,reason}''::text[]) <> (to_jsonb(OLD) - ''{state,version,reason}''::text[])
     OR NEW."state" NOT IN (''REGISTERED'', ''WITHDRAWN'')
     OR (NEW."reason" <> OLD."reason" AND NEW."state" = ''REGISTERED'')
  THEN RAISE EXCEPTION ''a registered achievement cannot be changed''; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "Achievement_locked" BEFORE UPDATE OR DELETE ON "Achievement" FOR EACH ROW EXECUTE FUNCTION achievement_locked();

-- Its parts too. What is certified elsewhere later, a benefit or an adoption, is added (TG_ARGV: additions allowed).
CREATE FUNCTION achievement_part_locked() RETURNS trigger LANGUAGE plpgsql AS '
DECLARE
  owners uuid[];
BEGIN
  IF TG_OP = ''INSERT'' THEN
    IF TG_NARGS > 0 THEN RETURN NEW; END IF;
    owners := ARRAY[NEW."achievementId"];
  ELSIF TG_OP = ''DELETE'' THEN owners := ARRAY[OLD."achievementId"];
  ELSE
    -- A correction takes the place of the benefit it corrects.
    IF TG_TABLE_NAME = ''AchievementBenefit'' AND NEW."achievementId" = OLD."achievementId" AND EXISTS (
      SELECT 1 FROM "Benefit" b WHERE b."id" = NEW."benefitId" AND b."correctsId" = OLD."benefitId")
    THEN RETURN NEW; END IF;
    owners := ARRAY[OLD."achievementId", NEW."achievementId"];
  END IF;
  IF EXISTS (SELECT 1 FROM "Achievement" a WHERE a."id" = ANY (owners) AND a."state" = ''REGISTERED'')
  THEN RAISE EXCEPTION ''a registered achievement cannot be changed''; END IF;
  IF TG_OP = ''DELETE'' THEN RETURN OLD; END IF;
  RETURN NEW;
END';
CREATE TRIGGER "AchievementContributor_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementContributor" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked();
CREATE TRIGGER "AchievementFix_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementFix" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked();
CREATE TRIGGER "AchievementPatent_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementPatent" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked();
CREATE TRIGGER "AchievementWork_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementWork" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked();
CREATE TRIGGER "AchievementAward_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementAward" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked();
CREATE TRIGGER "AchievementBenefit_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementBenefit" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked('additions');
CREATE TRIGGER "AchievementAdopter_locked" BEFORE INSERT OR UPDATE OR DELETE ON "AchievementAdopter" FOR EACH ROW EXECUTE FUNCTION achievement_part_locked('additions');
