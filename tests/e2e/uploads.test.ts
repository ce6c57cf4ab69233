import { createHash, randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { openFile } from "#app/modules/attachments/open-file.server.ts";
import { violationsOn } from "#tests/support/accessibility.ts";
import { type BreakingProxy, startBreakingProxy } from "#tests/support/breaking-proxy.server.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { draftedProblem, makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { until } from "#tests/support/until.ts";
import { withoutSimpleForm } from "#tests/support/without-simple-form.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
let photo: Buffer;
let proxy: BreakingProxy | undefined;
beforeAll(async () => {
  world = await makeWorld();
  photo = await sharp({ create: { width: 300, height: 200, channels: 3, background: "teal" } })
    .jpeg()
    .toBuffer();
});
afterEach(async () => {
  await proxy?.stop();
  proxy = undefined;
});

const SHOTS = process.env.SHOTS_DIR;
const MB = 1024 * 1024;
const pdf = (size: number): Buffer =>
  Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(size - 15), Buffer.from("\n%%EOF")]);
const asPdf = (name: string, bytes: Buffer) => ({ name, mimeType: "application/pdf", buffer: bytes });
const sha = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const row = (page: Page, name: string) =>
  page.getByRole("list", { name: "正在上传的文件" }).getByRole("listitem").filter({ hasText: name });
const uploaded = (page: Page, name: string) =>
  row(page, name).getByText("已上传", { exact: true }).waitFor({ timeout: 60_000 });
const there = (page: Page) => page.getByRole("list", { name: "已有的照片和文件" }).getByRole("listitem");
const filesOf = (problemId: string) =>
  db.attachment.findMany({ where: { problemId, removedAt: null }, orderBy: { createdAt: "asc" } });
const kept = async (id: string) => buffer((await openFile(world.engineer, id, "original")).read());

/** The page of a new draft's files, reached through a connection that can be cut. */
async function filesPage(options: { script?: boolean; phone?: boolean } = {}, personId = world.engineer.personId) {
  const id = await draftedProblem(world);
  const lines = await startBreakingProxy(product.url);
  proxy = lines;
  const visitor = await browser.visitor(lines.url, options);
  const [name = "", value = ""] = (await product.signIn(personId)).split("=");
  await visitor.context.addCookies([{ name, value, url: lines.url }]);
  await visitor.page.goto(`/problems/${id}/photos`);
  if (options.script !== false) await withoutSimpleForm(visitor.page);
  return { ...visitor, id, lines };
}

describe("files of a problem", () => {
  test("go up several at once on a phone, each with its own end, and are shown", async () => {
    const { page, errors, id } = await filesPage({ phone: true });
    // What sends files is none of what the page begins with.
    expect(await (await page.request.get(page.url())).text()).not.toContain("send-file");
    await page.getByText("视频 500 MB、4 个").waitFor();
    expect(await page.getByLabel("拍照").getAttribute("capture")).toBe("environment");
    expect(await page.getByLabel("录像").isVisible()).toBe(true);
    await page
      .getByLabel("选择文件")
      .setInputFiles([
        asPdf("维修手册.pdf", pdf(2 * MB)),
        { name: "现场.jpg", mimeType: "image/jpeg", buffer: photo },
        asPdf("伪装.pdf", Buffer.from("MZ this is a program, not a document")),
        { name: "程序.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") },
        asPdf("空.pdf", Buffer.alloc(0)),
      ]);
    await row(page, "程序.exe").getByText("不支持这种文件", { exact: true }).waitFor();
    await row(page, "空.pdf").getByText("文件是空的").waitFor();
    await row(page, "伪装.pdf").getByText("不支持这种文件，以文件内容为准").waitFor();
    expect(await row(page, "伪装.pdf").getByRole("button").count()).toBe(0);
    await uploaded(page, "维修手册.pdf");
    await uploaded(page, "现场.jpg");
    await there(page).filter({ hasText: "维修手册.pdf" }).getByText("保密").first().waitFor();
    await there(page).filter({ hasText: "维修手册.pdf" }).getByText(world.engineer.name).waitFor();
    await page.getByRole("link", { name: "查看大图：现场.jpg" }).waitFor();
    expect(await page.getByRole("status").filter({ hasText: "已上传" }).count()).toBe(1);
    expect((await filesOf(id)).map(({ kind, layer }) => [kind, layer]).sort()).toEqual([
      ["DOCUMENT", "CONFIDENTIAL"],
      ["PHOTO", "DETAIL"],
    ]);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/upload-phone.png` });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await violationsOn(page)).toEqual([]);
    await page.goto(`/problems/${id}`);
    await page.getByRole("link", { name: "下载 维修手册.pdf" }).waitFor();
    await page.getByRole("link", { name: "查看大图：现场.jpg" }).waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/problem-phone.png`, fullPage: true });
    expect(errors.filter((one) => !/422|403/.test(one))).toEqual([]);
  });

  test("go on where they were each time the connection is cut, and are not sent twice", async () => {
    const { page, id, lines } = await filesPage();
    const bytes = pdf(12 * MB);
    lines.rate = 6 * MB;
    const before = lines.sent();
    lines.cutAfter = [3, 6, 9].map((n) => before + n * MB);
    await page.getByLabel("选择文件").setInputFiles(asPdf("图纸说明.pdf", bytes));
    await row(page, "图纸说明.pdf").getByText("网络中断，恢复后自动继续").first().waitFor();
    await uploaded(page, "图纸说明.pdf");
    expect(lines.cutAfter).toEqual([]);
    // What was on the wire at each cut is sent again, no more.
    expect(lines.sent() - before).toBeLessThan(bytes.length * 1.35);
    const files = await filesOf(id);
    expect(files).toHaveLength(1);
    expect(sha(await kept(files[0]?.id ?? ""))).toBe(sha(bytes));
  });

  test("go on at once when the network is back, and after the page was reloaded", async () => {
    const { page, id, lines } = await filesPage();
    const bytes = pdf(8 * MB);
    const chosen = asPdf("大手册.pdf", bytes);
    lines.rate = 3 * MB;
    const before = lines.sent();
    await page.getByLabel("选择文件").setInputFiles(chosen);
    await until("half has gone up", () => lines.sent() - before > 4 * MB);
    lines.down = true;
    await row(page, "大手册.pdf").getByText("网络中断，恢复后自动继续").waitFor();
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/upload-broken.png`, fullPage: true });
    lines.down = false;
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await withoutSimpleForm(page);
    await page.getByLabel("选择文件").setInputFiles(chosen);
    await uploaded(page, "大手册.pdf");
    // The browser gives the same file another date of change each time, so it may begin anew; it is stored once.
    const files = await filesOf(id);
    expect(files).toHaveLength(1);
    expect(sha(await kept(files[0]?.id ?? ""))).toBe(sha(bytes));
  });

  test("are stored once when the answer is lost", async () => {
    const { page, id, lines } = await filesPage();
    const bytes = pdf(MB);
    lines.answersToLose = 2;
    await page.getByLabel("选择文件").setInputFiles(asPdf("说明.pdf", bytes));
    await uploaded(page, "说明.pdf");
    expect(lines.answersToLose).toBe(0);
    await there(page).filter({ hasText: "说明.pdf" }).waitFor();
    const files = await filesOf(id);
    expect(files).toHaveLength(1);
    expect(sha(await kept(files[0]?.id ?? ""))).toBe(sha(bytes));
    expect(await db.event.count({ where: { subjectId: id, type: "problem.file-added" } })).toBe(1);
  });

  test("can be cancelled and tried again, and go on while another page is read", async () => {
    const { page, id, lines } = await filesPage();
    lines.rate = 2 * MB;
    const bytes = pdf(5 * MB);
    const before = lines.sent();
    await page.getByLabel("选择文件").setInputFiles(asPdf("手册.pdf", bytes));
    await until("some has gone up", () => lines.sent() - before > MB);
    await page.getByRole("button", { name: "取消上传 手册.pdf" }).click();
    await row(page, "手册.pdf").getByText("已取消").waitFor();
    const stoppedAt = lines.sent();
    await page.getByRole("button", { name: "重新上传 手册.pdf" }).waitFor();
    expect(await filesOf(id)).toEqual([]);
    expect(lines.sent() - stoppedAt).toBeLessThan(MB);
    await page.getByRole("button", { name: "重新上传 手册.pdf" }).click();
    await page.getByRole("button", { name: "取消上传 手册.pdf" }).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "难题" }).first().click();
    await page.getByRole("heading", { level: 1, name: "难题" }).waitFor();
    await until("it has arrived", async () => (await filesOf(id)).length === 1);
    expect(sha(await kept((await filesOf(id))[0]?.id ?? ""))).toBe(sha(bytes));
  });

  test("are pasted and dropped at a desk, and kept closer when that is asked for", async () => {
    const { page, context, id, lines } = await filesPage();
    await page.getByText("也可以把文件拖到页面上").waitFor();
    await page.getByLabel("这些文件先保密").check();
    const hand = (event: "paste" | "drop", name: string) =>
      page.evaluate(
        ([kind, fileName, base64]) => {
          const bytes = Uint8Array.from(atob(base64 ?? ""), (sign) => sign.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], fileName ?? "", { type: "image/jpeg" }));
          const init = { bubbles: true, cancelable: true };
          const event =
            kind === "paste"
              ? new ClipboardEvent("paste", { ...init, clipboardData: data })
              : new DragEvent("drop", { ...init, dataTransfer: data });
          return !document.body.dispatchEvent(event);
        },
        [event, name, photo.toString("base64")],
      );
    expect(await hand("paste", "image.jpeg")).toBe(true);
    await row(page, "截图 20").getByText("已上传", { exact: true }).waitFor();
    await page.getByLabel("这些文件先保密").uncheck();
    expect(await hand("drop", "桌面.jpg")).toBe(true);
    await uploaded(page, "桌面.jpg");
    const files = await filesOf(id);
    expect(files.map(({ layer }) => layer)).toEqual(["CONFIDENTIAL", "DETAIL"]);
    expect(files[0]?.fileName).toMatch(/^截图 \d{4}-\d\d-\d\d \d\d-\d\d\.jpeg$/);
    await there(page).nth(1).waitFor();
    if (SHOTS) {
      await context.addCookies([{ name: "locale", value: "en", url: lines.url }]);
      await db.person.update({ where: { id: world.engineer.personId }, data: { locale: "en" } });
      await page.reload();
      await page.screenshot({ path: `${SHOTS}/upload-desktop.png`, fullPage: true });
      await db.person.update({ where: { id: world.engineer.personId }, data: { locale: "zh-CN" } });
    }
  });

  test("never leave under another name on a shared device", async () => {
    const { page, context, id, lines } = await filesPage();
    const [name = "", value = ""] = (await product.signIn(world.engineer2.personId)).split("=");
    await context.addCookies([{ name, value, url: lines.url }]);
    await page.getByLabel("选择文件").setInputFiles({ name: "我的.jpg", mimeType: "image/jpeg", buffer: photo });
    await row(page, "我的.jpg").getByText("现在登录的不是选择这个文件的人，没有上传").waitFor();
    expect(await filesOf(id)).toEqual([]);
  });

  test("say so when somebody was signed out, and can then be sent", async () => {
    const { page, context, id, lines } = await filesPage();
    const cookies = await context.cookies();
    await context.clearCookies();
    await page.getByLabel("选择文件").setInputFiles({ name: "一.jpg", mimeType: "image/jpeg", buffer: photo });
    const retry = page.getByRole("button", { name: "重新上传 一.jpg" });
    await retry.waitFor();
    await row(page, "一.jpg").getByText(/登录/).waitFor();
    await context.addCookies(cookies.map(({ name, value }) => ({ name, value, url: lines.url })));
    await retry.click();
    await uploaded(page, "一.jpg");
    expect(await filesOf(id)).toHaveLength(1);
  });

  test("are removed after a question; without script they are sent with a form, and can be added again", async () => {
    const { page, id } = await filesPage({ script: false });
    for (const [name, mimeType, bytes] of [
      ["标.jpg", "image/jpeg", photo],
      ["说明.pdf", "application/pdf", pdf(100_000)],
      ["标.jpg", "image/jpeg", photo],
    ] as const) {
      await page.getByLabel("选择文件").setInputFiles({ name, mimeType, buffer: bytes });
      await page.getByRole("button", { name: "添加照片和文件" }).click();
      await page.getByText("已添加。").waitFor();
      await there(page).filter({ hasText: name }).waitFor();
      if (name !== "标.jpg" || (await filesOf(id)).length > 1) continue;
      await there(page).locator("summary").click();
      await page.getByText("移除后谁都看不到它").waitFor();
      await page.getByRole("button", { name: "移除" }).click();
      await page.getByText("还没有照片和文件").waitFor();
      expect(await filesOf(id)).toEqual([]);
    }
    expect((await filesOf(id)).map(({ kind }) => kind)).toEqual(["DOCUMENT", "PHOTO"]);
    await page
      .getByLabel("选择文件")
      .setInputFiles({ name: "坏.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ") });
    await page.getByRole("button", { name: "添加照片和文件" }).click();
    await page.getByText("不支持这种文件，以文件内容为准").first().waitFor();
  });
});
