import { db } from "#app/lib/db.server.ts";
import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { verifyFileRecords, verifyFiles } from "#app/modules/attachments/verify-files.server.ts";
import { verifyAchievements } from "#app/modules/achievements/achievement/verify-achievements.server.ts";
import { verifyLinks } from "#app/modules/achievements/achievement/verify-links.server.ts";
import { verifyBenefitBases } from "#app/modules/achievements/benefit/verify-bases.server.ts";
import {
  verifyApplications,
  verifyDecisions,
  verifyRounds,
  verifySheets,
} from "#app/modules/awards/audit/verify-awards.server.ts";
import { verifyAuditors } from "#app/modules/awards/audit/verify-auditors.server.ts";
import { verifyDates } from "#app/modules/awards/audit/verify-dates.server.ts";
import { verifyLibrary } from "#app/modules/awards/audit/verify-library.server.ts";
import { verifyObjections } from "#app/modules/awards/audit/verify-objections.server.ts";
import { verifyPanels } from "#app/modules/awards/audit/verify-panels.server.ts";
import { verifyStanding } from "#app/modules/awards/audit/verify-standing.server.ts";
import { verifyGrades, verifyTrail } from "#app/modules/awards/audit/verify-trail.server.ts";
import { verifyClearings } from "#app/modules/awards/flags/verify-clearings.server.ts";
import { sealEarlierTexts } from "#app/modules/awards/notice/seal-earlier-texts.server.ts";
import { type AuditResult, registerAuditCheck } from "#app/modules/events/audit-checks.ts";
import { verifyFigures } from "#app/modules/figures/verify-figures.server.ts";
import { verifyCertificates } from "#app/modules/knowledge/replication/verify-certificates.server.ts";
import { verifyAdoptions } from "#app/modules/knowledge/replication/verify-adoptions.server.ts";
import { verifyAllChains } from "#app/modules/operations/audit/heads.server.ts";
import { forgetOldRuns } from "#app/modules/operations/audit/forget-runs.server.ts";
import { AUDIT_JOB, createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { verifyProblemStates } from "#app/modules/problems/verify-states.server.ts";
import { verifyStudioEntries } from "#app/modules/studios/verify-entries.server.ts";
import { verifyStudios } from "#app/modules/studios/verify-studios.server.ts";
import { verifyResults } from "#app/modules/solving/verify-results.server.ts";

const NIGHTLY = "audit-nightly";
/** Reading every file of a large installation takes long. */
const SECONDS = 6 * 3600;

/** Closed months and frozen reports, in the words of the audit. */
async function verifyFrozenFigures(): Promise<AuditResult> {
  const { closings, reports, findings } = await verifyFigures();
  return {
    checked: closings + reports,
    findings: findings.map(({ kind, organisationId, id }) => ({
      kind: kind === "changed" ? "seal-broken" : "row-without-event",
      organisationId,
      subjectKind: "snapshot",
      subjectId: id,
    })),
  };
}

/** What is checked, in this order: the chains first, for everything else is compared with them. */
export function registerAuditChecks(): void {
  registerAuditCheck("chains", (tell) => verifyAllChains(tell));
  registerAuditCheck("problems", verifyProblemStates);
  registerAuditCheck("results", verifyResults);
  registerAuditCheck("adoptions", verifyAdoptions);
  registerAuditCheck("certificates", verifyCertificates);
  registerAuditCheck("benefits", verifyBenefitBases);
  registerAuditCheck("achievements", verifyAchievements);
  registerAuditCheck("links", verifyLinks);
  registerAuditCheck("studios", verifyStudios);
  registerAuditCheck("studio-entries", verifyStudioEntries);
  registerAuditCheck("library", verifyLibrary);
  registerAuditCheck("rounds", verifyRounds);
  registerAuditCheck("dates", verifyDates);
  registerAuditCheck("auditors", verifyAuditors);
  registerAuditCheck("panels", verifyPanels);
  registerAuditCheck("standing", verifyStanding);
  registerAuditCheck("trail", verifyTrail);
  registerAuditCheck("applications", verifyApplications);
  registerAuditCheck("sheets", verifySheets);
  registerAuditCheck("grades", verifyGrades);
  registerAuditCheck("decisions", verifyDecisions);
  registerAuditCheck("objections", verifyObjections);
  registerAuditCheck("flags", verifyClearings);
  registerAuditCheck("snapshots", verifyFrozenFigures);
  registerAuditCheck("file-records", verifyFileRecords);
  registerAuditCheck("files", verifyFiles);
}

/** Checks asked for on the page, and one each night, after what is no longer of use was put away. */
export function registerAudit(): void {
  registerAuditChecks();
  const now = () => new Date();
  defineJob(
    AUDIT_JOB,
    async ({ runId }) => {
      if (runId) await runAudit(runId, now);
    },
    { seconds: SECONDS },
  );
  defineJob(
    NIGHTLY,
    async () => {
      await sealEarlierTexts();
      await forgetOldRuns();
      const { id } = await createRun(db, "CLOCK", now());
      await runAudit(id, now);
    },
    { seconds: SECONDS },
  );
  defineSchedule(NIGHTLY, "10 3 * * *");
}
