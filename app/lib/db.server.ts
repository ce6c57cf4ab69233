import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "#prisma/generated/client.ts";
import { DomainError } from "./errors.ts";

export { Prisma };
export type Tx = Prisma.TransactionClient;

type Inside = { afterCommit: (() => void | Promise<void>)[] };

// One for the process, also where the built server and its source meet: a policy of the one records in a transaction of the other.
type Holder = {
  client?: PrismaClient;
  url?: string;
  inside: AsyncLocalStorage<Inside>;
  plannedOnce: AsyncLocalStorage<true>;
};
const holder: Holder = ((globalThis as { __jianglianDb?: Holder }).__jianglianDb ??= {
  inside: new AsyncLocalStorage<Inside>(),
  plannedOnce: new AsyncLocalStorage<true>(),
});
const { inside } = holder;

/** Points the product at a database; called once at start, and by tests for their own clone. */
export function useDatabase(url: string): void {
  holder.url = url;
  holder.client = undefined;
}

/** The address in use; absent before the start has chosen one. */
export function databaseUrl(): string {
  const url = holder.url ?? process.env.DATABASE_URL;
  if (!url) throw new Error("No database has been chosen yet");
  return url;
}

/**
 * Put into a raw statement that is sent often and costs more to plan than to run: each connection plans it once.
 * Its text must not change from call to call.
 */
export const PLANNED_ONCE = Prisma.raw("/* planned once */");

/** The same for a query through the client, of one row by its id and of few different shapes: each is kept for each connection. */
export const plannedOnce = <T>(query: () => PromiseLike<T>): Promise<T> =>
  // Sent within, not only made: a query of the client begins when it is waited for.
  holder.plannedOnce.run(true, async () => await query());

/** A name makes the database keep the statement; without one it is forgotten at once. */
const nameOf = (sql: string): string | undefined =>
  holder.plannedOnce.getStore() || sql.includes(PLANNED_ONCE.sql)
    ? createHash("sha256").update(sql).digest("base64url")
    : undefined;

function client(): PrismaClient {
  if (!holder.client) {
    const adapter = new PrismaPg(
      { connectionString: databaseUrl(), max: 12, idleTimeoutMillis: 10_000 },
      { statementNameGenerator: ({ sql }) => nameOf(sql) as string },
    );
    holder.client = new PrismaClient({ adapter, transactionOptions: { maxWait: 10_000, timeout: 20_000 } });
  }
  return holder.client;
}

export async function closeDatabase(): Promise<void> {
  await holder.client?.$disconnect();
  holder.client = undefined;
}

/**
 * The database outside transactions. Inside one it throws: a query there would
 * run on another connection, outside the transaction's all-or-nothing.
 */
export const db: PrismaClient = new Proxy({} as PrismaClient, {
  get(_target, property) {
    if (inside.getStore()) throw new Error(`db.${String(property)} inside a transaction; use tx`);
    const value = Reflect.get(client(), property);
    return typeof value === "function" ? value.bind(client()) : value;
  },
});

/** How often work is begun when the database ends it because two blocked one another. */
const MOST_BEGINNINGS = 3;

/**
 * Runs `work` in one transaction: all of it or nothing. Of two transactions that block one another the database ends
 * one; that one is begun again, so `work` keeps nothing outside itself. What `afterCommit` was given runs once it is
 * committed. A full pool, and a third block in a row, answer `unavailable`, so people may try again.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let beginning = 1; ; beginning += 1) {
    const state: Inside = { afterCommit: [] };
    let result: T;
    try {
      result = await client().$transaction((tx) => inside.run(state, () => work(tx)));
    } catch (error) {
      if (isBlocked(error) && beginning < MOST_BEGINNINGS) continue;
      if (isBlocked(error) || isKnown(error, "P2028")) throw new DomainError("unavailable", "busy");
      throw error;
    }
    for (const next of state.afterCommit) await next();
    return result;
  }
}

const isKnown = (error: unknown, code: string): error is Prisma.PrismaClientKnownRequestError =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === code;

/** A deadlock or a serialisation failure; raw queries report it under another code. */
function isBlocked(error: unknown): boolean {
  if (isKnown(error, "P2034")) return true;
  const meta = isKnown(error, "P2010") ? (error.meta as { driverAdapterError?: { cause?: { kind?: string } } }) : null;
  return meta?.driverAdapterError?.cause?.kind === "TransactionWriteConflict";
}

/** Registers a wake-up for after the commit; never part of the promise made to the caller. */
export function afterCommit(next: () => void | Promise<void>): void {
  const state = inside.getStore();
  if (!state) throw new Error("afterCommit outside a transaction");
  state.afterCommit.push(next);
}

/** True when a write met a unique index. */
export const isUniqueViolation = (error: unknown): boolean => isKnown(error, "P2002");
