/**
 * A process of its own: writes a copy of the PDF file named, with one of two pictures (upright, across) laid over every
 * page. The whole file is written anew: what would be appended could be cut off again. Ends with 1 when it is locked.
 */
import { readFile, writeFile } from "node:fs/promises";
import { PDFDocument } from "@cantoo/pdf-lib";

const [path = "", target = "", upright = "", across = ""] = process.argv.slice(2);

const pdf = await PDFDocument.load(await readFile(path), { updateMetadata: false });
const tall = await pdf.embedPng(await readFile(upright));
const wide = await pdf.embedPng(await readFile(across));
for (const page of pdf.getPages()) {
  const { x, y, width, height } = page.getCropBox();
  page.drawImage(width > height ? wide : tall, { x, y, width, height });
}
await writeFile(target, await pdf.save({ updateFieldAppearances: false }), { mode: 0o600 });
