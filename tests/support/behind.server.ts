import { expect } from "vitest";
import { db, type Prisma } from "#app/lib/db.server.ts";

/** Writes as somebody does who has the database itself: past every trigger. */
export const behind = (...changes: readonly Prisma.Sql[]) =>
  db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = 'replica'`;
    for (const sql of changes) await tx.$executeRaw(sql);
  });

/** A change made behind the product's back, how it is undone, and what an audit says of it in between. */
export type Tampering = readonly [named: string, change: Prisma.Sql, back: Prisma.Sql];

/** Each of them is found and named, and nothing is found any more once it is undone. */
export async function expectFound(look: () => Promise<string[]>, tamperings: readonly Tampering[]): Promise<void> {
  for (const [named, change, back] of tamperings) {
    await behind(change);
    expect([named, await look()]).toEqual([named, expect.arrayContaining([named])]);
    await behind(back);
    expect([named, await look()]).toEqual([named, []]);
  }
}
