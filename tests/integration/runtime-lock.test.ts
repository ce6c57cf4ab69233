import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LockedError, lockHolder, takeLock } from "#app/lib/runtime/lock-file.server.ts";

let folder = "";
let file = "";
const module = new URL("../../app/lib/runtime/lock-file.server.ts", import.meta.url).href;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jianglian-lock-"));
  file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that says "held" or "refused" and then lives on. */
async function contender(): Promise<{ said: string; kill(): Promise<void> }> {
  const code = `
    const { takeLock } = await import(${JSON.stringify(module)});
    try { takeLock(process.argv[1], "contender"); console.log("held"); } catch { console.log("refused"); }
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await once(child.stdout, "data");
  return {
    said: String(said).trim(),
    async kill() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

test("a lock held by a living process is refused, naming it; a killed one's is taken over", async () => {
  const first = await contender();
  expect(first.said).toBe("held");
  expect(() => takeLock(file, "test")).toThrow(LockedError);
  expect(lockHolder(file)?.what).toBe("contender");
  await first.kill();
  expect(lockHolder(file)).toBeUndefined();
  const mine = takeLock(file, "test");
  expect(lockHolder(file)).toMatchObject({ pid: process.pid, what: "test" });
  mine.release();
});

test("of many that want a dead one's lock at once, one gets it", async () => {
  const dead = await contender();
  await dead.kill();
  const all = await Promise.all(Array.from({ length: 6 }, contender));
  try {
    expect(all.filter(({ said }) => said === "held")).toHaveLength(1);
  } finally {
    await Promise.all(all.map(({ kill }) => kill()));
  }
});

test("a file that is no lock does not keep anybody out", () => {
  writeFileSync(file, "half a sen");
  takeLock(file, "test").release();
  expect(lockHolder(file)).toBeUndefined();
});
