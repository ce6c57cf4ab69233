/** `npm test`: every check and every test; all of them run, and one failure fails the whole. */
import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import { generateClient } from "#app/lib/runtime/prisma-client.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { libreOffice } from "./find-libreoffice.ts";

const office = await libreOffice();
const rooms = ["server.ts", "app", "prisma", "search", "tests"];
const steps: [name: string, command: string[]][] = [
  ["format", ["biome", "format", "."]],
  ["lint", ["oxlint"]],
  ["types", ["tsc", "--noEmit", "-p", "."]],
  ["import rules", ["depcruise", ...rooms, "--config", ".dependency-cruiser.cjs", "--output-type", "err-long"]],
  ["unit tests", ["vitest", "run", "--project", "unit"]],
  ["integration tests", ["vitest", "run", "--project", "integration"]],
  // Files are checked in other ways too; where LibreOffice is not installed only this is left out, and said below.
  ...(office ? [["files in LibreOffice", ["vitest", "run", "--project", "office"]] as [string, string[]]] : []),
  ["security tests", ["vitest", "run", "--project", "security"]],
  ["browser tests", ["vitest", "run", "--project", "e2e"]],
];

// The types of the database client are made from the schema; nothing can be checked without them.
generateClient();

const PATH = [join(projectFolder, "node_modules/.bin"), process.env.PATH].join(delimiter);
const results = steps.map(([name, [file = "", ...args]]) => {
  process.stdout.write(`\n── ${name}\n`);
  const started = Date.now();
  const { status } = spawnSync(file, args, { cwd: projectFolder, stdio: "inherit", env: { ...process.env, PATH } });
  return { name, passed: status === 0, seconds: (Date.now() - started) / 1000 };
});

process.stdout.write("\n");
for (const { name, passed, seconds } of results) {
  process.stdout.write(`${passed ? "passed" : "FAILED"}  ${seconds.toFixed(1).padStart(6)} s  ${name}\n`);
}
if (!office) process.stdout.write("left out          files in LibreOffice: it is not installed here\n");
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
