/** A process of its own: writes the text of the PDF file named, page by page, until there is enough of it. */
import { openPdf } from "./pdf-source.ts";

const [path = "", most = "0"] = process.argv.slice(2);
const MAX_PAGES = 500;

const pdf = await openPdf(path);
let left = Number(most);
for (let number = 1; number <= Math.min(pdf.numPages, MAX_PAGES) && left > 0; number += 1) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
  process.stdout.write(`${text.slice(0, left)}\n`);
  left -= text.length;
  page.cleanup();
}
