import type { Paragraph, Table } from "docx";

/** What a Word file is made of, from top to bottom. */
export type WordBlock =
  | { kind: "title"; text: string }
  | { kind: "heading"; text: string }
  /** Prose; every line its own paragraph, with the indent of two characters Chinese letters have. */
  | { kind: "text"; text: string; indent?: boolean; withNext?: boolean }
  | { kind: "right"; lines: string[] }
  | { kind: "list"; items: string[] }
  | { kind: "facts"; rows: [label: string, value: string][] }
  | { kind: "table"; head: string[]; rows: string[][]; widths: number[] }
  /** A line for each party to sign on, side by side; what was signed in the product stands below it. */
  | { kind: "signatures"; parties: { label: string; below: string[] }[] }
  | { kind: "space"; lines: number };

type WordFile = {
  /** In the file's properties. */
  title: string;
  /** Left in the foot of each page, beside the page number. */
  foot: string;
  /** Language of the text, for spelling and line breaks. */
  language: "zh-CN" | "en";
  /** A letter is set as official papers are (三号 text under a 二号 title); a form with tables in 小四. */
  letter?: boolean;
  blocks: WordBlock[];
};

const A4 = { width: 11_906, height: 16_838 };
const MARGIN = 1_474;
const TEXT_WIDTH = A4.width - 2 * MARGIN;
/** Half points and twentieths of a point. 三号 is 16 pt on lines of 28 pt (GB/T 9704), 小四 12 pt keeps an agreement on few pages. */
const LETTER = { body: 32, title: 44, line: { line: 560, lineRule: "exact" as const } };
const FORM = { body: 24, title: 36, line: { line: 360 } };
/** By name: every Word and WPS in China has them; elsewhere the system finds the nearest. */
const SONG = { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia: "FangSong" };
const HEI = { ascii: "Arial", hAnsi: "Arial", cs: "Arial", eastAsia: "SimHei" };

/** Characters XML has no place for; one of them and Word calls the file damaged. */
const readable = (text: string): string =>
  text.replace(/[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
const linesOf = (text: string): string[] => readable(text).split(/\r?\n/);

/** An A4 Word file (.docx). The library is loaded with the first file. */
export async function wordFile({ title, foot, language, letter, blocks }: WordFile): Promise<Buffer> {
  const d = await import("docx");
  const set = letter ? LETTER : FORM;
  const run = (text: string, more: Record<string, unknown> = {}) =>
    new d.TextRun({ text: readable(text), font: SONG, size: set.body, ...more });
  const paragraph = (text: string, more: Record<string, unknown> = {}) =>
    new d.Paragraph({ children: [run(text)], spacing: set.line, ...more });
  const thin = { style: d.BorderStyle.SINGLE, size: 4, color: "808080" };
  const none = { style: d.BorderStyle.NONE, size: 0, color: "auto" };
  const boxed = { top: thin, bottom: thin, left: thin, right: thin };
  const open = { top: none, bottom: none, left: none, right: none };

  const cell = (text: string, width: number, head = false) =>
    new d.TableCell({
      borders: boxed,
      width: { size: width, type: d.WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: linesOf(text).map(
        (line) => new d.Paragraph({ children: [run(line, head ? { bold: true, font: HEI, size: 22 } : { size: 22 })] }),
      ),
    });
  const table = (rows: InstanceType<typeof d.TableRow>[], widths: number[]) =>
    new d.Table({ width: { size: TEXT_WIDTH, type: d.WidthType.DXA }, columnWidths: widths, rows });
  const shares = (parts: number[]): number[] => {
    const sum = parts.reduce((a, b) => a + b, 0);
    return parts.map((part) => Math.floor((TEXT_WIDTH * part) / sum));
  };

  const made = (block: WordBlock): (Paragraph | Table)[] => {
    switch (block.kind) {
      case "title":
        return [
          new d.Paragraph({
            heading: d.HeadingLevel.TITLE,
            alignment: d.AlignmentType.CENTER,
            spacing: { before: 120, after: 320 },
            children: [run(block.text, { font: HEI, size: set.title, bold: true, color: "000000" })],
          }),
        ];
      case "heading":
        return [
          new d.Paragraph({
            heading: d.HeadingLevel.HEADING_1,
            keepNext: true,
            spacing: { before: 280, after: 120 },
            children: [run(block.text, { font: HEI, size: 26, bold: true, color: "000000" })],
          }),
        ];
      case "text":
        return linesOf(block.text).map((line) =>
          paragraph(line, {
            keepNext: block.withNext ?? false,
            ...(block.indent && language === "zh-CN" ? { indent: { firstLine: set.body * 20 } } : {}),
          }),
        );
      case "right":
        return block.lines.map((line) => paragraph(line, { alignment: d.AlignmentType.RIGHT }));
      case "list":
        return block.items.map((item, n) => paragraph(`${n + 1}.\t${item}`, { indent: { left: 420, hanging: 420 } }));
      case "facts": {
        const widths = shares([1, 3]);
        return [
          table(
            block.rows.map(
              ([label, value]) =>
                new d.TableRow({
                  cantSplit: true,
                  children: [cell(label, widths[0] ?? 0, true), cell(value, widths[1] ?? 0)],
                }),
            ),
            widths,
          ),
        ];
      }
      case "table": {
        const widths = shares(block.widths);
        const row = (texts: string[], head: boolean) =>
          new d.TableRow({
            tableHeader: head,
            children: texts.map((text, n) => cell(text, widths[n] ?? 0, head)),
          });
        return [table([row(block.head, true), ...block.rows.map((one) => row(one, false))], widths)];
      }
      case "signatures": {
        const widths = shares(block.parties.map(() => 1));
        const children = block.parties.map(
          ({ label, below }, n) =>
            new d.TableCell({
              borders: open,
              width: { size: widths[n] ?? 0, type: d.WidthType.DXA },
              children: [
                paragraph(label, { spacing: { before: 240, after: 480 } }),
                new d.Paragraph({ border: { bottom: { ...thin, color: "000000" } }, indent: { right: 240 } }),
                ...below.map((line) => new d.Paragraph({ children: [run(line, { size: 20 })] })),
              ],
            }),
        );
        return [table([new d.TableRow({ cantSplit: true, children })], widths)];
      }
      default:
        return Array.from({ length: block.lines }, () => paragraph(""));
    }
  };

  const document = new d.Document({
    title: readable(title),
    creator: "",
    styles: {
      default: { document: { run: { font: SONG, size: set.body, language: { value: language, eastAsia: "zh-CN" } } } },
    },
    sections: [
      {
        properties: { page: { size: A4, margin: { top: 1_440, bottom: 1_440, left: MARGIN, right: MARGIN } } },
        footers: {
          default: new d.Footer({
            children: [
              new d.Paragraph({
                tabStops: [{ type: d.TabStopType.RIGHT, position: TEXT_WIDTH }],
                children: [
                  run(`${foot}\t`, { size: 18 }),
                  new d.TextRun({
                    font: SONG,
                    size: 18,
                    children: [d.PageNumber.CURRENT, " / ", d.PageNumber.TOTAL_PAGES],
                  }),
                ],
              }),
            ],
          }),
        },
        children: blocks.flatMap(made),
      },
    ],
  });
  return d.Packer.toBuffer(document);
}

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A Word file to be saved under a name; never cached, because rights change. */
export const wordAnswer = (file: Buffer, name: string): Response =>
  new Response(new Uint8Array(file), {
    headers: {
      "Content-Type": TYPE,
      "Content-Disposition": `attachment; filename="document.docx"; filename*=UTF-8''${encodeURIComponent(`${name}.docx`)}`,
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
