/** `npm run audit:verify`: checks every event chain, its head and the ends remembered outside the database. */
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { readWitnesses, witnessHeads } from "#app/modules/events/witness.server.ts";
import { withRuntime } from "./with-runtime.server.ts";

const MEANING = {
  changed: "the row's facts do not match its hash",
  missing: "a row is missing before it",
  inserted: "the row does not follow the one before",
  "head-differs": "the chain's recorded end does not match its last row",
  "cut-tail": "the chain is shorter than it once was",
  recomputed: "the row's hash is not the one remembered outside the database",
  headless: "rows without a recorded end",
} as const;

await withRuntime(
  async ({ dataDir, secrets }) => {
    const witnesses = await readWitnesses(dataDir);
    const { rows, chains, findings } = await verifyChains(secrets.chain, witnesses);
    for (const { organisationId, seq, kind } of findings.slice(0, 100)) {
      process.stdout.write(`${organisationId} ${seq === null ? "" : `#${seq} `}${kind}: ${MEANING[kind]}\n`);
    }
    if (findings.length > 100) process.stdout.write(`… and ${findings.length - 100} more\n`);
    process.stdout.write(
      `${rows} events in ${chains} chains, ${witnesses.length} remembered ends: ${findings.length === 0 ? "all sound" : `${findings.length} findings`}\n`,
    );
    if (findings.length > 0) process.exitCode = 1;
    else await witnessHeads(dataDir, new Date());
  },
  { search: false },
);
