-- AlterTable
ALTER TABLE "Mentorship" ADD COLUMN     "onBehalf" BOOLEAN NOT NULL DEFAULT false;
