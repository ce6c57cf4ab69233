import { randomBytes } from "node:crypto";
import { Prisma, type Tx } from "#app/lib/db.server.ts";

/** Ids that sort by the time they were made, as the database's other rows have them. */
export function timeOrderedId(now: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** PostgreSQL's JSON takes neither NUL nor half a character, and a cell may hold both. */
const storable = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("\u0000", "").toWellFormed() : value;

type Table = "Problem" | "Solution" | "ProblemReader" | "ImportRow";

/**
 * Inserts many rows of the same columns in one statement with one parameter; the other columns take the database's
 * defaults. Thousands of rows with dozens of bound values each cost the client several times what the database needs.
 */
export async function insertRows(
  tx: Pick<Tx, "$executeRaw">,
  table: Table,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Prisma.raw(
    Object.keys(first)
      .map((name) => `"${name}"`)
      .join(", "),
  );
  const name = Prisma.raw(`"${table}"`);
  await tx.$executeRaw`INSERT INTO ${name} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(rows, storable)}::jsonb)`;
}
