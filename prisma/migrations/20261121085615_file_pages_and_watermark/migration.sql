-- AlterTable
ALTER TABLE "Attachment" ADD COLUMN     "pages" INTEGER;

-- AlterTable
ALTER TABLE "Enterprise" ADD COLUMN     "watermark" BOOLEAN NOT NULL DEFAULT false;
