import type * as docx from "docx";
import type { Paragraph, TableRow } from "docx";
import type { AwardSubject } from "../facts/catalogue.ts";
import { FORM_SPECS, type FormSpec, type Part, type Section } from "./forms/specs.ts";

/** Widths in twentieths of a point: A4 with margins of 2.2 cm. */
const WIDTH = 9_412;
const COLUMN = Math.floor(WIDTH / 12);
const SONG = { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia: "SimSun" };
const HEI = { ascii: "Arial", hAnsi: "Arial", cs: "Arial", eastAsia: "SimHei" };

type Docx = typeof docx;
/** How the forms that ship look: boxed tables of twelve columns, headings that stay with what follows. */
function look(d: Docx) {
  const thin = { style: d.BorderStyle.SINGLE, size: 4, color: "404040" };
  const boxed = { top: thin, bottom: thin, left: thin, right: thin };
  const run = (text: string, more: Record<string, unknown> = {}) =>
    new d.TextRun({ text, font: SONG, size: 21, ...more });
  const lines = (text: string, more: Record<string, unknown> = {}): Paragraph =>
    new d.Paragraph({ children: [run(text)], spacing: { line: 320 }, ...more });
  const wide = (of: number, children: Paragraph[]) =>
    new d.TableCell({
      borders: boxed,
      columnSpan: of,
      width: { size: COLUMN * of, type: d.WidthType.DXA },
      margins: { top: 80, bottom: 80, left: 120, right: 120 },
      children,
    });
  const cell = ({ text, of, label: bold }: Part, open: "left" | "right" | null = null) =>
    new d.TableCell({
      borders: open ? { ...boxed, [open]: { style: d.BorderStyle.NIL } } : boxed,
      columnSpan: of,
      width: { size: COLUMN * of, type: d.WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 90, right: 90 },
      verticalAlign: d.VerticalAlign.CENTER,
      ...(bold ? { shading: { fill: "F2F1EE", type: d.ShadingType.CLEAR, color: "auto" } } : {}),
      children: text.split("\n").map(
        (line) =>
          new d.Paragraph({
            alignment: bold ? d.AlignmentType.CENTER : d.AlignmentType.LEFT,
            children: [run(line, bold ? { bold: true, font: HEI, size: 20 } : {})],
            spacing: { line: 320 },
          }),
      ),
    });
  const row = (parts: Part[], more: Record<string, unknown> = {}): TableRow =>
    new d.TableRow({ cantSplit: true, children: parts.map((part) => cell(part)), ...more });
  const table = (rows: TableRow[]) =>
    new d.Table({
      width: { size: COLUMN * 12, type: d.WidthType.DXA },
      columnWidths: Array.from({ length: 12 }, () => COLUMN),
      layout: d.TableLayoutType.FIXED,
      rows,
    });
  const heading = (text: string) =>
    new d.Paragraph({
      keepNext: true,
      spacing: { before: 220, after: 80 },
      children: [run(text, { bold: true, font: HEI, size: 23 })],
    });
  return { run, lines, wide, cell, row, table, heading };
}
type Look = ReturnType<typeof look>;

/** The parts of a repeated row: the list opens in its first cell and closes in its last. */
const repeated = (open: string, close: string, row: readonly Part[]): Part[] =>
  row.map((part, n) => ({
    ...part,
    text: `${n === 0 ? open : ""}${part.text}${n === row.length - 1 ? close : ""}`,
  }));

function section(d: Docx, { lines, wide, cell, row, table, heading }: Look, one: Section) {
  if ("list" in one) {
    const parts = one.row.map((text, n) => ({ text, of: one.head[n]?.[1] ?? 1 }));
    return [
      heading(one.title),
      table([
        row(
          one.head.map(([text, of]) => ({ text, of, label: true })),
          { tableHeader: true },
        ),
        row(repeated(`{#${one.list}}`, `{/${one.list}}`, parts)),
        // In two cells that look like one: marks of a row stand in different cells.
        new d.TableRow({
          children: [
            cell({ text: `{^${one.list}}无`, of: 6 }, "right"),
            cell({ text: `{/${one.list}}`, of: 6 }, "left"),
          ],
        }),
        ...(one.below ? [row(one.below)] : []),
      ]),
    ];
  }
  return [heading(one.title), table([new d.TableRow({ children: [wide(12, [lines(one.text)])] })])];
}

function sealRow(d: Docx, { run, lines, wide, cell }: Look, seal: FormSpec["seals"][number]): TableRow {
  const { name, said, below, list } = seal;
  return new d.TableRow({
    cantSplit: true,
    children: [
      cell({ text: `${list ? `{#${list}}` : ""}${name}`, of: 2, label: true }),
      wide(10, [
        lines(said),
        // Room for a seal of 4.5 cm.
        ...Array.from({ length: 3 }, () => new d.Paragraph({ children: [] })),
        new d.Paragraph({
          alignment: d.AlignmentType.RIGHT,
          children: [run(`${below}${list ? `{/${list}}` : ""}`)],
        }),
      ]),
    ],
  });
}

/**
 * The application form that ships for a kind of award (申报表), as a template: an officer may take it down, change it in Word
 * or WPS, and put it back in. It is in Chinese, as the forms of unions are.
 */
export async function shippedForm(subject: AwardSubject = "ACHIEVEMENT"): Promise<Uint8Array> {
  const d = await import("docx");
  const style = look(d);
  const { run, row, table, heading } = style;
  const spec = FORM_SPECS[subject];
  const document = new d.Document({
    title: "申报表",
    creator: "",
    styles: {
      default: { document: { run: { font: SONG, size: 21, language: { value: "zh-CN", eastAsia: "zh-CN" } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11_906, height: 16_838 },
            margin: { top: 1_247, bottom: 1_247, left: 1_247, right: 1_247 },
          },
        },
        footers: { default: new d.Footer({ children: [foot(d, style)] }) },
        children: [
          new d.Paragraph({
            alignment: d.AlignmentType.CENTER,
            spacing: { before: 60, after: 60 },
            children: [run(spec.title, { bold: true, font: HEI, size: 36 })],
          }),
          new d.Paragraph({
            alignment: d.AlignmentType.CENTER,
            spacing: { after: 200 },
            children: [run("{评选名称}　依据：{依据}", { size: 20 })],
          }),
          table(spec.head.map((parts) => row(parts))),
          ...spec.sections.flatMap((one) => section(d, style, one)),
          heading("意见和盖章"),
          table(spec.seals.map((one) => sealRow(d, style, one))),
          new d.Paragraph({
            spacing: { before: 160 },
            children: [run("核实数据校验码：{校验码}", { size: 16, color: "555555" })],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await d.Packer.toBuffer(document));
}

const foot = (d: Docx, { run }: Look): Paragraph =>
  new d.Paragraph({
    tabStops: [{ type: d.TabStopType.RIGHT, position: WIDTH }],
    children: [
      run("{申报编号}　{打印日期} 打印\t", { size: 17 }),
      new d.TextRun({ font: SONG, size: 17, children: [d.PageNumber.CURRENT, " / ", d.PageNumber.TOTAL_PAGES] }),
    ],
  });
