import { request } from "node:http";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { verifyChains } from "#app/modules/events/verify-chain.server.ts";
import { computeReaders } from "#app/modules/problems/visibility.server.ts";
import { formsOf, type PageForm } from "#tests/support/forms.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { askAs } from "./world/ask-as.ts";
import { buildWorld, type World } from "./world/build.ts";
import { ROUTES } from "./world/routes.ts";
import { playImports } from "./world/stories-import.ts";
import { playAnswers, playPosting } from "./world/stories-posting.ts";
import { playSolving } from "./world/stories-solving.ts";

const product = useInProcessProduct();
let world: World;
const cookies = new Map<string, string>();
const PEOPLE = [
  "author",
  "reviewer",
  "secretariatA",
  "toolsLeader",
  "toolsCraftsman",
  "toolsReviewer",
  "admin",
  "officerA",
  "breweryCraftsman",
];

beforeAll(async () => {
  world = await buildWorld([playPosting, playSolving, playAnswers, playImports]);
});

// Some of the forms end sessions.
beforeEach(async () => {
  for (const key of PEOPLE) cookies.set(key, await product.signIn(world.cast.idOf(key)));
});

const { send, post } = askAs(product, cookies);

type Found = { as: string; path: string; form: PageForm };

/** Tried before a route is given up: most of its pages are not for whoever tries. */
const MOST_TRIES = 60;
const MOST_FORMS = 4;

/** Forms of every page somebody can open; of each route a few that differ, those that take roles away last. */
async function everyForm(): Promise<Found[]> {
  const found = new Map<string, Found>();
  for (const [route, { addresses }] of Object.entries(ROUTES)) {
    const module = product.build.routes[route]?.module;
    if (!module?.default || !module.action) continue;
    const shapes = new Set<string>();
    let tries = 0;
    for (const { path } of addresses(world)) {
      for (const as of PEOPLE) {
        tries += 1;
        if (tries > MOST_TRIES || shapes.size >= MOST_FORMS) break;
        if ((await send(as, path.replace(/(\?|$)/, ".data$1"))).status !== 200) continue;
        for (const form of formsOf((await send(as, path)).text, path)) {
          const shape = `${route} ${form.fields.map((field) => field.name).join()} ${form.buttons.map((button) => button.value).join()}`;
          if (form.method !== "post" || form.action.startsWith("/logout") || found.has(shape)) continue;
          shapes.add(shape);
          found.set(shape, { as, path, form });
        }
      }
    }
  }
  const late = ({ path }: Found) =>
    ["/problems", "/imports", "/craftsmen", "/organisations", "/admin", "/me"].findIndex((start) =>
      path.startsWith(start),
    );
  return [...found.values()].sort((a, b) => late(a) - late(b));
}

const LONG = "长".repeat(60_000);
const MOST_CASES = 16;
/** What to put into a field instead of something right. */
const WRONG_VALUES: Record<string, string> = {
  nothing: "",
  spaces: "  \t ",
  "too long": LONG,
  NUL: "a\u0000b",
  "control characters": "a\u0001\u0008\u001b[31m\u007f\u0085b",
  "half a character": "\ud83d",
  "a huge number": "99999999999999999999999999",
  "a negative number": "-1",
  "a number with exponent": "1e400",
  "no date": "2026-02-31",
  "a far date": "+275760-09-13",
  "somebody else's id": "",
  "no id": "01890000-0000-7000-8000-00000000000z",
  markup: `"><script>alert(1)</script>{{7*7}}\${7*7}`,
  sql: `'; DROP TABLE "Problem"; --`,
};

const bodyOf = (
  form: PageForm,
  change: { field: string; value: string | null },
  button?: { name: string; value: string },
): FormData => {
  const body = new FormData();
  for (const { name, type, value, checked, options } of form.fields) {
    if (name === change.field) {
      if (change.value !== null) body.append(name, change.value);
      continue;
    }
    if ((type === "checkbox" || type === "radio") && !checked) continue;
    if (type === "file") body.append(name, new File([], ""));
    else body.append(name, value || (type === "select" ? (options.find(Boolean) ?? "") : ""));
  }
  if (button) body.append(button.name, button.value);
  return body;
};

describe("every form of the product", () => {
  test("answers wrong, missing and repeated values of every field with a refusal, never with a fault", async () => {
    const forms = await everyForm();
    expect(forms.length).toBeGreaterThan(30);
    const faults: string[] = [];
    let sent = 0;
    const note = (what: string, status: number) => {
      sent += 1;
      if (status >= 500 || (status >= 300 && status < 400 && status !== 302 && status !== 303))
        faults.push(`${what}: ${status}`);
    };
    const foreignId = world.stories.at(-1)?.id ?? "";
    for (const [f, { as, form }] of forms.entries()) {
      // One of the forms ends sessions.
      cookies.set(as, await product.signIn(world.cast.idOf(as)));
      const fields = [...new Set(form.fields.map((field) => field.name))];
      const buttons = form.buttons.length > 0 ? form.buttons : [undefined];
      for (const [b, button] of buttons.entries()) {
        const cases = fields.flatMap((field) => [
          ...Object.entries(WRONG_VALUES).map(([name, value]) => ({
            field,
            name,
            value: name === "somebody else's id" ? foreignId : value,
          })),
          { field, name: "left out", value: null },
        ]);
        // Spread over the fields and the kinds of wrong; the next form begins with another.
        const every = Math.ceil(cases.length / (b === 0 ? MOST_CASES : MOST_CASES / 2));
        const chosen = cases.filter((_, n) => (n + f + b) % every === 0);
        for (const [n, { field, name, value }] of chosen.entries()) {
          // With script the answer alone comes back; every fourth is sent without, and draws the page again.
          const address = n % 4 === 0 ? form.action : form.action.replace(/(\?|$)/, ".data$1");
          const { status } = await post(as, address, bodyOf(form, { field, value }, button));
          note(`${as} ${form.action} ${button?.value ?? ""} ${field} = ${name}`, status);
        }
        const twice = bodyOf(form, { field: "", value: null }, button);
        for (const field of fields) twice.append(field, "again");
        note(`${as} ${form.action} every field twice`, (await post(as, form.action, twice)).status);
        const odd = new URLSearchParams([
          ["__proto__[x]", "1"],
          ["constructor.prototype.x", "1"],
          ["a[99999999]", "1"],
          ["measures[4294967294].name", "x"],
          ["", ""],
          ["[]", "x"],
        ]);
        for (const field of fields) odd.append(`${field}[0].x`, "1");
        note(`${as} ${form.action} odd names`, (await post(as, form.action, odd)).status);
      }
    }
    expect(faults).toEqual([]);
    expect(sent).toBeGreaterThan(1_000);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  }, 600_000);

  test("left everything whole", async () => {
    const { findings } = await verifyChains(runtimeFacts().secrets.chain);
    expect(findings).toEqual([]);
    for (const { id } of await db.problem.findMany({ select: { id: true } })) {
      const rows = await db.problemReader.findMany({
        where: { problemId: id },
        select: { key: true, layer: true, via: true, until: true },
      });
      const sorted = (list: { key: string }[]) => [...list].sort((a, b) => a.key.localeCompare(b.key));
      expect(sorted(rows)).toEqual(sorted(await computeReaders(db, id)));
    }
  });
});

describe("every route that takes a form", () => {
  const actions = () =>
    Object.entries(ROUTES).flatMap(([route, { addresses }]) => {
      const path = product.build.routes[route]?.module.action ? addresses(world)[0]?.path : undefined;
      return path && route !== "routes/logout" ? [path] : [];
    });

  test.each([
    ["JSON", "application/json", '{"a":1}'],
    ["broken JSON", "application/json", '{"a":'],
    ["plain text", "text/plain", "a=1"],
    ["multipart without a boundary", "multipart/form-data", "--x\r\n"],
    ["broken multipart", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'],
    ["an unknown type", "application/x-nonsense", "\u0000\u0001"],
    ["bytes that are no UTF-8", "application/x-www-form-urlencoded", "title=%ff%fe%00&version=%c3%28"],
    ["nothing", "application/x-www-form-urlencoded", ""],
  ])("refuses %s", async (_name, type, body) => {
    const wrong: string[] = [];
    for (const path of actions()) {
      for (const as of ["author", "nobody"]) {
        const { status } = await post(as, path, body, { "content-type": type });
        if (status >= 500) wrong.push(`${as} ${path}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("refuses requests that come from another site, or hide where from", async () => {
    const wrong: string[] = [];
    for (const path of actions()) {
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
    const { status } = await declared("/problems/new", body.length);
    expect(status).toBe(413);
    expect((await declared("/problems/new", 90_000_000, "multipart/form-data; boundary=x")).status).toBe(413);
  });
});

/** Announces a body and sends none of it: a refusal has to come all the same. */
function declared(
  path: string,
  length: number,
  type = "application/x-www-form-urlencoded",
): Promise<{ status: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(product.url + path, {
      method: "POST",
      headers: {
        cookie: cookies.get("author") ?? "",
        origin: product.url,
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

describe("addresses", () => {
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
        headers: { cookie: cookies.get("author") ?? "" },
      });
      expect(new URL(answer.headers.get("location") ?? "/", product.url).origin).toBe(product.url);
    }
  });
});
