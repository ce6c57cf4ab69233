import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import decodeQR from "qr/decode.js";
import { beforeAll, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { qrPath } from "#app/lib/qr.server.ts";
import { putAssets } from "#app/modules/equipment/put-assets.server.ts";
import { LABEL_SHEETS, type LabelSheet } from "#app/modules/equipment/rules.ts";
import { useBrowser } from "#tests/support/browser.server.ts";
import { makeWorld, type World } from "#tests/support/factories.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";

const product = useInProcessProduct();
const browser = useBrowser();
let world: World;
let cookie: string;
/** By number, in the order of the sheet. */
let codes: string[];

const LONG = "包装车间一线三号灌装压盖一体机（含瓶盖视觉检测与剔除装置）二期改造后";

beforeAll(async () => {
  world = await makeWorld();
  await putAssets(
    world.engineer,
    world.brewery,
    Array.from({ length: 43 }, (_, n) => ({
      number:
        n % 5 === 0 ? `BZ-2019-LONG-NUMBER-${String(n).padStart(3, "0")}/甲-乙` : `GZ-${String(n).padStart(3, "0")}`,
      name: n % 3 === 0 ? LONG : "灌装机",
      type: "灌装机",
    })),
  );
  const rows = await db.asset.findMany({
    where: { enterpriseId: world.brewery },
    orderBy: [{ numberKey: "asc" }, { id: "asc" }],
    select: { code: true },
  });
  codes = rows.map((row) => row.code);
  cookie = await product.signIn(world.engineer.personId);
});

const MM_PER_POINT = 25.4 / 72;
/** Dots a millimetre at which the printed page is looked at: 300 a inch. */
const DOTS = 300 / 25.4;

type Printed = { width: number; height: number; pages: ImageData[] };
type ImageData = { width: number; height: number; data: Uint8ClampedArray };

/** What the printer gets, page by page; sizes in millimetres. */
async function printed(path: string): Promise<Printed> {
  const { page, context } = await browser.visitor(product.url);
  const [name = "", value = ""] = cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: product.url }]);
  await page.goto(path, { waitUntil: "networkidle" });
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  await context.close();
  const paper = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: ImageData[] = [];
  let size = { width: 0, height: 0 };
  for (let n = 1; n <= paper.numPages; n += 1) {
    const sheet = await paper.getPage(n);
    const { width, height } = sheet.getViewport({ scale: 1 });
    size = { width: width * MM_PER_POINT, height: height * MM_PER_POINT };
    const viewport = sheet.getViewport({ scale: DOTS * MM_PER_POINT });
    const canvas = createCanvas(Math.round(viewport.width), Math.round(viewport.height));
    const canvasContext = canvas.getContext("2d");
    await sheet.render({ canvas: null, canvasContext: canvasContext as never, viewport }).promise;
    pages.push(canvasContext.getImageData(0, 0, canvas.width, canvas.height) as ImageData);
  }
  await paper.destroy();
  return { ...size, pages };
}

/** A piece of a page, in millimetres from its upper left corner. */
function cut(page: ImageData, left: number, top: number, width: number, height: number): ImageData {
  const [x, y, w, h] = [left, top, width, height].map((mm) => Math.round(mm * DOTS)) as [
    number,
    number,
    number,
    number,
  ];
  const data = new Uint8ClampedArray(w * h * 4);
  for (let row = 0; row < h; row += 1) {
    const from = ((y + row) * page.width + x) * 4;
    data.set(page.data.subarray(from, from + w * 4), row * w * 4);
  }
  return { width: w, height: h, data };
}

/** From the first dark dot to the last one across a piece, in millimetres. */
function darkWidth({ width, height, data }: ImageData): number {
  let [first, last] = [width, -1];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if ((data[(y * width + x) * 4] ?? 255) < 128) {
        first = Math.min(first, x);
        last = Math.max(last, x);
      }
  return (last - first + 1) / DOTS;
}

const darkWhere = ({ data }: ImageData): boolean => data.some((value, at) => at % 4 === 0 && value < 128);

const placeOf = (sheet: LabelSheet, place: number) => ({
  left: sheet.left + (place % sheet.across) * sheet.stepX,
  top: sheet.top + Math.floor(place / sheet.across) * sheet.stepY,
});

test.each(LABEL_SHEETS)("$key: A4, each label in its place, each code read back from the print", async (sheet) => {
  const perPage = sheet.across * sheet.down;
  const skip = 2;
  const { width, height, pages } = await printed(`/equipment/labels?sheet=${sheet.key}&skip=${skip}`);
  expect(Math.abs(width - 210)).toBeLessThan(0.3);
  expect(Math.abs(height - 297)).toBeLessThan(0.3);
  expect(pages).toHaveLength(Math.ceil((codes.length + skip) / perPage));

  const side = Math.min(sheet.height - 5, sheet.width * 0.45);
  const before = sheet.height < 30 ? 1.5 : 2.5;
  const { size } = qrPath(`${product.url}/e/7K3QF2M9XA`);
  const read: (string | null)[] = [];
  for (const [at] of codes.entries()) {
    const page = pages[Math.floor((at + skip) / perPage)] as ImageData;
    const { left, top } = placeOf(sheet, (at + skip) % perPage);
    const box = cut(page, left, top, before + side, sheet.height);
    read.push(decodeQR(box));
    // The quiet zone is not dark: what is measured is the code itself.
    if (at === 0) expect(Math.abs(darkWidth(box) - (side * (size - 4)) / size)).toBeLessThan(0.5);
    if (sheet.stepX > sheet.width && (at + skip) % sheet.across < sheet.across - 1)
      expect(darkWhere(cut(page, left + sheet.width, top, sheet.stepX - sheet.width, sheet.height)), `${at}`).toBe(
        false,
      );
  }
  expect(read).toEqual(codes.map((code) => `${product.url}/e/${code}`));
  const first = pages[0] as ImageData;
  for (let place = 0; place < skip; place += 1) {
    const { left, top } = placeOf(sheet, place);
    expect(darkWhere(cut(first, left, top, sheet.width, sheet.height))).toBe(false);
  }
});
