import { closeDatabase, useDatabase } from "#app/lib/db.server.ts";
import { env } from "#app/lib/env.server.ts";
import { log } from "#app/lib/log.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { OperatorError } from "#app/lib/runtime/operator-error.server.ts";
import { findRunningServices, startServices } from "#app/lib/runtime/services.server.ts";

/** A command that was given wrongly; printed without a stack. */
export class CommandError extends OperatorError {}

/**
 * Runs a command of the command line on the product's services: those of the product that runs on the data
 * folder, or its own for as long as the command takes. Ends the process with 0, or 1 after an error.
 */
export async function withRuntime(
  work: (facts: RuntimeFacts) => Promise<void>,
  { search = true }: { search?: boolean } = {},
): Promise<never> {
  let stop = async () => {};
  try {
    const settings = env();
    let facts = findRunningServices(settings);
    if (!facts) {
      const started = await startServices(settings, quiet, `command ${process.argv[1]?.split("/").pop()}`, {
        search,
        migrate: true,
      });
      ({ facts, stop } = started);
    }
    setRuntimeFacts(facts);
    useDatabase(facts.databaseUrl);
    const interrupted = () => void stop().finally(() => process.exit(130));
    process.once("SIGINT", interrupted);
    process.once("SIGTERM", interrupted);
    await work(facts);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof OperatorError ? error.message : (error as Error).stack}\n`);
  } finally {
    await closeDatabase();
    await stop();
  }
  process.exit();
}

/** A command's output is its result; the services' start is worth a line only when something is odd. */
const quiet = { ...log, info() {} };
