/** `npm test`: every check and every test; all of them run, and one failure fails the whole. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { generateClient } from "#app/lib/runtime/prisma-client.server.ts";
import { projectFolder } from "#app/lib/runtime/project.server.ts";
import { libreOffice } from "./find-libreoffice.ts";

type Step = [name: string, command: string[]];
const rooms = ["server.ts", "app", "prisma", "search", "tests"];

/** Each uses one core: they run side by side. */
const CHECKS: Step[] = [
  ["types", ["tsc", "--noEmit", "-p", "."]],
  ["import rules", ["depcruise", ...rooms, "--config", ".dependency-cruiser.cjs", "--output-type", "err-long"]],
  ["format", ["biome", "format", "."]],
  ["lint", ["oxlint"]],
  ["unit tests", ["vitest", "run", "--project", "unit"]],
];
/** Files are checked in other ways too; where LibreOffice is not installed only this is left out, and said below. */
const office = (await libreOffice()) !== null;
/** In one run, so that no core waits for the last file of a suite. */
const suites = ["integration", ...(office ? ["office"] : []), "security", "e2e"];
const TESTS: Step = [
  "integration, security and browser tests",
  ["vitest", "run", ...suites.flatMap((name) => ["--project", name])],
];

// The types of the database client are made from the schema; nothing can be checked without them.
generateClient();

const env = {
  ...process.env,
  PATH: [join(projectFolder, "node_modules/.bin"), process.env.PATH].join(delimiter),
  // Every test file is a process that loads the same packages, some start the product: compiled once, they are found here.
  NODE_COMPILE_CACHE: join(projectFolder, "node_modules/.cache/compiled"),
};

type Result = { name: string; passed: boolean; seconds: number };

/** Runs a command; what it says is shown at once, or when it has ended. */
function run([name, [file = "", ...args]]: Step, shown: "at once" | "at the end"): Promise<Result> {
  const started = Date.now();
  const kept: Buffer[] = [];
  const stdio = shown === "at once" ? "inherit" : (["ignore", "pipe", "pipe"] as const);
  if (shown === "at once") process.stdout.write(`\n── ${name}\n`);
  const child = spawn(file, args, { cwd: projectFolder, env, stdio: stdio as "pipe" });
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => kept.push(data));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (shown === "at the end") process.stdout.write(`\n── ${name}\n${Buffer.concat(kept).toString()}`);
      resolve({ name, passed: code === 0, seconds: (Date.now() - started) / 1000 });
    });
  });
}

async function inTurn(steps: Step[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const step of steps) results.push(await run(step, step === TESTS ? "at once" : "at the end"));
  return results;
}

// The types take as long as all other checks, and the tests need not wait for them.
const [longest, ...others] = CHECKS;
const results = (await Promise.all([inTurn(longest ? [longest] : []), inTurn([...others, TESTS])])).flat();

process.stdout.write("\n");
for (const { name, passed, seconds } of results) {
  process.stdout.write(`${passed ? "passed" : "FAILED"}  ${seconds.toFixed(1).padStart(6)} s  ${name}\n`);
}
if (!office) process.stdout.write("left out          files in LibreOffice: it is not installed here\n");
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
