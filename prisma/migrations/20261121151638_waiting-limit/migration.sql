-- AlterTable
ALTER TABLE "DueClock" ADD COLUMN     "stand" INTEGER NOT NULL DEFAULT 0;

-- What stands already gets the limit of whoever is waited for, at the next sweep.
UPDATE "DueClock" SET "stand" = 1, "nextAt" = "standsSince" WHERE "standsSince" IS NOT NULL;
