-- AlterTable
ALTER TABLE "FigureTarget" ALTER COLUMN "value" DROP NOT NULL;
