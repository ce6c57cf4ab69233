import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Log } from "#app/lib/log.server.ts";

export type DatabaseMonitor = {
  /** What is known at this moment, without asking. */
  isUp(): boolean;
  /** Asks the database. */
  check(): Promise<boolean>;
  stop(): Promise<void>;
};

const PING_MS = 5_000;
const RETRY_MS = 300;
const ANSWER_LIMIT_MS = 3_000;

/** Holds one connection open and notices at once when the database goes, and soon when it is back. */
export function monitorDatabase(url: string, log: Log): DatabaseMonitor {
  let client: pg.Client | undefined;
  let stopped = false;
  let pinging: NodeJS.Timeout | undefined;

  const lost = (gone: pg.Client) => {
    if (client !== gone) return;
    client = undefined;
    clearInterval(pinging);
    gone.end().catch(() => {});
    if (stopped) return;
    log.warn("database: gone; pages answer 503 until it is back");
    void connectAgain();
  };

  const connectAgain = async () => {
    while (!stopped && !(await connect())) await wait(RETRY_MS);
    if (!stopped) log.info("database: back");
  };

  const connect = async (): Promise<boolean> => {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_LIMIT_MS,
      query_timeout: ANSWER_LIMIT_MS,
      application_name: "jianglian monitor",
      keepAlive: true,
    });
    fresh.on("error", () => lost(fresh));
    fresh.on("end", () => lost(fresh));
    try {
      await fresh.connect();
      await fresh.query("SELECT 1");
    } catch {
      await fresh.end().catch(() => {});
      return false;
    }
    client = fresh;
    pinging = setInterval(() => void ask(), PING_MS);
    pinging.unref();
    return true;
  };

  const ask = async (): Promise<boolean> => {
    const asked = client;
    if (!asked) return false;
    try {
      await asked.query("SELECT 1");
      return true;
    } catch {
      lost(asked);
      return false;
    }
  };

  const first = connect();
  return {
    isUp: () => client !== undefined,
    async check() {
      await first;
      return ask();
    },
    async stop() {
      stopped = true;
      clearInterval(pinging);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
    },
  };
}
