import { setTimeout as wait } from "node:timers/promises";

/** Waits for a condition, asking often; says what it waited for when it does not come. */
export async function until(what: string, test: () => Promise<boolean> | boolean, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await test())) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await wait(25);
  }
}
