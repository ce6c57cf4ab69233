import { db } from "#app/lib/db.server.ts";
import { type ChainRow, chainHash, GENESIS } from "./chain.ts";

/** A chain's end as somebody outside the database remembers it. */
export type Witness = { organisationId: string; seq: number; hash: string; seenAt: string };

export type Finding = {
  organisationId: string;
  seq: number | null;
  kind: "changed" | "missing" | "inserted" | "head-differs" | "cut-tail" | "recomputed" | "headless";
};

const PAGE = 2_000;

/**
 * Checks every chain row by row with the secret, its head, and the ends remembered outside the
 * database (witness file, backup manifests). Finds a changed, removed or inserted row, a cut tail
 * and a recomputed chain. Reads in pages; memory does not grow with the ledger.
 */
export async function verifyChains(
  secret: string,
  witnesses: readonly Witness[] = [],
  /** Told after each page how many rows were read. */
  tell: (rows: number) => Promise<void> = async () => {},
): Promise<{ rows: number; chains: number; findings: Finding[] }> {
  const heads = await db.chainHead.findMany({ select: { organisationId: true, seq: true, hash: true } });
  const known = new Set(heads.map((head) => head.organisationId));
  const owners = await db.event.groupBy({ by: ["organisationId"] });
  const findings: Finding[] = owners
    .filter((owner) => !known.has(owner.organisationId))
    .map((owner) => ({ organisationId: owner.organisationId, seq: null, kind: "headless" }));
  const chains = [
    ...new Set([...known, ...owners.map((o) => o.organisationId), ...witnesses.map((w) => w.organisationId)]),
  ];
  let rows = 0;
  for (const organisationId of chains) {
    const result = await verifyChain(
      organisationId,
      secret,
      witnesses.filter((w) => w.organisationId === organisationId),
      (more) => tell(rows + more),
    );
    rows += result.rows;
    findings.push(...result.findings);
    const head = heads.find((h) => h.organisationId === organisationId);
    if (head && (head.seq !== result.last.seq || head.hash !== result.last.hash)) {
      findings.push({ organisationId, seq: head.seq, kind: "head-differs" });
    }
  }
  return { rows, chains: chains.length, findings };
}

async function verifyChain(
  organisationId: string,
  secret: string,
  witnesses: readonly Witness[],
  tell: (rows: number) => Promise<void>,
) {
  const findings: Finding[] = [];
  const remembered = new Map(witnesses.map((w) => [w.seq, w.hash]));
  let last = { seq: 0, hash: GENESIS };
  let rows = 0;
  for (;;) {
    const page: (ChainRow & { hash: string })[] = await db.event.findMany({
      where: { organisationId, seq: { gt: last.seq } },
      orderBy: { seq: "asc" },
      take: PAGE,
    });
    for (const row of page) {
      if (row.seq !== last.seq + 1) findings.push({ organisationId, seq: last.seq + 1, kind: "missing" });
      else if (row.prevHash !== last.hash) findings.push({ organisationId, seq: row.seq, kind: "inserted" });
      if (chainHash(secret, row) !== row.hash) findings.push({ organisationId, seq: row.seq, kind: "changed" });
      const seen = remembered.get(row.seq);
      if (seen !== undefined && seen !== row.hash) findings.push({ organisationId, seq: row.seq, kind: "recomputed" });
      last = { seq: row.seq, hash: row.hash };
    }
    rows += page.length;
    await tell(rows);
    if (page.length < PAGE) break;
  }
  for (const witness of witnesses) {
    if (witness.seq > last.seq) findings.push({ organisationId, seq: witness.seq, kind: "cut-tail" });
  }
  return { rows, last, findings };
}
