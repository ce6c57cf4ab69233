import { db } from "#app/lib/db.server.ts";
import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { verifyFileRecords, verifyFiles } from "#app/modules/attachments/verify-files.server.ts";
import { registerAuditCheck } from "#app/modules/events/audit-checks.ts";
import { verifyAdoptions } from "#app/modules/knowledge/replication/verify-adoptions.server.ts";
import { verifyAllChains } from "#app/modules/operations/audit/heads.server.ts";
import { AUDIT_JOB, createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { verifyProblemStates } from "#app/modules/problems/verify-states.server.ts";
import { verifyResults } from "#app/modules/solving/verify-results.server.ts";

const NIGHTLY = "audit-nightly";
/** Reading every file of a large installation takes long. */
const SECONDS = 6 * 3600;

/** What is checked, in this order: the chains first, for everything else is compared with them. */
export function registerAuditChecks(): void {
  registerAuditCheck("chains", (tell) => verifyAllChains(tell));
  registerAuditCheck("problems", verifyProblemStates);
  registerAuditCheck("results", verifyResults);
  registerAuditCheck("adoptions", verifyAdoptions);
  registerAuditCheck("file-records", verifyFileRecords);
  registerAuditCheck("files", verifyFiles);
}

/** Checks asked for on the page, and one each night. */
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
      const { id } = await createRun(db, "CLOCK", now());
      await runAudit(id, now);
    },
    { seconds: SECONDS },
  );
  defineSchedule(NIGHTLY, "10 3 * * *");
}
