import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { storeUpload } from "#app/modules/attachments/store-upload.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { word } from "#tests/support/documents.ts";
import { makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
let problem: string;
beforeAll(async () => {
  world = await makeWorld();
  problem = await publishedProblem(world);
});

/** A file of the problem, once the jobs that its event started have read and drawn it. */
async function upload(fileName: string, bytes: Buffer): Promise<string> {
  const path = join(runtimeFacts().dataDir, `${randomUUID()}.part`);
  await writeFile(path, bytes);
  const where = { ownerKind: "problem", ownerId: problem, clientId: randomUUID() };
  const { id } = await storeUpload(world.engineer, { ...where, fileName, claimedType: "", path });
  await until(`${fileName} is read and drawn`, async () => {
    const drawn = await db.attachment.count({ where: { id, pages: { not: null } } });
    return drawn === 1 && (await db.fileText.count({ where: { attachmentId: id } })) === 1;
  });
  return id;
}

async function visit(path: string, options: { script?: boolean; phone?: boolean }) {
  const visitor = await browser.visitor(product.url, options);
  const [name = "", value = ""] = (await product.signIn(world.engineer.personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: product.url }]);
  await visitor.page.goto(path);
  return visitor;
}

test("a PDF file is looked at from its problem, page by page, with and without script; of a Word file, its words", async () => {
  const manual = await PDFDocument.create();
  for (const n of [1, 2, 3]) manual.addPage([595, 842]).drawText(`Spindle manual, page ${n}`, { x: 60, y: 760 });
  const id = await upload("主轴维修手册.pdf", Buffer.from(await manual.save()));
  const { page, errors } = await visit(`/problems/${problem}`, { phone: true });
  await page.getByRole("link", { name: "预览 主轴维修手册.pdf" }).click();
  await page.getByRole("heading", { name: "文件预览" }).waitFor();
  const plain = await visit(`/files/${id}/preview`, { phone: true, script: false });
  for (const one of [page, plain.page]) {
    for (const n of [1, 2, 3]) {
      const picture = one.getByAltText(`第 ${n} 页`);
      await picture.scrollIntoViewIfNeeded();
      await until(`page ${n} is drawn at full size`, () =>
        picture.evaluate((image: HTMLImageElement) => image.naturalHeight === 1600),
      );
    }
    expect(await one.locator("main img").count()).toBe(3);
  }
  expect(errors).toEqual([]);

  await upload("工艺说明.docx", word("主轴承温升过高，先查润滑。"));
  const wide = await visit(`/problems/${problem}`, {});
  await wide.page.getByRole("link", { name: "预览 工艺说明.docx" }).click();
  await wide.page.getByText("主轴承温升过高，先查润滑。").waitFor();
  expect(wide.errors).toEqual([]);
});
