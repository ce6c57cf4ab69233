import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compiledFolder } from "#app/lib/runtime/compiled.server.ts";

test("what a build compiled stays for its next start, what earlier builds left goes", () => {
  const run = mkdtempSync(join(tmpdir(), "jianglian-compiled-"));
  const start = (build: string) => {
    const folder = compiledFolder(run, build);
    mkdirSync(join(folder, "node"), { recursive: true });
    writeFileSync(join(folder, "node", build), "");
    return readdirSync(join(run, "compiled"), { recursive: true }).sort();
  };
  try {
    expect(start("first")).toEqual(["first", "first/node", "first/node/first"]);
    expect(start("first")).toEqual(["first", "first/node", "first/node/first"]);
    expect(start("second")).toEqual(["second", "second/node", "second/node/second"]);
  } finally {
    rmSync(run, { recursive: true, force: true });
  }
});
