/**
 * A process of its own: draws the first pages of the PDF file named and writes each as its length (4 bytes) and a PNG.
 * Stops at the first page it cannot draw, or when the time given is used up.
 */
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { openPdf } from "./pdf-source.ts";

const [path = "", most = "0", milliseconds = "0"] = process.argv.slice(2);
/** Pixels of the longer side: enough to read a page of small print. */
const LONGEST = 1_600;
const until = Date.now() + Number(milliseconds);

// For the many Chinese files that name a font and do not hold it.
const fonts = dirname(dirname(createRequire(import.meta.url).resolve("@embedpdf/fonts-sc")));
for (const family of ["sans-serif", "serif", "monospace"])
  GlobalFonts.registerFromPath(join(fonts, "fonts/NotoSansHans-Regular.otf"), family);

const pdf = await openPdf(path);
for (let number = 1; number <= Math.min(pdf.numPages, Number(most)) && Date.now() < until; number += 1) {
  const page = await pdf.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({ scale: LONGEST / Math.max(plain.width, plain.height, 1) });
  const canvas = createCanvas(Math.max(1, Math.round(viewport.width)), Math.max(1, Math.round(viewport.height)));
  const canvasContext = canvas.getContext("2d");
  canvasContext.fillStyle = "white";
  canvasContext.fillRect(0, 0, canvas.width, canvas.height);
  // The library's types know the browser's canvas only.
  await page.render({ canvas: null, canvasContext: canvasContext as unknown as CanvasRenderingContext2D, viewport })
    .promise;
  const png = await canvas.encode("png");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(png.length, 0);
  process.stdout.write(Buffer.concat([length, png]));
  page.cleanup();
}
