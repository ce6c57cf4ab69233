import { beforeAll, describe, expect, test } from "vitest";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { setRuntimeFacts, runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { makeWorld, publishedProblem } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ search: "meilisearch" });
let cookie: string;

beforeAll(async () => {
  const world = await makeWorld();
  await publishedProblem(world, { title: "主轴异响", phenomenon: "三千转以上啸叫", alarmCode: "SV0401" });
  await reconcileSearch();
  cookie = await product.signIn(world.toolsEngineer.personId);
}, 180_000);

/** The question as it stands in an address. */
const encoded = (text: string) => new URLSearchParams({ q: text }).toString();

const ODD: [name: string, query: string][] = [
  ["nothing", ""],
  ["no question at all", "q"],
  ["spaces", encoded(" \t\n\u3000 ")],
  ["one character", encoded("轴")],
  ["one Latin letter", encoded("x")],
  ["5,000 characters", encoded("主轴异响".repeat(1_250))],
  ["5,000 without a gap", encoded("x".repeat(5_000))],
  ["5,000 different ones", encoded(Array.from({ length: 5_000 }, (_, n) => String.fromCodePoint(0x4e00 + n)).join(""))],
  ["emoji", encoded("🔧🔥👨‍🏭")],
  ["5,000 emoji", encoded("🔧".repeat(5_000))],
  ["only stop words", encoded("的 了 怎么办 the of")],
  ["control characters", encoded("\u0000\u0001主\u0007轴\u001b[31m\u202e\ufeff")],
  ["nothing but control characters", encoded("\u0000\u0007\u202e")],
  ["quotes", encoded(`"'“”‘’«»\``)],
  ["an open quote", encoded(`"主轴 异响`)],
  ["operators", encoded("a & b | !c <-> (d:*) AND NOT -e +f ~g ^h *")],
  ["SQL", encoded('\' OR 1=1; DROP TABLE "Problem"; --\\')],
  ["LIKE patterns", encoded("%_%\\")],
  ["a filter's language", encoded(`readers IN ["alliance:x"] OR problemId EXISTS`)],
  ["half an emoji, as a broken client sends it", "q=%ED%A0%BD%20%E4%B8%BB%E8%BD%B4"],
  ["bytes that are no text", "q=%FF%FE%80"],
  ["a broken escape", "q=%E4%B8%ZZ%"],
  ["twice", "q=主轴&q=异响"],
  ["odd filters and pages", `${encoded("主轴")}&page=-3&page=x&industry=%22x&year=abc&state=NOPE&alliance=1&sort=up`],
  ["a page beyond all", `${encoded("主轴")}&page=99999999999`],
];

test.each([
  ["unescaped, with a page", "q=主轴 异响&page=3&sort=up", "主轴 异响"],
  ["control characters", "q=%00主轴%07", "\u0000主轴\u0007"],
  ["300 characters", encoded("主轴异响".repeat(75)), "主轴异响".repeat(75)],
])("a search of %s is kept and leads back to itself", async (name, query, asked) => {
  const post = (fields: Record<string, string>) =>
    fetch(`${product.url}/search`, {
      method: "POST",
      body: new URLSearchParams({ intent: "save", query, ...fields }),
      headers: { cookie, origin: product.url },
      redirect: "manual",
    });
  expect((await post({ name: "\u200b\u202e" })).status).toBe(422);
  const answer = await post({ name });
  expect(answer.status).toBe(302);
  const kept = new URL(answer.headers.get("location") ?? "", product.url);
  expect([...kept.searchParams]).toEqual([["q", asked]]);
  const saved = await fetch(`${product.url}/search/saved`, { headers: { cookie } });
  expect(await saved.text()).toContain(name);
});

describe.each(["meilisearch", "postgres"])("answered by %s", (engine) => {
  beforeAll(() => {
    if (engine === "postgres") setRuntimeFacts({ ...runtimeFacts(), meili: null });
  });
  const open = async (query: string) => {
    const answer = await fetch(`${product.url}/search?${query}`, { headers: { cookie }, redirect: "manual" });
    return { status: answer.status, page: await answer.text() };
  };

  test.each(ODD)("%s gets an answer or a hint", async (_name, query) => {
    const { status, page } = await open(query);
    expect(status).toBe(200);
    expect(page).toContain('role="status"');
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  test.each([
    ["Traditional characters", "主軸異響"],
    ["full-width forms", "ＳＶ０４０１"],
    ["pinyin", "zhuzhou yixiang"],
    ["marks in between", "主轴！！异响？？"],
    ["what was asked, repeated to 5,000 characters", "主轴异响 ".repeat(1_000)],
  ])("%s find the case", async (_name, text) => {
    expect((await open(encoded(text))).page).toMatch(/<article[\s\S]*三千转以上/);
  });
});
