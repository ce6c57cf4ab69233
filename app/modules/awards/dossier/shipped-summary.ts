import ExcelJS from "exceljs";

const COLUMNS: [head: string, field: string, width: number][] = [
  ["序号", "{序号}", 6],
  ["申报编号", "{申报编号}", 13],
  ["成果名称", "{成果名称}", 26],
  ["类别", "{类别}", 10],
  ["申报单位", "{申报单位}", 18],
  ["完成人", "{完成人名单}", 16],
  ["完成单位", "{完成单位名单}", 20],
  ["创新点", "{创新点}", 40],
  ["经济效益", "{经济效益合计}", 14],
  ["应用单位", "{应用单位数}", 8],
  ["知识产权", "{知识产权名单}", 18],
  ["获奖情况", "{获奖情况简述}", 16],
  ["单位意见", "{单位意见}", 18],
  ["状态", "{申报状态}", 10],
];
const thin = { style: "thin", color: { argb: "FF808080" } } as const;
const BOX = { top: thin, bottom: thin, left: thin, right: thin };

/** The summary sheet that ships (汇总表), as a template: one row for each application, heads repeated on every printed page. */
export async function shippedSummary(): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("汇总表", {
    views: [{ state: "frozen", ySplit: 3, xSplit: 3 }],
    pageSetup: {
      // A3: fourteen columns stay readable; printed on A4 it is fitted to the width.
      paperSize: 8 as ExcelJS.PaperSize,
      orientation: "landscape",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "3:3",
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: "&C第 &P 页，共 &N 页" },
  });
  sheet.columns = COLUMNS.map(([, , width]) => ({ width }));
  const last = sheet.getColumn(COLUMNS.length).letter;

  sheet.getCell("A1").value = "{评选名称}申报汇总表";
  sheet.mergeCells(`A1:${last}1`);
  sheet.getCell("A1").font = { name: "SimHei", size: 18, bold: true };
  sheet.getCell("A1").alignment = { horizontal: "center", vertical: "middle" };
  sheet.getRow(1).height = 34;
  sheet.getCell("A2").value = "主办单位：{主办单位}　　共 {项目数} 项　　打印日期：{打印日期}";
  sheet.mergeCells(`A2:${last}2`);
  sheet.getCell("A2").font = { name: "SimSun", size: 10.5 };
  sheet.getRow(2).height = 20;

  for (const [index, [head, field]] of COLUMNS.entries()) {
    const top = sheet.getCell(3, index + 1);
    top.value = head;
    top.font = { name: "SimHei", size: 10.5, bold: true };
    top.alignment = { horizontal: "center", vertical: "middle", wrapText: true };
    top.fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFF2F1EE" } };
    top.border = BOX;
    const cell = sheet.getCell(4, index + 1);
    cell.value = field;
    cell.font = { name: "SimSun", size: 10 };
    cell.alignment = { vertical: "middle", wrapText: true, horizontal: index < 2 ? "center" : "left" };
    cell.border = BOX;
  }
  sheet.getRow(3).height = 24;

  sheet.getCell("A6").value = "填报人：　　　　　　　　审核人：　　　　　　　　（盖章）　　　　　　年　　月　　日";
  sheet.mergeCells(`A6:${last}6`);
  sheet.getCell("A6").font = { name: "SimSun", size: 10.5 };
  return new Uint8Array(await book.xlsx.writeBuffer());
}
