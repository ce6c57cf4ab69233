import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { migrationAdapter } from "./adapter.server.ts";

export type SchemaEngine = Awaited<ReturnType<typeof bindings.SchemaEngine.new>>;

let ready: Promise<void> | undefined;

/** Opens Prisma's schema engine on the database at `url`; nothing is sent before the first command. */
export async function openEngine(url: string): Promise<SchemaEngine> {
  ready ??= loadEngine();
  await ready;
  const factory = bindMigrationAwareSqlAdapterFactory(migrationAdapter(url));
  return bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
}

async function loadEngine(): Promise<void> {
  // Without this registry a panic inside the engine would end the process silently and with success.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message(message: string) {
        process.stderr.write(`schema engine: ${message}\n`);
        process.exitCode = 1;
      },
    },
  });
  const here = createRequire(import.meta.url);
  const file = join(dirname(here.resolve("@prisma/schema-engine-wasm/schema_engine_bg")), "schema_engine_bg.wasm");
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    "./schema_engine_bg.js": engineImports(),
  });
  const inside = bindings as unknown as { __wbg_set_wasm(exports: unknown): void };
  inside.__wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
}

/**
 * The bindings as the engine imports them, but for its timers: it never clears the one of ten seconds with which it
 * limits the wait for a lock, and that must not keep a finished process alive.
 */
function engineImports(): WebAssembly.ModuleImports {
  const imports = { ...bindings } as unknown as Record<string, (...parts: unknown[]) => unknown>;
  for (const [name, original] of Object.entries(imports)) {
    if (!name.startsWith("__wbg_setTimeout_")) continue;
    imports[name] = (...parts) => {
      const timer = original(...parts);
      if (timer instanceof Object && "unref" in timer && typeof timer.unref === "function") timer.unref();
      return timer;
    };
  }
  return imports as unknown as WebAssembly.ModuleImports;
}

/** The sentence inside an engine's error, which may arrive as JSON. */
export function engineMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : typeof error === "string" ? error : JSON.stringify(error);
  return text.replaceAll("\\n", "\n");
}
