/**
 * `npm start`, and with --dev `npm run dev`. Starts everything in order, ends it in the opposite order on Ctrl-C or
 * SIGTERM. What each step does is in app/lib/runtime.
 */
import { flushCompileCache } from "node:module";
import { log } from "#app/lib/log.server.ts";
import { OperatorError } from "#app/lib/runtime/operator-error.server.ts";
import { type RunningProduct, startProduct } from "#app/lib/runtime/product.server.ts";

const startedAt = Date.now();
let product: Promise<RunningProduct> | undefined;
let stoppingSince = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stoppingSince === 0) {
      stoppingSince = Date.now();
      void stop();
    } else if (signal === "SIGINT" && Date.now() - stoppingSince > 1_000) {
      // npm hands on the terminal's own interrupt a second time; a later one means that somebody is in a hurry.
      process.exit(130);
    }
  });
}

process.on("unhandledRejection", (error) => log.error("unhandled", { error }));

try {
  product = startProduct(process.argv.includes("--dev"));
  await product;
  log.info(`ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s; Ctrl-C stops it`);
  // Also the start after a power cut finds what this one compiled.
  flushCompileCache();
} catch (error) {
  fail(error as Error);
}

async function stop(): Promise<void> {
  log.info("stopping");
  // A start under way is finished first: it knows what it has begun.
  const running = await product?.catch(() => undefined);
  await running?.stop();
  log.info("stopped");
  process.exit(0);
}

function fail(error: Error): void {
  process.stderr.write(`\nJianglian did not start.\n${error instanceof OperatorError ? error.message : error.stack}\n`);
  process.exit(1);
}
