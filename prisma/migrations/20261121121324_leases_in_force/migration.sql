-- CreateIndex
CREATE INDEX "Engagement_endedAt_idx" ON "Engagement"("endedAt");
