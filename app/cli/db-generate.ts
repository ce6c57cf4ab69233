/** `npm run db:generate`: generates the Prisma client from the schema folder. */
import { generateClient } from "#app/lib/runtime/prisma-client.server.ts";

try {
  generateClient();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
