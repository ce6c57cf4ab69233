import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, db, useDatabase } from "#app/lib/db.server.ts";
import { dataFolderAt } from "#app/lib/runtime/data-folder.server.ts";
import { type RuntimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { freePort } from "#app/lib/runtime/processes.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { draftedProblem, makeWorld, type World } from "#tests/support/factories.server.ts";
import { sessionOf } from "#tests/support/in-process.server.ts";
import { launchProduct, temporaryFolder, type TestProduct } from "#tests/support/product.server.ts";
import { until } from "#tests/support/until.ts";
import { startUploadCloud, type UploadCloud } from "#tests/support/upload-cloud.server.ts";
import { withoutSimpleForm } from "#tests/support/without-simple-form.ts";

const dataDir = temporaryFolder();
const browser = useBrowser();
let cloud: UploadCloud;
let product: TestProduct;
let world: World;

beforeAll(async () => {
  cloud = await startUploadCloud();
  const PORT = String(await freePort());
  const env = {
    PORT,
    PUBLIC_URL: `http://localhost:${PORT}`,
    UPLOADTHING_TOKEN: cloud.token,
    UPLOADTHING_INGEST_URL: cloud.url,
    UPLOADTHING_API_URL: cloud.url,
  };
  product = await launchProduct({ dataDir, env });
  const facts = JSON.parse(readFileSync(dataFolderAt(dataDir).services, "utf8")) as RuntimeFacts;
  useDatabase(facts.databaseUrl);
  setRuntimeFacts(facts);
  world = await makeWorld();
});
afterAll(async () => {
  await product?.stop();
  await cloud?.stop();
  await closeDatabase();
  rmSync(dataDir, { recursive: true, force: true });
});

test("with a token files go through UploadThing's cloud, are fetched from there and deleted there", async () => {
  const id = await draftedProblem(world);
  const cookie = await sessionOf(product.url, world.engineer.personId);
  const { context, page } = await browser.visitor(product.url);
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url: product.url }]);
  await page.goto(`/problems/${id}/photos`);
  await withoutSimpleForm(page);
  const bytes = Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(3_000_000), Buffer.from("\n%%EOF")]);
  cloud.cutAfter = 1_000_000;
  const row = (file: string) =>
    page.getByRole("list", { name: "正在上传的文件" }).getByRole("listitem").filter({ hasText: file });
  const pdf = (file: string, buffer: Buffer) => ({ name: file, mimeType: "application/pdf", buffer });
  await page.getByLabel("选择文件").setInputFiles(pdf("说明.pdf", bytes));
  await row("说明.pdf").getByText("已上传", { exact: true }).waitFor({ timeout: 60_000 });
  expect(cloud.cutAfter).toBe(Number.POSITIVE_INFINITY);
  const files = await db.attachment.findMany({ where: { problemId: id } });
  expect(files).toMatchObject([{ kind: "DOCUMENT", layer: "CONFIDENTIAL", fileName: "说明.pdf" }]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  expect(files[0]).toMatchObject({ sha256, size: bytes.length });
  const answer = await fetch(`${product.url}/files/${files[0]?.id}`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  await answer.body?.cancel();

  // What is refused here does not stay there either, and the reader is told why.
  await page.getByLabel("选择文件").setInputFiles(pdf("伪装.pdf", Buffer.from("MZ no document")));
  await row("伪装.pdf").getByText("不支持这种文件，以文件内容为准").waitFor({ timeout: 60_000 });
  await until("the cloud keeps nothing", () => cloud.files.size === 0);
  expect(cloud.deleted).toHaveLength(2);
  await until("nothing lies here either", () => readdirSync(join(dataDir, "incoming")).length === 0);
});
