import { join } from "node:path";
import { projectFolder } from "#app/lib/runtime/project.server.ts";

/** The product's outbox code as one script for a page, under the name `device`. */
export async function bundleOutbox(): Promise<string> {
  const { build } = await import("vite");
  const built = await build({
    configFile: false,
    root: projectFolder,
    logLevel: "error",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      rollupOptions: {
        input: join(projectFolder, "tests/support/outbox-device.ts"),
        preserveEntrySignatures: "strict",
        output: { format: "iife", name: "device", inlineDynamicImports: true },
      },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !("output" in result)) throw new Error("nothing was built");
  return `${result.output[0].code}\nglobalThis.device = device;`;
}
