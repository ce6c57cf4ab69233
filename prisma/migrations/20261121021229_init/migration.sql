-- CreateEnum
CREATE TYPE "Role" AS ENUM ('ENGINEER', 'REVIEWER', 'FINANCE', 'CRAFTSMAN', 'STUDIO_LEADER', 'SECRETARIAT', 'UNION_OFFICER', 'JUDGE', 'GUEST', 'ADMIN');

-- CreateEnum
CREATE TYPE "OrganisationKind" AS ENUM ('PLATFORM', 'FEDERATION', 'COUNTY_UNION', 'INDUSTRY_UNION', 'ENTERPRISE_UNION', 'ENTERPRISE', 'STUDIO', 'ALLIANCE');

-- CreateEnum
CREATE TYPE "Industry" AS ENUM ('LIQUOR', 'TOBACCO', 'FOOD', 'FOOD_PACKAGING', 'EQUIPMENT', 'MACHINE_TOOLS', 'TITANIUM', 'AUTOMOTIVE', 'ELECTRONICS', 'RAIL', 'PETROLEUM_MACHINERY', 'OTHER');

-- CreateEnum
CREATE TYPE "StudioLevel" AS ENUM ('MUNICIPAL', 'PROVINCIAL', 'NATIONAL');

-- CreateEnum
CREATE TYPE "AllianceKind" AS ENUM ('PROFESSIONAL', 'CROSS_ENTERPRISE', 'CROSS_REGION');

-- CreateEnum
CREATE TYPE "HonourTier" AS ENUM ('NATIONAL', 'PROVINCIAL', 'MUNICIPAL', 'ENTERPRISE');

-- CreateEnum
CREATE TYPE "CraftsmanTitle" AS ENUM ('MODEL_WORKER', 'CRAFTSMAN', 'MASTER_TECHNICIAN');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('UPLOADED', 'PREVIEWED', 'RUNNING', 'DONE', 'UNDONE', 'FAILED');

-- CreateEnum
CREATE TYPE "ImportRowState" AS ENUM ('READY', 'WARNED', 'REFUSED', 'SUBTOTAL', 'IMPORTED', 'REPEATED', 'UNDONE');

-- CreateEnum
CREATE TYPE "ProblemState" AS ENUM ('DRAFT', 'ENTERPRISE_REVIEW', 'TRIAGE', 'PUBLISHED', 'CLAIMED', 'ASSIGNED', 'IN_PROGRESS', 'SOLUTION_SUBMITTED', 'TRIAL_RUN', 'ACCEPTANCE', 'SOLVED', 'UNSOLVED', 'WITHDRAWN', 'MERGED', 'ANSWERED');

-- CreateEnum
CREATE TYPE "ProblemCategory" AS ENUM ('PROCESS', 'PRODUCT', 'QUALITY', 'ENERGY', 'EQUIPMENT', 'MANAGEMENT', 'SKILLS', 'SAFETY');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('LINE_DOWN', 'SAFETY', 'DEGRADED', 'QUALITY', 'IMPROVEMENT');

-- CreateEnum
CREATE TYPE "Layer" AS ENUM ('SUMMARY', 'DETAIL', 'CONFIDENTIAL');

-- CreateEnum
CREATE TYPE "ProblemOrigin" AS ENUM ('POSTED', 'IMPORTED');

-- CreateEnum
CREATE TYPE "IpOwner" AS ENUM ('POSTER', 'SOLVER', 'SHARED', 'AGREEMENT');

-- CreateEnum
CREATE TYPE "ProposalKind" AS ENUM ('MERGE', 'ANSWER');

-- CreateEnum
CREATE TYPE "ProposalState" AS ENUM ('OPEN', 'AGREED', 'REFUSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "BidState" AS ENUM ('OPEN', 'CHOSEN', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "AssignmentState" AS ENUM ('OFFERED', 'ACCEPTED', 'DECLINED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "EngagementEnd" AS ENUM ('RELEASED', 'GIVEN_UP', 'FINISHED', 'CLOSED');

-- CreateEnum
CREATE TYPE "PermitKind" AS ENUM ('EMPLOYER_CONSENT', 'VISIT_PERMIT', 'SAFETY_BRIEFING', 'AGREEMENT');

-- CreateEnum
CREATE TYPE "PermitState" AS ENUM ('REQUESTED', 'GRANTED', 'REFUSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "LogKind" AS ENUM ('CONTAINMENT', 'OBSERVATION', 'HYPOTHESIS', 'ATTEMPT', 'NOTE');

-- CreateEnum
CREATE TYPE "LogStatus" AS ENUM ('OPEN', 'CONFIRMED', 'REFUTED', 'WORKED', 'FAILED');

-- CreateEnum
CREATE TYPE "SolutionState" AS ENUM ('DRAFT', 'SUBMITTED', 'SENT_BACK', 'ACCEPTED');

-- CreateEnum
CREATE TYPE "TrialState" AS ENUM ('RUNNING', 'REPORTED', 'FAILED');

-- CreateEnum
CREATE TYPE "Verdict" AS ENUM ('FIXED', 'PARTLY', 'NOT_FIXED');

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "passwordHash" TEXT,
    "mustChangePassword" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'zh-CN',
    "theme" TEXT NOT NULL DEFAULT 'auto',
    "disabledAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "userAgent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "currentOrganisationId" UUID,
    "flash" JSONB,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "isHead" BOOLEAN NOT NULL DEFAULT false,
    "startsAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endsAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdById" UUID,

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Deputy" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "deputyId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3) NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Deputy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "organisationId" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "contact" TEXT NOT NULL DEFAULT '',
    "invitedById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "acceptedAt" TIMESTAMP(3),
    "acceptedById" UUID,
    "revokedAt" TIMESTAMP(3),

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "createdById" UUID,

    CONSTRAINT "PasswordReset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimiterFlexible" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMP(3),

    CONSTRAINT "RateLimiterFlexible_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Organisation" (
    "id" UUID NOT NULL,
    "kind" "OrganisationKind" NOT NULL,
    "name" TEXT NOT NULL,
    "shortName" TEXT NOT NULL DEFAULT '',
    "nameEn" TEXT NOT NULL DEFAULT '',
    "parentId" UUID,
    "timeZone" TEXT NOT NULL DEFAULT 'Asia/Shanghai',
    "about" TEXT NOT NULL DEFAULT '',
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnterpriseGroup" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "EnterpriseGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Enterprise" (
    "organisationId" UUID NOT NULL,
    "industry" "Industry" NOT NULL,
    "groupId" UUID,
    "address" TEXT NOT NULL DEFAULT '',
    "aliases" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "Enterprise_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "Studio" (
    "organisationId" UUID NOT NULL,
    "level" "StudioLevel" NOT NULL,
    "designatedOn" DATE,
    "specialities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "premises" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Studio_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "Alliance" (
    "organisationId" UUID NOT NULL,
    "kind" "AllianceKind" NOT NULL,
    "formedOn" DATE,
    "leadUnitId" UUID,

    CONSTRAINT "Alliance_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "AllianceMember" (
    "id" UUID NOT NULL,
    "allianceId" UUID NOT NULL,
    "memberId" UUID NOT NULL,
    "joinedAt" TIMESTAMP(3) NOT NULL,
    "leftAt" TIMESTAMP(3),

    CONSTRAINT "AllianceMember_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AllianceChair" (
    "id" UUID NOT NULL,
    "allianceId" UUID NOT NULL,
    "chairId" UUID NOT NULL,
    "startsOn" DATE NOT NULL,
    "endsOn" DATE,

    CONSTRAINT "AllianceChair_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CraftsmanProfile" (
    "personId" UUID NOT NULL,
    "honourTier" "HonourTier",
    "title" "CraftsmanTitle",
    "trade" TEXT NOT NULL DEFAULT '',
    "specialities" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "years" INTEGER,
    "bio" TEXT NOT NULL DEFAULT '',
    "workloadCap" INTEGER NOT NULL DEFAULT 3,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CraftsmanProfile_pkey" PRIMARY KEY ("personId")
);

-- CreateTable
CREATE TABLE "MentorTie" (
    "id" UUID NOT NULL,
    "mentorId" UUID NOT NULL,
    "apprenticeId" UUID NOT NULL,
    "startsAt" TIMESTAMP(3) NOT NULL,
    "endsAt" TIMESTAMP(3),

    CONSTRAINT "MentorTie_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Attachment" (
    "id" UUID NOT NULL,
    "ownerKind" TEXT NOT NULL,
    "ownerId" UUID NOT NULL,
    "problemId" UUID,
    "enterpriseId" UUID NOT NULL,
    "layer" "Layer" NOT NULL DEFAULT 'DETAIL',
    "key" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "sha256" TEXT NOT NULL,
    "uploadedById" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Attachment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Comment" (
    "id" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "layer" "Layer" NOT NULL DEFAULT 'DETAIL',
    "authorId" UUID NOT NULL,
    "authorOrgId" UUID,
    "clientId" UUID NOT NULL,
    "body" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "editedAt" TIMESTAMP(3),
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Comment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mention" (
    "commentId" UUID NOT NULL,
    "personId" UUID NOT NULL,

    CONSTRAINT "Mention_pkey" PRIMARY KEY ("commentId","personId")
);

-- CreateTable
CREATE TABLE "Watch" (
    "personId" UUID NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Watch_pkey" PRIMARY KEY ("personId","subjectKind","subjectId")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "organisationId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL DEFAULT '',
    "onBehalfOfId" UUID,
    "onBehalfOfName" TEXT NOT NULL DEFAULT '',
    "actorOrgId" UUID,
    "reason" TEXT NOT NULL DEFAULT '',
    "payload" JSONB NOT NULL DEFAULT '{}',
    "layer" TEXT NOT NULL DEFAULT 'OWN',
    "at" TIMESTAMP(3) NOT NULL,
    "recordedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "prevHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ChainHead" (
    "organisationId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ChainHead_pkey" PRIMARY KEY ("organisationId")
);

-- CreateTable
CREATE TABLE "Setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Setting_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "subjectKind" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "eventId" BIGINT,
    "dedupeKey" TEXT NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "readAt" TIMESTAMP(3),

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Import" (
    "id" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'UPLOADED',
    "sheet" TEXT NOT NULL DEFAULT '',
    "headerRow" INTEGER NOT NULL DEFAULT 1,
    "mapping" JSONB NOT NULL DEFAULT '{}',
    "firms" JSONB NOT NULL DEFAULT '{}',
    "totals" JSONB NOT NULL DEFAULT '{}',
    "rowsTotal" INTEGER NOT NULL DEFAULT 0,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "finishedAt" TIMESTAMP(3),
    "undoneAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportRow" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "rowNumber" INTEGER NOT NULL,
    "sourceKey" TEXT NOT NULL,
    "raw" JSONB NOT NULL,
    "parsed" JSONB NOT NULL DEFAULT '{}',
    "issues" JSONB NOT NULL DEFAULT '[]',
    "state" "ImportRowState" NOT NULL,
    "enterpriseId" UUID,
    "problemId" UUID,

    CONSTRAINT "ImportRow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Problem" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "clientId" UUID NOT NULL,
    "enterpriseId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "enteredById" UUID,
    "origin" "ProblemOrigin" NOT NULL DEFAULT 'POSTED',
    "state" "ProblemState" NOT NULL DEFAULT 'DRAFT',
    "stateSince" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMP(3),
    "title" TEXT NOT NULL DEFAULT '',
    "category" "ProblemCategory" NOT NULL DEFAULT 'EQUIPMENT',
    "severity" "Severity" NOT NULL DEFAULT 'DEGRADED',
    "equipmentType" TEXT NOT NULL DEFAULT '',
    "industry" "Industry" NOT NULL DEFAULT 'OTHER',
    "phenomenon" TEXT NOT NULL DEFAULT '',
    "alarmCode" TEXT NOT NULL DEFAULT '',
    "equipmentModel" TEXT NOT NULL DEFAULT '',
    "equipmentMaker" TEXT NOT NULL DEFAULT '',
    "line" TEXT NOT NULL DEFAULT '',
    "processStep" TEXT NOT NULL DEFAULT '',
    "since" TEXT NOT NULL DEFAULT '',
    "frequency" TEXT NOT NULL DEFAULT '',
    "downtimeHours" DECIMAL(8,2),
    "scrapPercent" DECIMAL(6,3),
    "tried" TEXT NOT NULL DEFAULT '',
    "target" TEXT NOT NULL DEFAULT '',
    "measuredBy" TEXT NOT NULL DEFAULT '',
    "wantedBy" DATE,
    "assetNumber" TEXT NOT NULL DEFAULT '',
    "parameters" TEXT NOT NULL DEFAULT '',
    "impactFen" BIGINT,
    "visitAllowed" BOOLEAN NOT NULL DEFAULT false,
    "agreementRequired" BOOLEAN NOT NULL DEFAULT false,
    "ipOwner" "IpOwner" NOT NULL DEFAULT 'POSTER',
    "secrecyLevel" TEXT NOT NULL DEFAULT 'INTERNAL',
    "anonymous" BOOLEAN NOT NULL DEFAULT false,
    "shownToSecretariat" BOOLEAN NOT NULL DEFAULT true,
    "fieldLayers" JSONB NOT NULL DEFAULT '{}',
    "redactions" JSONB NOT NULL DEFAULT '{}',
    "releasedAt" TIMESTAMP(3),
    "allianceId" UUID,
    "postedAt" TIMESTAMP(3),
    "publishedAt" TIMESTAMP(3),
    "solvedAt" TIMESTAMP(3),
    "closedReason" TEXT NOT NULL DEFAULT '',
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "escalatedTo" TEXT NOT NULL DEFAULT '',
    "escalatedAt" TIMESTAMP(3),
    "mergedIntoId" UUID,
    "answeredById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Problem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProblemAudience" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "organisationId" UUID NOT NULL,
    "layer" "Layer" NOT NULL,

    CONSTRAINT "ProblemAudience_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProblemNamed" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "layer" "Layer" NOT NULL,
    "until" TIMESTAMP(3),
    "addedById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProblemNamed_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TriageProposal" (
    "id" UUID NOT NULL,
    "kind" "ProposalKind" NOT NULL,
    "problemId" UUID NOT NULL,
    "targetId" UUID NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "state" "ProposalState" NOT NULL DEFAULT 'OPEN',
    "posterAgreed" BOOLEAN NOT NULL DEFAULT false,
    "targetAgreed" BOOLEAN NOT NULL DEFAULT false,
    "proposedById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "decidedAt" TIMESTAMP(3),

    CONSTRAINT "TriageProposal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SearchDocument" (
    "id" TEXT NOT NULL,
    "problemId" UUID NOT NULL,
    "layer" "Layer" NOT NULL,
    "readers" TEXT[],
    "state" "ProblemState" NOT NULL,
    "category" "ProblemCategory" NOT NULL,
    "industry" "Industry" NOT NULL,
    "severity" "Severity" NOT NULL,
    "equipmentType" TEXT NOT NULL,
    "allianceId" UUID,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "phenomenon" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "other" TEXT NOT NULL,
    "codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "tokens" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tsv" tsvector,

    CONSTRAINT "SearchDocument_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SearchDeny" (
    "problemId" UUID NOT NULL,
    "since" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SearchDeny_pkey" PRIMARY KEY ("problemId")
);

-- CreateTable
CREATE TABLE "Bid" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "leadId" UUID NOT NULL,
    "proposal" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "state" "BidState" NOT NULL DEFAULT 'OPEN',
    "decidedNote" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "decidedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Bid_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Assignment" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "craftsmanId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "assignedById" UUID NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "state" "AssignmentState" NOT NULL DEFAULT 'OFFERED',
    "answer" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "decidedAt" TIMESTAMP(3),

    CONSTRAINT "Assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Engagement" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "studioId" UUID NOT NULL,
    "startedAt" TIMESTAMP(3) NOT NULL,
    "lastEntryAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "end" "EngagementEnd",
    "handOverNote" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Engagement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EngagementMember" (
    "engagementId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "isLead" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "EngagementMember_pkey" PRIMARY KEY ("engagementId","personId")
);

-- CreateTable
CREATE TABLE "Permit" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "kind" "PermitKind" NOT NULL,
    "studioId" UUID NOT NULL,
    "personId" UUID,
    "organisationId" UUID NOT NULL,
    "state" "PermitState" NOT NULL DEFAULT 'REQUESTED',
    "note" TEXT NOT NULL DEFAULT '',
    "requestedById" UUID NOT NULL,
    "requestedAt" TIMESTAMP(3) NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Permit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DiagnosisEntry" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "engagementId" UUID,
    "authorId" UUID NOT NULL,
    "clientId" UUID NOT NULL,
    "kind" "LogKind" NOT NULL,
    "text" TEXT NOT NULL,
    "status" "LogStatus",
    "why" TEXT NOT NULL DEFAULT '',
    "layer" "Layer" NOT NULL DEFAULT 'DETAIL',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "updatedAt" TIMESTAMP(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DiagnosisEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Solution" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "engagementId" UUID,
    "authorId" UUID NOT NULL,
    "state" "SolutionState" NOT NULL DEFAULT 'DRAFT',
    "template" TEXT NOT NULL DEFAULT 'FREE',
    "rootCause" TEXT NOT NULL DEFAULT '',
    "containment" TEXT NOT NULL DEFAULT '',
    "actions" TEXT NOT NULL DEFAULT '',
    "prevention" TEXT NOT NULL DEFAULT '',
    "safetyNotes" TEXT NOT NULL DEFAULT '',
    "parts" TEXT NOT NULL DEFAULT '',
    "parameters" TEXT NOT NULL DEFAULT '',
    "costFen" BIGINT,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "submittedAt" TIMESTAMP(3),
    "acceptedAt" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Solution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Measure" (
    "id" UUID NOT NULL,
    "solutionId" UUID,
    "trialId" UUID,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "before" DECIMAL(18,4),
    "after" DECIMAL(18,4),
    "period" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Measure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Trial" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "solutionId" UUID NOT NULL,
    "baseline" TEXT NOT NULL,
    "startedOn" DATE NOT NULL,
    "endsOn" DATE NOT NULL,
    "state" "TrialState" NOT NULL DEFAULT 'RUNNING',
    "result" TEXT NOT NULL DEFAULT '',
    "startedById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Trial_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "solutionId" UUID NOT NULL,
    "verdict" "Verdict" NOT NULL,
    "internal" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "byId" UUID NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "JointDiagnosis" (
    "id" UUID NOT NULL,
    "problemId" UUID NOT NULL,
    "convenedById" UUID NOT NULL,
    "heldAt" TIMESTAMP(3),
    "place" TEXT NOT NULL DEFAULT '',
    "invited" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL DEFAULT '',
    "dissent" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "JointDiagnosis_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Reuse" (
    "id" UUID NOT NULL,
    "fixId" UUID NOT NULL,
    "needId" UUID,
    "enterpriseId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Reuse_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Person_phone_key" ON "Person"("phone");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Membership_personId_idx" ON "Membership"("personId");

-- CreateIndex
CREATE INDEX "Membership_organisationId_role_idx" ON "Membership"("organisationId", "role");

-- CreateIndex
CREATE INDEX "Deputy_personId_idx" ON "Deputy"("personId");

-- CreateIndex
CREATE INDEX "Deputy_deputyId_idx" ON "Deputy"("deputyId");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_organisationId_idx" ON "Invitation"("organisationId");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordReset_tokenHash_key" ON "PasswordReset"("tokenHash");

-- CreateIndex
CREATE INDEX "PasswordReset_personId_idx" ON "PasswordReset"("personId");

-- CreateIndex
CREATE INDEX "Organisation_parentId_idx" ON "Organisation"("parentId");

-- CreateIndex
CREATE INDEX "Organisation_kind_name_idx" ON "Organisation"("kind", "name");

-- CreateIndex
CREATE UNIQUE INDEX "EnterpriseGroup_name_key" ON "EnterpriseGroup"("name");

-- CreateIndex
CREATE INDEX "Enterprise_groupId_idx" ON "Enterprise"("groupId");

-- CreateIndex
CREATE INDEX "AllianceMember_allianceId_idx" ON "AllianceMember"("allianceId");

-- CreateIndex
CREATE INDEX "AllianceMember_memberId_idx" ON "AllianceMember"("memberId");

-- CreateIndex
CREATE INDEX "AllianceChair_allianceId_startsOn_idx" ON "AllianceChair"("allianceId", "startsOn");

-- CreateIndex
CREATE INDEX "MentorTie_mentorId_idx" ON "MentorTie"("mentorId");

-- CreateIndex
CREATE INDEX "MentorTie_apprenticeId_idx" ON "MentorTie"("apprenticeId");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_key_key" ON "Attachment"("key");

-- CreateIndex
CREATE INDEX "Attachment_ownerKind_ownerId_idx" ON "Attachment"("ownerKind", "ownerId");

-- CreateIndex
CREATE INDEX "Attachment_problemId_idx" ON "Attachment"("problemId");

-- CreateIndex
CREATE UNIQUE INDEX "Attachment_uploadedById_clientId_key" ON "Attachment"("uploadedById", "clientId");

-- CreateIndex
CREATE INDEX "Comment_subjectKind_subjectId_createdAt_idx" ON "Comment"("subjectKind", "subjectId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Comment_authorId_clientId_key" ON "Comment"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "Watch_subjectKind_subjectId_idx" ON "Watch"("subjectKind", "subjectId");

-- CreateIndex
CREATE INDEX "Event_subjectKind_subjectId_id_idx" ON "Event"("subjectKind", "subjectId", "id");

-- CreateIndex
CREATE INDEX "Event_type_id_idx" ON "Event"("type", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Event_organisationId_seq_key" ON "Event"("organisationId", "seq");

-- CreateIndex
CREATE INDEX "Notice_personId_readAt_createdAt_id_idx" ON "Notice"("personId", "readAt", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Notice_personId_dedupeKey_key" ON "Notice"("personId", "dedupeKey");

-- CreateIndex
CREATE INDEX "Import_organisationId_createdAt_id_idx" ON "Import"("organisationId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ImportRow_problemId_key" ON "ImportRow"("problemId");

-- CreateIndex
CREATE INDEX "ImportRow_importId_state_rowNumber_idx" ON "ImportRow"("importId", "state", "rowNumber");

-- CreateIndex
CREATE INDEX "ImportRow_enterpriseId_sourceKey_idx" ON "ImportRow"("enterpriseId", "sourceKey");

-- CreateIndex
CREATE UNIQUE INDEX "ImportRow_importId_rowNumber_key" ON "ImportRow"("importId", "rowNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Problem_number_key" ON "Problem"("number");

-- CreateIndex
CREATE INDEX "Problem_enterpriseId_state_createdAt_id_idx" ON "Problem"("enterpriseId", "state", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Problem_allianceId_state_createdAt_id_idx" ON "Problem"("allianceId", "state", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Problem_state_dueAt_idx" ON "Problem"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Problem_createdAt_id_idx" ON "Problem"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Problem_authorId_createdAt_idx" ON "Problem"("authorId", "createdAt" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Problem_authorId_clientId_key" ON "Problem"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "ProblemAudience_organisationId_layer_idx" ON "ProblemAudience"("organisationId", "layer");

-- CreateIndex
CREATE UNIQUE INDEX "ProblemAudience_problemId_organisationId_key" ON "ProblemAudience"("problemId", "organisationId");

-- CreateIndex
CREATE INDEX "ProblemNamed_personId_idx" ON "ProblemNamed"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "ProblemNamed_problemId_personId_key" ON "ProblemNamed"("problemId", "personId");

-- CreateIndex
CREATE INDEX "TriageProposal_problemId_state_idx" ON "TriageProposal"("problemId", "state");

-- CreateIndex
CREATE INDEX "TriageProposal_targetId_state_idx" ON "TriageProposal"("targetId", "state");

-- CreateIndex
CREATE INDEX "SearchDocument_problemId_idx" ON "SearchDocument"("problemId");

-- CreateIndex
CREATE INDEX "SearchDocument_readers_idx" ON "SearchDocument" USING GIN ("readers");

-- CreateIndex
CREATE INDEX "SearchDocument_tsv_idx" ON "SearchDocument" USING GIN ("tsv");

-- CreateIndex
CREATE INDEX "Bid_problemId_state_idx" ON "Bid"("problemId", "state");

-- CreateIndex
CREATE INDEX "Bid_studioId_state_idx" ON "Bid"("studioId", "state");

-- CreateIndex
CREATE INDEX "Assignment_problemId_state_idx" ON "Assignment"("problemId", "state");

-- CreateIndex
CREATE INDEX "Assignment_craftsmanId_state_idx" ON "Assignment"("craftsmanId", "state");

-- CreateIndex
CREATE INDEX "Engagement_problemId_endedAt_idx" ON "Engagement"("problemId", "endedAt");

-- CreateIndex
CREATE INDEX "Engagement_studioId_endedAt_idx" ON "Engagement"("studioId", "endedAt");

-- CreateIndex
CREATE INDEX "EngagementMember_personId_idx" ON "EngagementMember"("personId");

-- CreateIndex
CREATE INDEX "Permit_organisationId_state_idx" ON "Permit"("organisationId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Permit_problemId_kind_studioId_key" ON "Permit"("problemId", "kind", "studioId");

-- CreateIndex
CREATE INDEX "DiagnosisEntry_problemId_createdAt_idx" ON "DiagnosisEntry"("problemId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "DiagnosisEntry_authorId_clientId_key" ON "DiagnosisEntry"("authorId", "clientId");

-- CreateIndex
CREATE INDEX "Solution_problemId_state_idx" ON "Solution"("problemId", "state");

-- CreateIndex
CREATE INDEX "Measure_solutionId_idx" ON "Measure"("solutionId");

-- CreateIndex
CREATE INDEX "Measure_trialId_idx" ON "Measure"("trialId");

-- CreateIndex
CREATE INDEX "Trial_problemId_state_idx" ON "Trial"("problemId", "state");

-- CreateIndex
CREATE INDEX "Acceptance_problemId_idx" ON "Acceptance"("problemId");

-- CreateIndex
CREATE INDEX "JointDiagnosis_problemId_idx" ON "JointDiagnosis"("problemId");

-- CreateIndex
CREATE INDEX "Reuse_fixId_idx" ON "Reuse"("fixId");

-- CreateIndex
CREATE INDEX "Reuse_enterpriseId_idx" ON "Reuse"("enterpriseId");

-- CreateIndex
CREATE UNIQUE INDEX "Reuse_fixId_needId_key" ON "Reuse"("fixId", "needId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deputy" ADD CONSTRAINT "Deputy_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Deputy" ADD CONSTRAINT "Deputy_deputyId_fkey" FOREIGN KEY ("deputyId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Organisation" ADD CONSTRAINT "Organisation_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enterprise" ADD CONSTRAINT "Enterprise_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Enterprise" ADD CONSTRAINT "Enterprise_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "EnterpriseGroup"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Studio" ADD CONSTRAINT "Studio_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alliance" ADD CONSTRAINT "Alliance_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alliance" ADD CONSTRAINT "Alliance_leadUnitId_fkey" FOREIGN KEY ("leadUnitId") REFERENCES "Organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllianceMember" ADD CONSTRAINT "AllianceMember_allianceId_fkey" FOREIGN KEY ("allianceId") REFERENCES "Alliance"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllianceMember" ADD CONSTRAINT "AllianceMember_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllianceChair" ADD CONSTRAINT "AllianceChair_allianceId_fkey" FOREIGN KEY ("allianceId") REFERENCES "Alliance"("organisationId") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AllianceChair" ADD CONSTRAINT "AllianceChair_chairId_fkey" FOREIGN KEY ("chairId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CraftsmanProfile" ADD CONSTRAINT "CraftsmanProfile_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MentorTie" ADD CONSTRAINT "MentorTie_mentorId_fkey" FOREIGN KEY ("mentorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MentorTie" ADD CONSTRAINT "MentorTie_apprenticeId_fkey" FOREIGN KEY ("apprenticeId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Mention" ADD CONSTRAINT "Mention_commentId_fkey" FOREIGN KEY ("commentId") REFERENCES "Comment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_importId_fkey" FOREIGN KEY ("importId") REFERENCES "Import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportRow" ADD CONSTRAINT "ImportRow_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_enterpriseId_fkey" FOREIGN KEY ("enterpriseId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_enteredById_fkey" FOREIGN KEY ("enteredById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Problem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Problem"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemAudience" ADD CONSTRAINT "ProblemAudience_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemAudience" ADD CONSTRAINT "ProblemAudience_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemNamed" ADD CONSTRAINT "ProblemNamed_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemNamed" ADD CONSTRAINT "ProblemNamed_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TriageProposal" ADD CONSTRAINT "TriageProposal_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TriageProposal" ADD CONSTRAINT "TriageProposal_targetId_fkey" FOREIGN KEY ("targetId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bid" ADD CONSTRAINT "Bid_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bid" ADD CONSTRAINT "Bid_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bid" ADD CONSTRAINT "Bid_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_craftsmanId_fkey" FOREIGN KEY ("craftsmanId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Assignment" ADD CONSTRAINT "Assignment_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Engagement" ADD CONSTRAINT "Engagement_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Engagement" ADD CONSTRAINT "Engagement_studioId_fkey" FOREIGN KEY ("studioId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementMember" ADD CONSTRAINT "EngagementMember_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EngagementMember" ADD CONSTRAINT "EngagementMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_organisationId_fkey" FOREIGN KEY ("organisationId") REFERENCES "Organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DiagnosisEntry" ADD CONSTRAINT "DiagnosisEntry_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Solution" ADD CONSTRAINT "Solution_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Solution" ADD CONSTRAINT "Solution_engagementId_fkey" FOREIGN KEY ("engagementId") REFERENCES "Engagement"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measure" ADD CONSTRAINT "Measure_solutionId_fkey" FOREIGN KEY ("solutionId") REFERENCES "Solution"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Measure" ADD CONSTRAINT "Measure_trialId_fkey" FOREIGN KEY ("trialId") REFERENCES "Trial"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Trial" ADD CONSTRAINT "Trial_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JointDiagnosis" ADD CONSTRAINT "JointDiagnosis_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reuse" ADD CONSTRAINT "Reuse_fixId_fkey" FOREIGN KEY ("fixId") REFERENCES "Problem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reuse" ADD CONSTRAINT "Reuse_needId_fkey" FOREIGN KEY ("needId") REFERENCES "Problem"("id") ON DELETE SET NULL ON UPDATE CASCADE;
