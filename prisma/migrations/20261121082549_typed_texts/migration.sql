-- CreateTable
CREATE TABLE "TypedText" (
    "id" UUID NOT NULL,
    "attachmentId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "byId" UUID NOT NULL,
    "byName" TEXT NOT NULL,
    "ofPoster" BOOLEAN NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TypedText_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "TypedText_attachmentId_version_key" ON "TypedText"("attachmentId", "version");

-- AddForeignKey
ALTER TABLE "TypedText" ADD CONSTRAINT "TypedText_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment"("id") ON DELETE CASCADE ON UPDATE CASCADE;
