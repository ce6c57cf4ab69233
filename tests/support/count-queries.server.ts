import { createRequire } from "node:module";
import pg from "pg";

type Query = (this: unknown, ...args: unknown[]) => unknown;
type Clients = { Client: { prototype: { query: Query } } };

// The database layer may have a copy of the driver of its own.
const drivers = new Set<Clients>([
  pg as unknown as Clients,
  createRequire(createRequire(import.meta.url).resolve("@prisma/adapter-pg"))("pg") as Clients,
]);

const textOf = (asked: unknown): string => {
  if (typeof asked === "string") return asked;
  const text = (asked as { text?: unknown } | null)?.text;
  return typeof text === "string" ? text : "";
};

/** The statements PostgreSQL was sent while `work` ran, as the driver sent them. */
export async function queriesOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const undo = [...drivers].map(({ Client: { prototype } }) => {
    const { query } = prototype;
    prototype.query = function (...args) {
      seen.push(textOf(args[0]));
      return query.apply(this, args);
    };
    return () => {
      prototype.query = query;
    };
  });
  try {
    await work();
  } finally {
    for (const step of undo) step();
  }
  return seen;
}
