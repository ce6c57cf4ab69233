/** `npm run build`: the production build, unless it belongs to the sources already. */
import { log } from "#app/lib/log.server.ts";
import { ensureBuild } from "#app/lib/runtime/product-build.server.ts";

try {
  await ensureBuild((what) => log.info(what));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
