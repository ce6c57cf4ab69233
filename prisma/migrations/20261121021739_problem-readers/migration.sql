-- CreateTable
CREATE TABLE "ProblemReader" (
    "problemId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "layer" "Layer" NOT NULL,
    "via" TEXT NOT NULL,
    "until" TIMESTAMP(3),

    CONSTRAINT "ProblemReader_pkey" PRIMARY KEY ("problemId","key")
);

-- CreateIndex
CREATE INDEX "ProblemReader_key_problemId_idx" ON "ProblemReader"("key", "problemId");

-- AddForeignKey
ALTER TABLE "ProblemReader" ADD CONSTRAINT "ProblemReader_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;
