import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { dataFolderAt } from "#app/lib/runtime/data-folder.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { type BreakingProxy, startBreakingProxy } from "#tests/support/breaking-proxy.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { draftedProblem, makeWorld, type World } from "#tests/support/factories.server.ts";
import { sessionOf } from "#tests/support/in-process.server.ts";
import { writeLargeVideo } from "#tests/support/large-video.server.ts";
import { launchProduct, temporaryFolder, type TestProduct } from "#tests/support/product.server.ts";
import { withoutSimpleForm } from "#tests/support/without-simple-form.ts";

const MEGABYTES = 300;
const CUTS = 10;
const MB = 1024 * 1024;
const dataDir = temporaryFolder();
const browser = useBrowser();
let product: TestProduct;
let lines: BreakingProxy;
let world: World;

beforeAll(async () => {
  product = await launchProduct({ dataDir });
  lines = await startBreakingProxy(product.url);
  const facts = JSON.parse(readFileSync(dataFolderAt(dataDir).services, "utf8")) as RuntimeFacts;
  useDatabase(facts.databaseUrl);
  setRuntimeFacts(facts);
  world = await makeWorld();
});
afterAll(async () => {
  await lines?.stop();
  await product?.stop();
  await closeDatabase();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Megabytes the web process has in memory. */
const resident = (): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${product.pid}/status`, "utf8"))?.[1] ?? 0) / 1024;

test("a video of 300 MB goes up through ten disconnections, and the web process stays small", async () => {
  const path = join(dataDir, "现场.mp4");
  const video = await writeLargeVideo(path, MEGABYTES);
  const small = join(dataDir, "试一下.mp4");
  await writeLargeVideo(small, 3);
  const id = await draftedProblem(world);
  const cookie = await sessionOf(product.url, world.engineer.personId);
  const { context, page } = await browser.visitor(lines.url, { phone: true });
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: lines.url }]);
  await page.goto(`/problems/${id}/photos`);
  await withoutSimpleForm(page);
  const uploads = page.getByRole("list", { name: "正在上传的文件" }).getByRole("listitem");
  const arrived = (fileName: string) =>
    uploads.filter({ hasText: fileName }).getByText("已上传", { exact: true }).waitFor({ timeout: 80_000 });
  const atFirst = resident();
  // What is loaded with the first file of a process is loaded once, not with each.
  await page.getByLabel("选择文件").setInputFiles(small);
  await arrived("试一下.mp4");

  const before = resident();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, resident());
  }, 50);
  const began = performance.now();
  const sentBefore = lines.sent();
  lines.rate = 60 * MB;
  lines.cutAfter = Array.from({ length: CUTS }, (_, n) => sentBefore + ((n + 1) * MEGABYTES * MB) / (CUTS + 1));
  await page.getByLabel("选择文件").setInputFiles(path);
  await arrived("现场.mp4");
  clearInterval(watch);
  const seconds = (performance.now() - began) / 1_000;
  const sent = (lines.sent() - sentBefore) / MB;

  const files = await db.attachment.findMany({ where: { problemId: id, fileName: "现场.mp4" } });
  expect(files.map(({ kind, size, sha256 }) => ({ kind, size, sha256 }))).toEqual([{ kind: "VIDEO", ...video }]);
  expect(lines.cutAfter).toEqual([]);
  // And the way back, as a player or a download reads it.
  const answer = await fetch(`${product.url}/files/${files[0]?.id}`, { headers: { cookie } });
  const hash = createHash("sha256");
  for await (const piece of Readable.fromWeb(answer.body as ReadableStream)) hash.update(piece);
  expect(hash.digest("hex")).toBe(video.sha256);
  if (process.env.FIGURES) {
    const figures = { seconds, megabytesSent: sent, webMegabytes: { atFirst, before, most }, cuts: CUTS };
    process.stderr.write(`${JSON.stringify(figures)}\n`);
  }
  expect(most - before).toBeLessThan(100);
});
