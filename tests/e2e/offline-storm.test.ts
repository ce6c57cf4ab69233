import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makePerson, makeWorld } from "#tests/support/factories.server.ts";
import { type FaultyProxy, startFaultyProxy } from "#tests/support/faulty-proxy.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { bundleOutbox } from "#tests/support/outbox-bundle.server.ts";
import type * as DeviceScript from "#tests/support/outbox-device.ts";
import { until } from "#tests/support/until.ts";

type InPage = typeof DeviceScript;

/** `npm run bench:outbox` sends 200. */
const POSTS = Number(process.env.POSTS ?? 60);
const SEED = 20_261_121;

const product = useInProcessProduct({ jobs: false });
const browser = useBrowser();
let proxy: FaultyProxy;
let script: string;
let personId: string;

beforeAll(async () => {
  const world = await makeWorld();
  personId = await makePerson([["ENGINEER", world.brewery]]);
  proxy = await startFaultyProxy(product.url, SEED);
  script = await bundleOutbox();
});
afterAll(() => proxy.stop());

/** A page of our origin without the product's own scripts, in which the product's sender is started by hand. */
async function start(page: Page): Promise<void> {
  const weather = proxy.weather;
  proxy.weather = "fair";
  await page.goto("/favicon.svg");
  await page.evaluate(script);
  await page.evaluate((id) => (globalThis as unknown as { device: InPage }).device.own(id), personId);
  proxy.weather = weather;
}
const send = (page: Page) => page.evaluate(() => (globalThis as unknown as { device: InPage }).device.send());
const arrived = () => db.problem.count({ where: { authorId: personId, state: "ENTERPRISE_REVIEW" } });

test(`${POSTS} posts over a connection that drops, stalls and answers late are as many problems with their photos whole`, async () => {
  const { context, page } = await browser.visitor(proxy.url, { phone: true });
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await context.addCookies([{ name, value, url: proxy.url }]);
  await start(page);
  const hashes = await page.evaluate(
    ([id, count]) => (globalThis as unknown as { device: InPage }).device.writePosts(id, count),
    [personId, POSTS] as const,
  );
  expect(Object.keys(hashes)).toHaveLength(POSTS);

  proxy.weather = "stormy";
  // Two tabs at once: only one of them sends.
  const other = await context.newPage();
  await start(other);
  await Promise.all([send(page), send(other)]);
  for (const part of [0.2, 0.6]) {
    await until(`${part} of the texts are there`, async () => (await arrived()) >= part * POSTS, 300_000);
    // The page is closed in the middle of it.
    await start(page);
    await send(page);
  }
  const photos = () => db.attachment.count({ where: { uploadedById: personId } });
  await until("half of the photos are there", async () => (await photos()) >= POSTS / 2, 600_000);
  await other.close();
  await start(page);
  await send(page);
  const states = () => page.evaluate((id) => (globalThis as unknown as { device: InPage }).device.states(id), personId);
  await until("the device has sent all", async () => (await states()).sent === POSTS, 600_000);

  const problems = await db.problem.findMany({
    where: { authorId: personId },
    select: { id: true, clientId: true, state: true },
  });
  expect(problems).toHaveLength(POSTS);
  expect(problems.filter(({ state }) => state !== "ENTERPRISE_REVIEW")).toEqual([]);
  const added = await db.event.findMany({
    where: { type: "problem.file-added", actorId: personId },
    select: { subjectId: true, payload: true },
  });
  const clientOf = new Map(problems.map(({ id, clientId }) => [id, clientId]));
  const received = added.map(({ subjectId, payload }) => [
    clientOf.get(subjectId),
    (payload as { received?: string }).received,
  ]);
  expect(received).toHaveLength(POSTS);
  expect(Object.fromEntries(received)).toEqual(hashes);
  // The storm was one: each fault happened.
  for (const [fault, times] of Object.entries(proxy.faults)) expect([fault, times > 0]).toEqual([fault, true]);
  process.stdout.write(`faults: ${JSON.stringify(proxy.faults)}\n`);
});
