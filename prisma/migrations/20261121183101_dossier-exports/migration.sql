-- AlterTable
ALTER TABLE "DossierExport" ADD COLUMN     "beatAt" TIMESTAMP(3),
ADD COLUMN     "removedAt" TIMESTAMP(3),
ADD COLUMN     "states" "ApplicationState"[];

-- AlterTable
ALTER TABLE "DossierTemplate" ADD COLUMN     "takenAt" TIMESTAMP(3);
