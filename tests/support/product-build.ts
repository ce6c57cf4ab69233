import { ensureBuild } from "#app/lib/runtime/product-build.server.ts";

/** Browser and security tests meet the built product. */
export default async function setup(): Promise<void> {
  await ensureBuild();
}
