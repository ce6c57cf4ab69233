/*
  Warnings:

  - A unique constraint covering the columns `[clientId]` on the table `Objection` will be added. If there are existing duplicate values, this will fail.
  - Added the required column `clientId` to the `Objection` table without a default value. This is not possible if the table is not empty.

*/
-- AlterTable
ALTER TABLE "AwardApplication" ADD COLUMN     "gradeReason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "spreadReason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "spreadSettled" INTEGER;

-- AlterTable
ALTER TABLE "AwardRound" ADD COLUMN     "panelClosedAt" TIMESTAMP(3);

-- AlterTable
ALTER TABLE "Invitation" ADD COLUMN     "seatId" UUID;

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "seatId" UUID;

-- AlterTable
ALTER TABLE "Objection" ADD COLUMN     "clientId" UUID NOT NULL;

-- CreateIndex
CREATE INDEX "Invitation_seatId_idx" ON "Invitation"("seatId");

-- CreateIndex
CREATE INDEX "Membership_seatId_idx" ON "Membership"("seatId");

-- CreateIndex
CREATE UNIQUE INDEX "Objection_clientId_key" ON "Objection"("clientId");

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "PanelSeat"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_seatId_fkey" FOREIGN KEY ("seatId") REFERENCES "PanelSeat"("id") ON DELETE SET NULL ON UPDATE CASCADE;
