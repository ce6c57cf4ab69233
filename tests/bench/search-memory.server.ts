import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openSession } from "#app/modules/accounts/session.server.ts";
import { launchProduct } from "#tests/support/product.server.ts";
import { keywords, sentences, typing } from "./fault-cases.ts";

const QUESTIONS = 100;
const REST_MS = 15_000;

/** Megabytes of the process, as Linux counts them. */
const residentMB = (pid: number): number =>
  Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);

/** Starts the product on these servers, has it search, and weighs its process at rest. */
export async function webMemory(
  { databaseUrl, meili }: { databaseUrl: string; meili: { url: string; apiKey: string } },
  folder: string,
  personId: string,
): Promise<number> {
  const product = await launchProduct({
    dataDir: join(folder, "web"),
    env: { DATABASE_URL: databaseUrl, MEILI_URL: meili.url, MEILI_API_KEY: meili.apiKey },
  });
  try {
    const cookie = (await openSession(new Request(product.url), personId, { now: new Date() })).split(";")[0] ?? "";
    const open = async (path: string) => {
      const answer = await fetch(product.url + path, { headers: { cookie }, redirect: "manual" });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    };
    for (const text of [...keywords(QUESTIONS), ...sentences(QUESTIONS)])
      await open(`/search?q=${encodeURIComponent(text)}`);
    for (const text of typing(QUESTIONS)) await open(`/problems/similar?q=${encodeURIComponent(text)}`);
    await wait(REST_MS);
    return residentMB(product.pid);
  } finally {
    await product.stop();
  }
}
