-- AlterTable
ALTER TABLE "AuditFinding" ADD COLUMN     "part" TEXT NOT NULL DEFAULT '';
