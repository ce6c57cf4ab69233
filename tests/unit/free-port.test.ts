import { createServer } from "node:net";
import { expect, test } from "vitest";
import { freePort } from "#app/lib/runtime/processes.server.ts";

test("a free port is none that an outgoing connection may get, and can be listened on", async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, freePort));
  expect(ports.filter((port) => port < 20_000 || port >= 32_768)).toEqual([]);
  for (const port of new Set(ports)) {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", () => server.close(() => resolve()));
    });
  }
});
