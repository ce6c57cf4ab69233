/** How the readers open a PDF file: nothing of it runs, nothing is fetched, tables of signs come from the package. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { getDocument, type PDFDocumentProxy, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

const folder = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

export async function openPdf(path: string): Promise<PDFDocumentProxy> {
  return getDocument({
    data: new Uint8Array(await readFile(path)),
    cMapUrl: join(folder, "cmaps") + sep,
    cMapPacked: true,
    standardFontDataUrl: join(folder, "standard_fonts") + sep,
    wasmUrl: join(folder, "wasm") + sep,
    iccUrl: join(folder, "iccs") + sep,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
}
