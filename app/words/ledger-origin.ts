import { defineWords } from "#app/lib/i18n.ts";

/** What a problem's page says of the ledger's row it came from. */
export const ledgerOriginWords = defineWords(
  {
    imported: "由台账导入",
    from: (file: string, row: number) => `来自 ${file} 第 ${row} 行`,
    benefit: "台账所列效益（未认定）",
    studio: "台账所列攻关工作室",
    status: "台账状态",
    file: "文件",
    by: "导入人",
    at: "时间",
  },
  {
    imported: "Imported from a ledger",
    from: (file, row) => `From ${file}, row ${row}`,
    benefit: "Benefit claimed in the ledger (not certified)",
    studio: "Studio named in the ledger",
    status: "State in the ledger",
    file: "File",
    by: "By",
    at: "Time",
  },
);
