-- CreateTable
CREATE TABLE "ApplicationContent" (
    "applicationId" UUID NOT NULL,
    "content" JSONB NOT NULL,
    "frozenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ApplicationContent_pkey" PRIMARY KEY ("applicationId")
);

-- AddForeignKey
ALTER TABLE "ApplicationContent" ADD CONSTRAINT "ApplicationContent_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "AwardApplication"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
