import { ensureBuild } from "#app/lib/runtime/product-build.server.ts";

/** Each project of a run loads this file anew; what they share hangs on the process. */
const shared = globalThis as { __jianglianTestBuild?: Promise<unknown> };

/** Browser and security tests meet the built product. */
export default async function setup(): Promise<void> {
  await (shared.__jianglianTestBuild ??= ensureBuild());
}
