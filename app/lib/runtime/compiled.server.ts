import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The folder, below that of the running product, for what this build compiles; what other builds left there goes. */
export function compiledFolder(run: string, build: string): string {
  const all = join(run, "compiled");
  for (const name of existsSync(all) ? readdirSync(all) : []) {
    if (name !== build) rmSync(join(all, name), { recursive: true, force: true });
  }
  return join(all, build);
}
