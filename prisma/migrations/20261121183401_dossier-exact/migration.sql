-- AlterTable
ALTER TABLE "DossierExport" ADD COLUMN     "exact" BOOLEAN NOT NULL DEFAULT false;
