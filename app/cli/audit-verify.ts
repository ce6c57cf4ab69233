/**
 * `npm run audit:verify [-- ARCHIVE …]`: the check of the page Audit. Chains against the ends remembered outside the
 * database and in these backups' manifests, rows against what the chains say of them, files against their hashes.
 */
import { readBackupManifest } from "#app/lib/backup/read-backup.server.ts";
import { db } from "#app/lib/db.server.ts";
import { registerAuditCheck } from "#app/modules/events/audit-checks.ts";
import { headsOfBackup, witnessHeads } from "#app/modules/events/witness.server.ts";
import type { Witness } from "#app/modules/events/verify-chain.server.ts";
import { verifyAllChains } from "#app/modules/operations/audit/heads.server.ts";
import { createRun, runAudit } from "#app/modules/operations/audit/run-audit.server.ts";
import { registerAuditChecks } from "#app/worker/audit.server.ts";
import { auditPart, auditWords } from "#app/words/audit.ts";
import { withRuntime } from "./with-runtime.server.ts";

await withRuntime(
  async ({ dataDir }) => {
    const w = auditWords.en;
    const heads: Witness[] = [];
    for (const archive of process.argv.slice(2)) heads.push(...headsOfBackup(await readBackupManifest(archive)));
    registerAuditChecks();
    if (heads.length > 0) registerAuditCheck("chains", (tell) => verifyAllChains(tell, heads));
    const now = () => new Date();
    const { id } = await createRun(db, "COMMAND", now());
    const { progress, findings, found } = await runAudit(id, now);
    for (const { check, done, found: wrong, untold = 0 } of progress) {
      const old = untold > 0 ? `, ${w.untold(untold)}` : "";
      process.stdout.write(`${w.checks[check] ?? check}: ${done} checked, ${w.unsound(wrong)}${old}\n`);
    }
    for (const { kind, organisationId, seq, subjectKind, subjectId, part } of findings) {
      const about = subjectKind && `${w.subjects[subjectKind] ?? subjectKind} ${subjectId}`;
      const where = [organisationId, seq && w.row(seq), about, part && auditPart(w, part)].filter(Boolean).join(", ");
      process.stdout.write(`${where}: ${w.kinds[kind]?.what}. ${w.kinds[kind]?.todo}\n`);
    }
    if (found > findings.length) process.stdout.write(`… and ${found - findings.length} more\n`);
    process.stdout.write(found === 0 ? "all sound\n" : `${w.unsound(found)}\n`);
    if (found > 0) process.exitCode = 1;
    else await witnessHeads(dataDir, now());
  },
  { search: false },
);
