import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { db } from "#app/lib/db.server.ts";
import type { Witness } from "./verify-chain.server.ts";

const fileIn = (dataDir: string) => join(dataDir, "audit", "chain-heads.jsonl");
const backupsIn = (dataDir: string) => join(dataDir, "audit", "backup-heads.jsonl");

/** Writes down, outside the database, where every chain ends now; only ends that moved since the last time. */
export async function witnessHeads(dataDir: string, now: Date): Promise<number> {
  const latest = new Map((await readWitnesses(dataDir)).map((w) => [w.organisationId, w.seq]));
  const heads = await db.chainHead.findMany({ select: { organisationId: true, seq: true, hash: true } });
  const moved = heads.filter((head) => head.seq > (latest.get(head.organisationId) ?? 0));
  if (moved.length === 0) return 0;
  const file = fileIn(dataDir);
  await mkdir(dirname(file), { recursive: true });
  // Each line brings its own line break before it: a line cut short by a power failure spoils no other.
  await appendFile(file, moved.map((head) => `\n${JSON.stringify({ ...head, seenAt: now.toISOString() })}`).join(""));
  return moved.length;
}

/** All ends ever written down, oldest first; a half-written last line is passed over. */
export async function readWitnesses(dataDir: string): Promise<Witness[]> {
  return readLines<Witness>(fileIn(dataDir));
}

type BackedUp = { createdAt: string; chainHeads: Omit<Witness, "seenAt">[] };

/** Writes down the ends of the chains that a backup's manifest holds. */
export async function rememberBackup(dataDir: string, { createdAt, chainHeads }: BackedUp): Promise<void> {
  await mkdir(dirname(backupsIn(dataDir)), { recursive: true });
  await appendFile(backupsIn(dataDir), `\n${JSON.stringify({ createdAt, chainHeads })}`);
}

/** Ends that backups hold, as they were written down when each was made. */
export const readBackedUpHeads = async (dataDir: string): Promise<Witness[]> =>
  (await readLines<BackedUp>(backupsIn(dataDir))).flatMap(headsOfBackup);

/** The ends in a backup's manifest. */
export const headsOfBackup = ({ createdAt, chainHeads }: BackedUp): Witness[] =>
  chainHeads.map(({ organisationId, seq, hash }) => ({ organisationId, seq, hash, seenAt: createdAt }));

async function readLines<T>(file: string): Promise<T[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as T] : [];
    } catch {
      return [];
    }
  });
}
