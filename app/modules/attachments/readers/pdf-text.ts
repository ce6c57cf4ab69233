/** A process of its own: writes the text of the PDF file named, page by page, until there is enough of it. */
import { readFile } from "node:fs/promises";
import { getDocument, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

const [path = "", most = "0"] = process.argv.slice(2);
const MAX_PAGES = 500;

const task = getDocument({
  data: new Uint8Array(await readFile(path)),
  isEvalSupported: false,
  useSystemFonts: false,
  disableFontFace: true,
  enableXfa: false,
  stopAtErrors: false,
  verbosity: VerbosityLevel.ERRORS,
});
const pdf = await task.promise;
let left = Number(most);
for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES) && left > 0; number += 1) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
  process.stdout.write(`${text.slice(0, left)}\n`);
  left -= text.length;
  page.cleanup();
}
