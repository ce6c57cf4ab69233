import pg from "pg";
import { databaseUrl } from "./db.server.ts";

/**
 * Runs `work` while this process alone holds the lock of that name; does nothing when another holds it. The lock is the
 * database connection's: a process that is killed lets go of it at once. `held` says whether it still is.
 */
export async function withSessionLock(name: string, work: (held: () => boolean) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: `jianglian ${name}`,
    keepAlive: true,
  });
  let connected = true;
  const lost = () => {
    connected = false;
  };
  client.on("error", lost);
  client.on("end", lost);
  await client.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock(hashtext($1)) AS mine", [name]);
    if (rows[0]?.mine) await work(() => connected);
  } finally {
    await client.end().catch(() => undefined);
  }
}
