import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

export const FORMAT = 1;

const table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  /** Path inside the archive. */
  file: z.string(),
});

/** The first file of an archive: what it holds, and what each file must hash to. */
export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  product: z.literal("jianglian"),
  version: z.string(),
  createdAt: z.string(),
  postgres: z.string(),
  /** Names of the migrations the tables belong to, oldest first. */
  migrations: z.array(z.string()).min(1),
  /** Version of the job queue's own tables, null when there were none. */
  jobs: z.number().nullable(),
  tables: z.array(table),
  sequences: z.array(z.object({ schema: z.string(), name: z.string(), value: z.string(), called: z.boolean() })),
  /** Where each organisation's chain of events ended; a chain cut later shows against it. */
  chainHeads: z.array(z.object({ organisationId: z.string(), seq: z.number(), hash: z.string() })),
  /** Every other file of the archive with its SHA-256 and size. */
  entries: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number() })),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type BackupTable = z.infer<typeof table>;

/** SHA-256 and size of a file. */
export async function fingerprint(file: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(createReadStream(file), async function* (chunks) {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      hash.update(chunk);
      yield;
    }
  });
  return { sha256: hash.digest("hex"), bytes };
}
