import { request } from "node:http";
import { describe, expect, test } from "vitest";
import type { InProcess } from "#tests/support/in-process.server.ts";
import { useAttackers } from "./world/attackers.ts";
import { ROUTES } from "./world/routes.ts";
import { type Canary, dataOf } from "./world/use-world.ts";

/** Bodies that are none, requests of other sites and addresses nobody would type are no faults. */
export function testRequests(product: InProcess, canary: Canary): void {
  describe("every route that takes a form", () => {
    const { post, cookieOf } = useAttackers(product, canary);
    const actions = () =>
      Object.entries(ROUTES).flatMap(([route, { addresses }]) => {
        const module = product.build.routes[route]?.module;
        const path = module?.action ? addresses(canary.world)[0]?.path : undefined;
        return path && route !== "routes/logout" ? [{ path, page: Boolean(module?.default) }] : [];
      });

    const bodies = [
      ["JSON", "application/json", '{"a":1}'],
      ["broken JSON", "application/json", '{"a":'],
      ["plain text", "text/plain", "a=1"],
      ["multipart without a boundary", "multipart/form-data", "--x\r\n"],
      [
        "broken multipart",
        "multipart/form-data; boundary=x",
        '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
      ],
      ["an unknown type", "application/x-nonsense", "\u0000\u0001"],
      ["bytes that are no UTF-8", "application/x-www-form-urlencoded", "title=%ff%fe%00&version=%c3%28"],
      ["nothing", "application/x-www-form-urlencoded", ""],
    ];
    test.each(bodies.map(([name = "", type = "", body = ""], at) => ({ name, type, body, at })))(
      "refuses $name",
      async ({ type, body, at }) => {
        const wrong: string[] = [];
        for (const [n, { path, page }] of actions().entries()) {
          // With script the answer alone comes back; every fourth page is sent without, and drawn again.
          const address = page && (n + at) % 4 > 0 ? dataOf(path) : path;
          for (const as of ["author", "nobody"]) {
            const { status } = await post(as, address, body, { "content-type": type });
            if (status >= 500) wrong.push(`${as} ${address}: ${status}`);
          }
        }
        expect(wrong).toEqual([]);
      },
    );

    test("refuses requests that come from another site, or hide where from", async () => {
      const wrong: string[] = [];
      for (const { path } of actions()) {
        for (const headers of [
          { origin: "https://evil.test" },
          { origin: "null" } as Record<string, string>,
          { origin: "", referer: "https://evil.test/x" },
        ]) {
          const { status } = await post("author", path, "a=1", {
            "content-type": "application/x-www-form-urlencoded",
            ...headers,
          });
          if (status !== 403) wrong.push(`${path} ${JSON.stringify(headers)}: ${status}`);
        }
      }
      expect(wrong).toEqual([]);
    });

    test("refuses bodies above the limit without reading them", async () => {
      const body = `phenomenon=${"x".repeat(3_000_000)}`;
      const { status } = await declared(product, cookieOf("author"), "/problems/new", body.length);
      expect(status).toBe(413);
      expect(
        (await declared(product, cookieOf("author"), "/problems/new", 90_000_000, "multipart/form-data; boundary=x"))
          .status,
      ).toBe(413);
    });
  });

  describe("addresses", () => {
    const { send, cookieOf } = useAttackers(product, canary);
    test.each([
      "/problems?after=nonsense",
      "/problems?after=-.01890000-0000-7000-8000-000000000000",
      "/problems?state=NOPE&severity=x&tab=%00&sort=--",
      "/problems?q=%00%ff",
      "/problems?enterprise=1",
      `/problems?q=${"x".repeat(5_000)}`,
      "/search?q=%00",
      `/search?q=${encodeURIComponent("停".repeat(2_000))}`,
      "/search?q=%22%27%5C%29%28%26%7C%21%3A%2A",
      "/search?page=-1&q=a",
      "/search?page=1e9&q=a",
      "/search?state=NOPE&year=abc&q=a",
      "/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
      "/problems/%00",
      "/problems/01890000-0000-7000-8000-00000000000Z",
      "/login?returnTo=//evil.test",
      "/login?returnTo=%2F%5Cevil.test",
      "/%c0%ae",
      "//evil.test/x",
      "/problems/..%2f..%2f",
      "/_root.data?_routes=nonsense",
      "/problems.data?_routes=routes%2Fadmin.people._index",
      "/inbox?after=nonsense",
      "/organisations?q=%00",
      "/craftsmen?q=%00&after=x",
      "/imports?after=x",
    ])("%s is no fault", async (path) => {
      const { status } = await send("author", path);
      expect(status).toBeLessThan(500);
      const signedOut = await send("nobody", path);
      expect(signedOut.status).toBeLessThan(500);
    });

    test("nobody is led to another site after signing in", async () => {
      for (const returnTo of [
        "//evil.test",
        "https://evil.test",
        "/\\evil.test",
        "/%0d%0aSet-Cookie:x=1",
        "javascript:alert(1)",
      ]) {
        const answer = await fetch(`${product.url}/login?returnTo=${encodeURIComponent(returnTo)}`, {
          redirect: "manual",
          headers: { cookie: cookieOf("author") },
        });
        expect(new URL(answer.headers.get("location") ?? "/", product.url).origin).toBe(product.url);
      }
    });
  });
}

/** Announces a body and sends none of it: a refusal has to come all the same. */
function declared(
  { url }: InProcess,
  cookie: string,
  path: string,
  length: number,
  type = "application/x-www-form-urlencoded",
): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(url + path, {
      method: "POST",
      headers: {
        cookie,
        origin: url,
        "content-type": type,
        "content-length": length,
      },
    });
    asked.on("response", (answer) => {
      resolve({ status: answer.statusCode ?? 0 });
      asked.destroy();
    });
    asked.on("error", reject);
    asked.flushHeaders();
  });
}
