-- CreateIndex
CREATE INDEX "ProblemReader_until_idx" ON "ProblemReader"("until");
