import { afterEach, expect, it, vi } from "vitest";
import { ask } from "#search/question.ts";
import { SearchService } from "#search/service.server.ts";

afterEach(() => void vi.unstubAllGlobals());

it("says what goes wrong while it looks whether Meilisearch is back, and answers all the same", async () => {
  const reader = { keys: [], scopes: [], denied: [], lapsed: [] };
  const sql = { $queryRawUnsafe: async <T>() => [] as T, $executeRawUnsafe: async () => 0 };
  let warn = (_: string): void => {};
  const warning = () => new Promise<string>((resolve) => (warn = resolve));
  let now = 0;
  const service = new SearchService(
    sql,
    { url: "http://127.0.0.1:1", apiKey: "" },
    (message) => warn(message),
    () => {
      throw new Error("nothing is sent");
    },
    () => now,
  );
  const find = (text: string) => service.find(ask(text), reader, {}, { offset: 0, limit: 20 }, "index");
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("fetch failed");
  });
  expect((await find("罗茨风机")).engine).toBe("postgres");
  expect(service.troubled).toBe(true);

  now = 60_000;
  vi.stubGlobal("fetch", async () => Response.json({ results: [] }));
  const said = warning();
  const description = "罗茨风机的油位每班都在下降，轴封那里一直漏油，不知道是什么原因";
  expect((await find(description)).total).toBe(0);
  expect(await said).toContain("nothing is sent");
});
