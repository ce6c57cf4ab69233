import { PDFDocument, type PDFPage, rgb } from "@cantoo/pdf-lib";
import type { QrPath } from "../qr.server.ts";
import { breakLines } from "./break-lines.ts";
import { type Letters, lettersFor, printable } from "./fonts.server.ts";

/** What a printed paper is made of, from top to bottom. */
export type PaperBlock =
  | { kind: "title"; text: string; below?: string }
  | { kind: "heading"; text: string }
  | { kind: "text"; text: string }
  | { kind: "note"; text: string }
  | { kind: "facts"; rows: readonly (readonly [label: string, value: string])[] }
  | { kind: "table"; head: readonly string[]; rows: readonly (readonly string[])[]; widths: readonly number[] }
  /** Boxes to write an opinion in, sign and seal. */
  | { kind: "seals"; boxes: readonly { label: string; text: string; below: string }[] };

export type PaperFile = {
  title: string;
  /** Left in the foot of each page, beside the page number. */
  foot: string;
  pageOf: (page: number, pages: number) => string;
  language: "zh-CN" | "en";
  at: Date;
  /** Beside the title. */
  qr?: QrPath;
  blocks: readonly PaperBlock[];
};

const A4 = { width: 595.28, height: 841.89 };
const LEFT = 54;
const TOP = 52;
const BOTTOM = 58;
const WIDTH = A4.width - 2 * LEFT;
const QR = 68;
const PAD = 5;
/** Least height of a box for a seal, with room around it. */
const SEAL = 104;
/** Rows higher than this go on on the next page. */
const DIVIDED = 160;
const BLACK = rgb(0, 0, 0);
const GREY = rgb(0.35, 0.35, 0.35);
const LINE = rgb(0.55, 0.55, 0.55);
const SHADE = rgb(0.945, 0.945, 0.94);
const leading = (size: number): number => size * 1.5;

type Weight = "Regular" | "Bold";
type Cell = { text: string; x: number; width: number; weight: Weight; shaded?: boolean };

/** A printed paper (A4) with its Chinese letters inside; tables go on over pages with their heads repeated. */
export async function paperFile(file: PaperFile): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(file.title, { showInWindowTitleBar: true });
  pdf.setLanguage(file.language);
  pdf.setProducer("");
  pdf.setCreator("");
  pdf.setCreationDate(file.at);
  pdf.setModificationDate(file.at);
  const press = new Press(pdf, await lettersFor(pdf), file.qr);
  for (const [n, block] of file.blocks.entries()) press.set(block, file.blocks[n + 1]);
  press.foot(printable(file.foot), file.pageOf);
  return pdf.save();
}

class Press {
  #pdf: PDFDocument;
  #letters: Letters;
  #qr: QrPath | undefined;
  #page: PDFPage;
  /** Height above the foot of the page at which the next block begins. */
  #y = A4.height - TOP;

  constructor(pdf: PDFDocument, letters: Letters, qr: QrPath | undefined) {
    this.#pdf = pdf;
    this.#letters = letters;
    this.#qr = qr;
    this.#page = pdf.addPage([A4.width, A4.height]);
  }

  set(block: PaperBlock, next?: PaperBlock): void {
    switch (block.kind) {
      case "title":
        return this.#title(block.text, block.below ?? "");
      case "heading":
        // Never alone at the foot of a page.
        this.#need(12 + leading(12.5) + 4 + this.#least(next));
        this.#y -= 12;
        this.#write(printable(block.text), LEFT, WIDTH, 12.5, "Bold");
        this.#y -= 4;
        return;
      case "text":
        this.#write(printable(block.text), LEFT, WIDTH, 10.5, "Regular");
        this.#y -= 4;
        return;
      case "note":
        this.#y -= 2;
        this.#write(printable(block.text), LEFT, WIDTH, 8.5, "Regular", true);
        this.#y -= 2;
        return;
      case "facts":
        for (const [label, value] of block.rows) this.#row(this.#cells([label, value], [1, 4], 0), 10);
        this.#y -= 6;
        return;
      case "table":
        return this.#table(block.head, block.rows, block.widths);
      default:
        for (const box of block.boxes) this.#seal(box);
    }
  }

  foot(text: string, pageOf: (page: number, pages: number) => string): void {
    const pages = this.#pdf.getPages();
    for (const [index, page] of pages.entries()) {
      const number = pageOf(index + 1, pages.length);
      page.drawLine({
        start: { x: LEFT, y: BOTTOM - 14 },
        end: { x: LEFT + WIDTH, y: BOTTOM - 14 },
        thickness: 0.5,
        color: LINE,
      });
      const [first = ""] = this.#lines(text, WIDTH - 90, 8.5, "Regular");
      page.drawText(first, { x: LEFT, y: BOTTOM - 27, size: 8.5, font: this.#letters.regular, color: GREY });
      const x = LEFT + WIDTH - this.#width(number, 8.5, "Regular");
      page.drawText(number, { x, y: BOTTOM - 27, size: 8.5, font: this.#letters.regular, color: GREY });
    }
  }

  /** What of a block stays with the heading above it: two lines, a table's head with its first row, a whole box. */
  #least(block: PaperBlock | undefined): number {
    if (block?.kind === "seals") return SEAL;
    if (block?.kind !== "table") return 2 * leading(10.5);
    const [first = []] = block.rows;
    const head = this.#height(this.#cells(block.head, block.widths, "all"), 9.5);
    return head + Math.min(this.#height(this.#cells(first, block.widths, null), 9.5), DIVIDED);
  }

  #title(text: string, below: string): void {
    const top = this.#y;
    const width = WIDTH - (this.#qr ? QR + 16 : 0);
    this.#y -= 6;
    this.#write(printable(text), LEFT, width, 19, "Bold");
    if (below) this.#write(printable(below), LEFT, width, 10.5, "Regular", true);
    if (this.#qr) {
      const scale = QR / this.#qr.size;
      this.#page.drawSvgPath(this.#qr.path, { x: LEFT + WIDTH - QR, y: top, scale, color: BLACK, borderWidth: 0 });
      this.#y = Math.min(this.#y, top - QR);
    }
    this.#y -= 8;
  }

  #table(head: readonly string[], rows: readonly (readonly string[])[], widths: readonly number[]): void {
    const heading = () => this.#row(this.#cells(head, widths, "all"), 9.5);
    this.#need(this.#least({ kind: "table", head, rows, widths }));
    heading();
    for (const row of rows) this.#row(this.#cells(row, widths, null), 9.5, heading);
    this.#y -= 6;
  }

  #seal({ label, text, below }: { label: string; text: string; below: string }): void {
    const lines = this.#lines(printable(text), WIDTH - 2 * PAD, 10, "Regular");
    const height = Math.max(SEAL - 8, lines.length * leading(10) + 60);
    this.#need(height + 8);
    const top = this.#y;
    this.#page.drawRectangle({
      x: LEFT,
      y: top - height,
      width: WIDTH,
      height,
      borderWidth: 0.6,
      borderColor: LINE,
    });
    this.#y -= PAD;
    this.#write(printable(label), LEFT + PAD, WIDTH - 2 * PAD, 10, "Bold");
    for (const line of lines) this.#line(line, LEFT + PAD, 10, "Regular");
    const end = printable(below);
    const size = 10;
    this.#page.drawText(end, {
      x: LEFT + WIDTH - PAD - 8 - this.#width(end, size, "Regular"),
      y: top - height + 10,
      size,
      font: this.#letters.regular,
    });
    this.#y = top - height - 8;
  }

  #cells(texts: readonly string[], widths: readonly number[], shaded: number | "all" | null): Cell[] {
    const sum = widths.reduce((a, b) => a + b, 0);
    let x = LEFT;
    return texts.map((text, index) => {
      const width = (WIDTH * (widths[index] ?? 1)) / sum;
      const dark = shaded === "all" || shaded === index;
      const cell: Cell = { text: printable(text), x, width, weight: dark ? "Bold" : "Regular", shaded: dark };
      x += width;
      return cell;
    });
  }

  #height(cells: readonly Cell[], size: number): number {
    const lines = cells.map((cell) => this.#lines(cell.text, cell.width - 2 * PAD, size, cell.weight).length);
    return Math.max(0, ...lines) * leading(size) + 2 * PAD;
  }

  /** One row of a table; what does not fit goes on on the next page, below the head again. */
  #row(cells: readonly Cell[], size: number, again?: () => void): void {
    const step = leading(size);
    const rest = cells.map((cell) => this.#lines(cell.text, cell.width - 2 * PAD, size, cell.weight));
    const whole = this.#height(cells, size);
    // A short row is moved as it is, a long one is divided.
    if (whole < DIVIDED && this.#y - whole < BOTTOM) this.#next(again);
    while (rest.some((lines) => lines.length > 0)) {
      const room = Math.floor((this.#y - BOTTOM - 2 * PAD) / step);
      if (room < 1) {
        this.#next(again);
        continue;
      }
      const count = Math.min(room, Math.max(...rest.map((lines) => lines.length)));
      const height = count * step + 2 * PAD;
      for (const [index, cell] of cells.entries()) {
        this.#page.drawRectangle({
          x: cell.x,
          y: this.#y - height,
          width: cell.width,
          height,
          borderWidth: 0.5,
          borderColor: LINE,
          ...(cell.shaded ? { color: SHADE } : {}),
        });
        const lines = rest[index]?.splice(0, count) ?? [];
        for (const [n, line] of lines.entries()) {
          const y = this.#y - PAD - n * step - size * 1.14;
          this.#draw(line, cell.x + PAD, y, size, cell.weight);
        }
      }
      this.#y -= height;
    }
  }

  #write(text: string, x: number, width: number, size: number, weight: Weight, grey = false): void {
    for (const line of this.#lines(text, width, size, weight)) this.#line(line, x, size, weight, grey);
  }

  #line(text: string, x: number, size: number, weight: Weight, grey = false): void {
    this.#need(leading(size));
    this.#draw(text, x, this.#y - size * 1.14, size, weight, grey);
    this.#y -= leading(size);
  }

  #draw(text: string, x: number, y: number, size: number, weight: Weight, grey = false): void {
    if (text === "") return;
    const font = weight === "Bold" ? this.#letters.bold : this.#letters.regular;
    this.#page.drawText(text, { x, y, size, font, color: grey ? GREY : BLACK });
  }

  #lines(text: string, width: number, size: number, weight: Weight): string[] {
    return breakLines(text, width, (sign) => this.#letters.widthOf(sign, weight) * size);
  }

  #width(text: string, size: number, weight: Weight): number {
    return [...text].reduce((sum, sign) => sum + this.#letters.widthOf(sign, weight) * size, 0);
  }

  #need(height: number): void {
    if (this.#y - height < BOTTOM) this.#next();
  }

  #next(again?: () => void): void {
    this.#page = this.#pdf.addPage([A4.width, A4.height]);
    this.#y = A4.height - TOP;
    again?.();
  }
}
