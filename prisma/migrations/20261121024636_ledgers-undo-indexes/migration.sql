-- CreateIndex
CREATE INDEX "Problem_mergedIntoId_idx" ON "Problem"("mergedIntoId");

-- CreateIndex
CREATE INDEX "Problem_answeredById_idx" ON "Problem"("answeredById");
