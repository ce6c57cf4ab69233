import { db } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { verifyChains, type Witness } from "#app/modules/events/verify-chain.server.ts";
import { readBackedUpHeads, readWitnesses } from "#app/modules/events/witness.server.ts";

type Head = { organisationId: string; seq: number; hash: string };
const isHead = (value: unknown): value is Head => {
  const head = value as Head | null;
  return typeof head?.organisationId === "string" && typeof head.seq === "number" && typeof head.hash === "string";
};
const witnessesIn = (heads: unknown, seenAt: Date): Witness[] =>
  (Array.isArray(heads) ? heads : [])
    .filter(isHead)
    .map(({ organisationId, seq, hash }) => ({ organisationId, seq, hash, seenAt: seenAt.toISOString() }));

/** Ends of chains that reports and dossiers were made with; their papers are outside. */
async function printedHeads(): Promise<Witness[]> {
  const [snapshots, dossiers] = await Promise.all([
    db.figureSnapshot.findMany({ select: { chainHeads: true, takenAt: true } }),
    db.dossierExport.findMany({ where: { state: "DONE" }, select: { heads: true, createdAt: true } }),
  ]);
  return [
    ...snapshots.flatMap((one) => witnessesIn(one.chainHeads, one.takenAt)),
    ...dossiers.flatMap((one) => witnessesIn(one.heads, one.createdAt)),
  ];
}

/** Each end once: many papers are made at the same one. */
function eachOnce(witnesses: readonly Witness[]): Witness[] {
  return [...new Map(witnesses.map((one) => [`${one.organisationId} ${one.seq} ${one.hash}`, one])).values()];
}

/**
 * Every chain row by row, its end, and the ends remembered elsewhere: in the witness file, in backups, in frozen reports
 * and in dossiers. @param more ends somebody brings along, of a backup's archive
 */
export async function verifyAllChains(tell: Tell, more: readonly Witness[] = []): Promise<AuditResult> {
  const { dataDir, secrets } = runtimeFacts();
  const [witnesses, backups, printed, total] = await Promise.all([
    readWitnesses(dataDir),
    readBackedUpHeads(dataDir),
    printedHeads(),
    db.event.count(),
  ]);
  const known = eachOnce([...witnesses, ...backups, ...printed, ...more]);
  const { rows, findings } = await verifyChains(secrets.chain, known, (done) => tell(done, total));
  return { checked: rows, findings };
}
