import pg from "pg";
import { databaseUrl, db, type Tx } from "./db.server.ts";
import { log } from "./log.server.ts";

/** What processes call to each other over the database: no contents, only about whom or what there is news. */
export type Signal = "notices" | "sessions" | "jobs";

type Hear = (ids: string[]) => void;
type Listener = {
  hear: Map<Signal, Set<Hear>>;
  /** Called when signals may have been missed: whoever listens looks for itself. */
  missed: Set<() => void>;
  client?: pg.Client;
  url?: string;
  waiting?: NodeJS.Timeout;
  failures: number;
};

// One for the process: the server and the built routes each hold their own copy of this file.
const state: Listener = ((globalThis as { __jianglianSignals?: Listener }).__jianglianSignals ??= {
  hear: new Map(),
  missed: new Set(),
  failures: 0,
});

const CHANNEL = "jianglian";
/** PostgreSQL carries at most 8,000 bytes; a session's key is 64 and a comma. */
const IDS_AT_ONCE = 100;
const SHORTEST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 15_000;
const CONNECT_LIMIT_MS = 5_000;
const PING_MS = 20_000;

/**
 * Calls to all processes on this database, this one too. Within a transaction it is heard once that commits, and never
 * when it does not.
 */
export async function signal(tx: Tx | null, name: Signal, ids: readonly string[]): Promise<void> {
  const calls: string[] = [];
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE)
    calls.push(`${name}:${ids.slice(from, from + IDS_AT_ONCE).join(",")}`);
  if (calls.length === 0) return;
  await (tx ?? db).$queryRaw`SELECT pg_notify(${CHANNEL}, c)::text FROM unnest(${calls}::text[]) AS c`;
}

/**
 * Listens from now on, over one connection for the whole process. When that breaks it is made anew, each try later than
 * the one before; then, and at the first, `missed` is called. @returns ends it
 */
export function listen(name: Signal, hear: Hear, missed?: () => void): () => void {
  const hearers = state.hear.get(name) ?? new Set();
  state.hear.set(name, hearers.add(hear));
  if (missed) state.missed.add(missed);
  connect();
  return () => {
    hearers.delete(hear);
    if (missed) state.missed.delete(missed);
    if ([...state.hear.values()].every((set) => set.size === 0)) void stopListening();
  };
}

/** Ends the connection; part of stopping. */
export async function stopListening(): Promise<void> {
  clearTimeout(state.waiting);
  const client = state.client;
  Object.assign(state, { client: undefined, url: undefined, waiting: undefined, failures: 0 });
  await client?.end().catch(() => undefined);
}

function connect(): void {
  const url = databaseUrl();
  if (state.client && state.url === url) return;
  const before = state.client;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    application_name: "jianglian signals",
    keepAlive: true,
  });
  Object.assign(state, { client, url });
  before?.end().catch(() => undefined);
  let pinging: NodeJS.Timeout | undefined;
  const lost = () => {
    clearInterval(pinging);
    if (state.client !== client) return;
    state.client = undefined;
    client.end().catch(() => undefined);
    const wait = Math.min(SHORTEST_WAIT_MS * 2 ** state.failures, LONGEST_WAIT_MS);
    state.failures += 1;
    // Many processes lose their connections at once; they need not come back at once.
    state.waiting = setTimeout(connect, wait * (0.75 + Math.random() / 2));
    state.waiting.unref();
  };
  client.on("error", lost);
  client.on("end", lost);
  client.on("notification", ({ payload = "" }) => {
    const at = payload.indexOf(":");
    const ids = payload.slice(at + 1).split(",");
    for (const hear of state.hear.get(payload.slice(0, at) as Signal) ?? []) hear(ids);
  });
  client
    .connect()
    .then(() => client.query(`LISTEN ${CHANNEL}`))
    .then(() => {
      if (state.failures > 0) log.info("signals: listening again");
      state.failures = 0;
      // A connection that died without a word is found out by asking.
      pinging = setInterval(() => void client.query("SELECT 1").catch(lost), PING_MS);
      pinging.unref();
      for (const missed of state.missed) missed();
    })
    .catch(lost);
}
