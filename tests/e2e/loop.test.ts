import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { comeAlive } from "#tests/support/come-alive.ts";
import { db } from "#app/lib/db.server.ts";
import { hashPassword } from "#app/modules/accounts/password.server.ts";
import { useBrowser, type Visitor } from "#tests/support/browser.server.ts";
import {
  makeAlliance,
  makeEnterprise,
  makeOrganisation,
  makePerson,
  makeStudio,
} from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct({ search: "meilisearch" });
const browser = useBrowser();
const PASSWORD = "six-people-one-loop";

beforeAll(async () => {
  const federation = await makeOrganisation("FEDERATION", { name: "岐川市总工会" });
  const brewery = await makeEnterprise({ name: "雪川啤酒" });
  const distillery = await makeEnterprise({ name: "西塬酒业" });
  const tools = await makeEnterprise({ name: "关山机床" });
  const studio = await makeStudio(tools, { name: "关山数控工作室" });
  const alliance = await makeAlliance([brewery, distillery, tools, studio], {
    name: "岐川联盟",
    federationId: federation,
  });
  const people = [
    ["engineer@brewery", "ENGINEER", brewery, "何立群"],
    ["reviewer@brewery", "REVIEWER", brewery, "郑淑贤"],
    ["secretariat", "SECRETARIAT", alliance, "孟庆华"],
    ["leader@tools", "STUDIO_LEADER", studio, "陈守正"],
    ["craftsman@tools", "CRAFTSMAN", studio, "李铁成"],
    ["reviewer@tools", "REVIEWER", tools, "陆正言"],
    ["engineer@distillery", "ENGINEER", distillery, "强建勋"],
  ] as const;
  const passwordHash = await hashPassword(PASSWORD);
  for (const [key, role, organisation, name] of people) {
    const id = await makePerson([[role, organisation]], { name, email: `${key.replace("@", ".")}@loop.test` });
    await db.person.update({ where: { id }, data: { passwordHash } });
  }
});

type Way = { name: string; script: boolean; phone: boolean; word: string };

/** What somebody does on the pages, with nothing but what a person has: addresses, fields and buttons. */
class Desk {
  readonly page: Page;
  readonly #visitor: Visitor;
  readonly #scripted: boolean;

  constructor(visitor: Visitor, scripted: boolean) {
    this.page = visitor.page;
    this.#visitor = visitor;
    this.#scripted = scripted;
  }

  async open(path: string): Promise<void> {
    const answer = await this.page.goto(path);
    expect(answer?.status()).toBe(200);
    await this.ready();
  }

  /** Pressed too early, a button would work without script; both ways are tested on purpose, not by chance. */
  async ready(): Promise<void> {
    if (!this.#scripted) return;
    await comeAlive(this.page);
  }

  /** From the list of what waits to the page where it is done. */
  async follow(title: string): Promise<void> {
    await this.open("/");
    await this.page.locator("main").getByRole("link", { name: title }).first().click();
    await this.page.waitForURL(/\/problems\/[0-9a-f-]{36}/);
    await this.ready();
  }

  async fill(fields: Record<string, string>): Promise<void> {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`main [name="${name}"]`).first();
      const folded = this.page.locator(`details:not([open]):has([name="${name}"]) > summary`);
      while ((await folded.count()) > 0) await folded.first().click();
      await field.fill(value);
    }
  }

  async choose(name: string, value: string): Promise<void> {
    await this.page.locator(`main input[name="${name}"][value="${value}"]`).check({ force: true });
  }

  /** Presses a button and waits for the page that follows. */
  async press(button: string, lands: RegExp): Promise<void> {
    const folded = this.page.locator(`details:not([open]):has(${button}) > summary`);
    while ((await folded.count()) > 0) await folded.first().click();
    // The device's own word to the server (/api/…) may come in between; it is no answer to the form.
    const answered = this.page.waitForResponse(
      (response) => response.request().method() === "POST" && !new URL(response.url()).pathname.startsWith("/api/"),
    );
    await this.page.locator(`main ${button}`).first().click();
    expect((await answered).status()).toBeLessThan(400);
    await this.page.waitForURL(lands);
    await this.ready();
  }

  /** Sends the posting form: with script through the device's outbox, whose receipt leads to the problem. */
  async post(): Promise<void> {
    const problem = /\/problems\/[0-9a-f-]{36}$/;
    if (!this.#scripted) return this.press(intent("submit"), problem);
    await this.page.locator(`main ${intent("submit")}`).click();
    await this.page.getByRole("link", { name: "看难题" }).click();
    await this.page.waitForURL(problem);
    await this.ready();
  }

  /** Nothing went wrong behind the page. */
  done(): void {
    expect(this.#visitor.errors).toEqual([]);
  }
}

/** The visible button that sends this intent, whether it carries it or its form does. */
const intent = (value: string): string =>
  `:is(button[name="intent"][value="${value}"], form:has(input[name="intent"][value="${value}"]) button):not([hidden])`;
const SEND = 'form[method="post"] button[type="submit"]:not([hidden])';

test.each<Way>([
  { name: "without script, at a desk", script: false, phone: false, word: "贴标" },
  { name: "with script, on a phone", script: true, phone: true, word: "洗瓶" },
])("the whole loop with seven sign-ins, $name", async ({ script, phone, word }) => {
  const desks: Desk[] = [];
  const signIn = async (key: string): Promise<Desk> => {
    const visitor = await browser.visitor(product.url, { script, phone });
    const desk = new Desk(visitor, script);
    desks.push(desk);
    await desk.open("/login");
    await desk.fill({ identifier: `${key.replace("@", ".")}@loop.test`, password: PASSWORD });
    await desk.press(SEND, /\/$/);
    return desk;
  };
  const title = `${word}机每班停三次`;
  const cause = `${word}星轮轴承磨损，间隙 0.8 毫米`;

  const engineer = await signIn("engineer@brewery");
  await engineer.open("/problems/new");
  await engineer.fill({ equipmentType: `${word}机`, phenomenon: `${word}机每班卡停，报警 AL.32`, title });
  await engineer.choose("severity", "DEGRADED");
  await engineer.post();
  const problem = new URL(engineer.page.url()).pathname;
  const at = (step: string) => new RegExp(`${problem}${step}$`);

  const reviewer = await signIn("reviewer@brewery");
  await reviewer.follow(title);
  await reviewer.open(`${problem}/review`);
  await reviewer.press(intent("approve"), /\/$/);

  const secretariat = await signIn("secretariat");
  await secretariat.follow(title);
  await secretariat.open(`${problem}/triage`);
  await secretariat.press(intent("publish"), /^(?!.*\/triage$)/);

  const leader = await signIn("leader@tools");
  await leader.open("/problems");
  await leader.page.getByRole("link", { name: title }).first().click();
  await leader.page.waitForURL(at(""));
  await leader.open(`${problem}/bid`);
  await leader.press(intent("consent"), /./);

  const employer = await signIn("reviewer@tools");
  await employer.follow(title);
  await employer.open(`${problem}/permits`);
  await employer.press(intent("grant"), /./);

  const craftsmanId = (await db.person.findFirstOrThrow({ where: { email: "craftsman.tools@loop.test" } })).id;
  await leader.open(`${problem}/bid`);
  await leader.fill({ proposal: `先跟班看一轮${word}`, days: "14" });
  await leader.page.locator('main [name="leadId"]').selectOption(craftsmanId);
  await leader.press(intent("bid"), at(""));

  await engineer.follow(title);
  await engineer.open(`${problem}/bids`);
  await engineer.page.locator('main input[name="bidId"]').first().check({ force: true });
  await engineer.press(intent("choose"), at(""));

  const craftsman = await signIn("craftsman@tools");
  await craftsman.follow(title);
  await craftsman.open(`${problem}/log`);
  await craftsman.choose("kind", "OBSERVATION");
  await craftsman.fill({ text: `${word}机星轮空转有异响` });
  await craftsman.press(SEND, /./);
  await craftsman.open(`${problem}/solution`);
  await craftsman.fill({
    rootCause: cause,
    actions: `更换${word}星轮轴承并加垫`,
    "measures[0].name": "停机",
    "measures[0].unit": "次/班",
    "measures[0].before": "3",
  });
  await craftsman.press(intent("submit"), at(""));

  await engineer.follow(title);
  await engineer.open(`${problem}/trial`);
  const today = new Date().toISOString().slice(0, 10);
  await engineer.fill({ baseline: "每班停三次", startedOn: today, endsOn: today });
  await engineer.press(SEND, at(""));
  await engineer.open(`${problem}/trial`);
  await engineer.fill({
    result: "一周只停一次",
    "measures[0].name": "停机",
    "measures[0].unit": "次/班",
    "measures[0].before": "3",
    "measures[0].after": "0",
  });
  await engineer.press(SEND, at(""));
  await engineer.open(`${problem}/acceptance`);
  await engineer.choose("verdict", "FIXED");
  const next = await signIn("engineer@distillery");
  await engineer.press(SEND, at(""));

  const accepted = Date.now();
  const search = `/search?q=${encodeURIComponent(`${word}星轮轴承磨损`)}`;
  const finds = async () => (await (await next.page.context().request.get(search)).text()).includes(problem);
  await expect.poll(finds, { timeout: 2_000, interval: 20 }).toBe(true);
  expect(Date.now() - accepted).toBeLessThan(2_500);
  await next.open(search);
  await next.page.locator(`main a[href="${problem}"]`).first().click();
  await next.page.waitForURL(at(""));
  expect(await next.page.locator("main").innerText()).toContain(cause);
  for (const desk of desks) desk.done();
  const { state } = await db.problem.findUniqueOrThrow({
    where: { id: problem.split("/").pop() ?? "" },
    select: { state: true },
  });
  expect(state).toBe("SOLVED");
});
