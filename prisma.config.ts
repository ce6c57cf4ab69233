import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's command line would download a native schema engine; ours answers the same protocol from the
// WebAssembly engine that comes from the package registry.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("./prisma/engine/schema-engine.ts", import.meta.url));

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Commands that need no database (generate, validate, format) work without an address.
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
