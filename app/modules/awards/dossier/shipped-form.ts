import type { Paragraph, TableRow } from "docx";

/** Widths in twentieths of a point: A4 with margins of 2.2 cm. */
const WIDTH = 9_412;
const SONG = { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia: "SimSun" };
const HEI = { ascii: "Arial", hAnsi: "Arial", cs: "Arial", eastAsia: "SimHei" };

/** A row of the form: labels and what is filled in, with the columns each takes of twelve. */
type Part = { text: string; of: number; label?: boolean; lines?: number; centre?: boolean };
const label = (text: string, of = 2): Part => ({ text, of, label: true });
const value = (text: string, of: number, more: Partial<Part> = {}): Part => ({ text, of, ...more });

const HEAD: Part[][] = [
  [label("成果名称"), value("{成果名称}", 10)],
  [label("申报编号"), value("{申报编号}", 4), label("类　别"), value("{类别}", 4)],
  [label("申报单位"), value("{申报单位}", 4), label("工作室"), value("{所属工作室}", 4)],
  [label("完成日期"), value("{完成日期}", 4), label("提交日期"), value("{提交日期}", 4)],
  [label("主办单位"), value("{主办单位}", 4), label("第一完成人"), value("{第一完成人}", 4)],
];

type List = { name: string; head: [text: string, of: number][]; row: string[]; below?: Part[] };
/** Tables whose row is repeated: the list opens in the row's first cell and closes in its last. */
const LISTS: Record<"people" | "benefits" | "adopters" | "patents" | "awards", List> = {
  people: {
    name: "完成人",
    head: [
      ["序号", 1],
      ["姓名", 2],
      ["单位", 3],
      ["份额", 1],
      ["对成果的贡献", 5],
    ],
    row: ["{序号}", "{姓名}", "{单位}", "{份额}", "{贡献}"],
  },
  benefits: {
    name: "经济效益",
    head: [
      ["年度", 1],
      ["受益单位", 3],
      ["类别", 2],
      ["金额", 2],
      ["计算依据（财务认定）", 4],
    ],
    row: ["{年度}", "{受益单位}", "{效益类别}", "{金额}", "{计算依据}"],
    below: [label("合　计", 6), value("{经济效益合计}", 6)],
  },
  adopters: {
    name: "推广应用单位",
    head: [
      ["序号", 1],
      ["单位", 4],
      ["应用日期", 2],
      ["联系人", 2],
      ["说明", 3],
    ],
    row: ["{序号}", "{单位}", "{应用日期}", "{联系人}", "{说明}"],
  },
  patents: {
    name: "知识产权",
    head: [
      ["种类", 2],
      ["编号", 3],
      ["名称", 3],
      ["权利人", 2],
      ["状态", 2],
    ],
    row: ["{种类}", "{编号}", "{名称}", "{权利人}", "{法律状态}"],
  },
  awards: {
    name: "获奖情况",
    head: [
      ["奖项", 5],
      ["授奖单位", 3],
      ["等级", 2],
      ["日期", 2],
    ],
    row: ["{奖项名称}", "{授奖单位}", "{获奖等级}", "{日期}"],
  },
};

const TEXTS: [string, string][] = [
  ["成果简介", "{成果简介}"],
  ["创新点", "{创新点}"],
  ["推广应用情况", "{推广应用情况}"],
  ["社会效益", "{社会效益}"],
  ["与以往成果的区别", "{与以往成果的区别}"],
];

/** Boxes for opinions and seals; what was said in the product stands in them already. */
const SEALS: [string, string, string][] = [
  ["第一完成人承诺", "以上内容真实，没有重复申报。", "签名：　　　　　　　　　　年　　月　　日"],
  ["申报单位意见", "{单位意见}", "（盖章）　　　　　　　　　年　　月　　日"],
  ["主办工会意见", "", "（盖章）　　　　　　　　　年　　月　　日"],
];

/**
 * The application form that ships (申报表), as a template: an officer may take it down, change it in Word or WPS, and put it
 * back in. It is in Chinese, as the forms of unions are.
 */
export async function shippedForm(): Promise<Uint8Array> {
  const d = await import("docx");
  const thin = { style: d.BorderStyle.SINGLE, size: 4, color: "404040" };
  const boxed = { top: thin, bottom: thin, left: thin, right: thin };
  const run = (text: string, more: Record<string, unknown> = {}) =>
    new d.TextRun({ text, font: SONG, size: 21, ...more });
  const lines = (text: string, more: Record<string, unknown> = {}): Paragraph[] => [
    new d.Paragraph({ children: [run(text, more)], spacing: { line: 320 } }),
  ];
  const cell = ({ text, of, label: bold, lines: least, centre }: Part) =>
    new d.TableCell({
      borders: boxed,
      columnSpan: of,
      width: { size: Math.floor((WIDTH * of) / 12), type: d.WidthType.DXA },
      margins: { top: 50, bottom: 50, left: 90, right: 90 },
      verticalAlign: d.VerticalAlign.CENTER,
      ...(bold ? { shading: { fill: "F2F1EE", type: d.ShadingType.CLEAR, color: "auto" } } : {}),
      children: [
        new d.Paragraph({
          alignment: bold || centre ? d.AlignmentType.CENTER : d.AlignmentType.LEFT,
          children: [run(text, bold ? { bold: true, font: HEI, size: 20 } : {})],
          spacing: { line: 320 },
        }),
        ...Array.from({ length: (least ?? 1) - 1 }, () => new d.Paragraph({ children: [] })),
      ],
    });
  const row = (parts: Part[], more: Record<string, unknown> = {}): TableRow =>
    new d.TableRow({ cantSplit: true, children: parts.map(cell), ...more });
  const table = (rows: TableRow[]) =>
    new d.Table({
      width: { size: WIDTH, type: d.WidthType.DXA },
      columnWidths: Array.from({ length: 12 }, () => Math.floor(WIDTH / 12)),
      layout: d.TableLayoutType.FIXED,
      rows,
    });
  const heading = (text: string) =>
    new d.Paragraph({
      keepNext: true,
      spacing: { before: 220, after: 80 },
      children: [run(text, { bold: true, font: HEI, size: 23 })],
    });
  const list = ({ name, head, row: texts, below }: List) => [
    heading(name),
    table([
      row(
        head.map(([text, of]) => label(text, of)),
        { tableHeader: true },
      ),
      row(
        texts.map((text, n) =>
          value(
            `${n === 0 ? `{#${name}}` : ""}${text}${n === texts.length - 1 ? `{/${name}}` : ""}`,
            head[n]?.[1] ?? 1,
          ),
        ),
        { cantSplit: false },
      ),
      ...(below ? [row(below)] : []),
    ]),
  ];
  const box = (text: string, body: Paragraph[]) => [
    heading(text),
    table([
      new d.TableRow({
        children: [
          new d.TableCell({
            borders: boxed,
            columnSpan: 12,
            width: { size: WIDTH, type: d.WidthType.DXA },
            margins: { top: 80, bottom: 80, left: 120, right: 120 },
            children: body,
          }),
        ],
      }),
    ]),
  ];
  const seal = ([name, said, below]: [string, string, string]) =>
    new d.TableRow({
      cantSplit: true,
      children: [
        cell(label(name, 2)),
        new d.TableCell({
          borders: boxed,
          columnSpan: 10,
          width: { size: Math.floor((WIDTH * 10) / 12), type: d.WidthType.DXA },
          margins: { top: 80, bottom: 80, left: 120, right: 120 },
          children: [
            ...lines(said),
            new d.Paragraph({ children: [] }),
            new d.Paragraph({ children: [] }),
            new d.Paragraph({ alignment: d.AlignmentType.RIGHT, children: [run(below)] }),
          ],
        }),
      ],
    });

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
        footers: {
          default: new d.Footer({
            children: [
              new d.Paragraph({
                tabStops: [{ type: d.TabStopType.RIGHT, position: WIDTH }],
                children: [
                  run("{申报编号}　{打印日期} 打印\t", { size: 17 }),
                  new d.TextRun({
                    font: SONG,
                    size: 17,
                    children: [d.PageNumber.CURRENT, " / ", d.PageNumber.TOTAL_PAGES],
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          new d.Paragraph({
            alignment: d.AlignmentType.CENTER,
            spacing: { before: 60, after: 60 },
            children: [run("{奖项}申报表", { bold: true, font: HEI, size: 36 })],
          }),
          new d.Paragraph({
            alignment: d.AlignmentType.CENTER,
            spacing: { after: 200 },
            children: [run("{评选名称}　依据：{依据}", { size: 20 })],
          }),
          table(HEAD.map((parts) => row(parts))),
          ...list(LISTS.people),
          ...box("完成单位", lines("{完成单位名单}")),
          ...TEXTS.flatMap(([name, text]) => box(name, lines(text))),
          ...list(LISTS.benefits),
          ...list(LISTS.adopters),
          ...list(LISTS.patents),
          ...list(LISTS.awards),
          heading("意见和盖章"),
          table(SEALS.map(seal)),
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
