/**
 * `npm run matching:eval [-- --missed]`: plays the demo alliance and its craftsmen's earlier work, hides each solved
 * problem in turn with names masked, and prints how often the actual solver is among the first five, beside chance and
 * specialities alone. One line of JSON.
 */
import { parseArgs } from "node:util";
import { evaluateMatching } from "#tests/support/matching/evaluate.server.ts";
import { evaluationWorld, pastCases } from "#tests/support/matching/evaluation-world.server.ts";
import { withOwnDatabase } from "./own-database.server.ts";

const { values } = parseArgs({ options: { missed: { type: "boolean", default: false } } });

await withOwnDatabase(async () => {
  const now = new Date();
  const cast = await evaluationWorld(now);
  const secretariat = await cast.as("secretariat", now);
  const past = new Set(pastCases().map((one) => one.title));
  const all = await evaluateMatching(secretariat);
  const demoOnly = await evaluateMatching(secretariat, (title) => !past.has(title));
  const { missed, ...shares } = all;
  const { missed: _missed, ...demo } = demoOnly;
  process.stdout.write(`${JSON.stringify({ what: "matching", firstFive: shares, demoCasesOnly: demo })}\n`);
  if (values.missed) process.stdout.write(`${missed.join("\n")}\n`);
});
process.exit();
