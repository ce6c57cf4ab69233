/** `npm run db:migrate -- NAME`: writes the migration that brings the newest migration to the schema folder. */
import { generateClient } from "#app/lib/runtime/prisma-client.server.ts";
import { startTemporaryPostgres } from "#app/lib/runtime/temporary-postgres.server.ts";
import { createMigration } from "#prisma/migrate.server.ts";

const name = process.argv[2];
if (!name || !/^[a-z0-9_-]+$/.test(name)) {
  process.stderr.write("Give the migration a name, for example: npm run db:migrate -- add_visit_permits\n");
  process.exit(1);
}

const server = await startTemporaryPostgres();
try {
  const made = await createMigration(server.url, name, { draft: process.argv.includes("--draft") });
  process.stdout.write(made ? `prisma/migrations/${made}\n` : "No difference between the schema and the migrations.\n");
  generateClient();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  await server.stop();
}
