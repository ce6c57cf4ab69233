import { type Cell, plainValue } from "./cells.ts";

/** How a date was written, for the report. */
export type DateSpelling =
  | "excel"
  | "serial"
  | "y-m-d"
  | "y/m/d"
  | "y.m.d"
  | "年月日"
  | "yyyymmdd"
  | "年月"
  | "d/m/y"
  | "m/d/y";
export type ParsedDate = { day: string; spelling: DateSpelling; vague?: true } | { unreadable: string } | null;

const NOTHING = /^([/\\\-—–－一无]|n\/?a|none|null|暂无|待定|未定)$/i;

const pad = (n: number) => String(n).padStart(2, "0");

function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exact = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exact && year >= 1950 && year <= 2100 ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/** Excel counts days from 1899-12-30. */
function dayOfSerial(serial: number): string | null {
  if (serial < 20_000 || serial > 80_000) return null;
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000);
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

const YEAR_FIRST =
  /^(\d{4})\s*([-/.年])\s*(\d{1,2})\s*([-/.月])\s*(\d{1,2})\s*(日|号)?([ t]\d{1,2}:\d{2}(:\d{2})?.*)?$/i;
const SPELLING: Record<string, DateSpelling> = { "-": "y-m-d", "/": "y/m/d", ".": "y.m.d", 年: "年月日" };

/** A day as ledgers spell it: Excel dates, serial numbers, 2023/1/5, 2023-01-05, 2023.1.5, 2023年1月5日, 20230105, 2023年1月. */
export function parseDate(cell: Cell | undefined): ParsedDate {
  const value = plainValue(cell);
  if (value === null) return null;
  if (typeof value === "object") return { day: value.d, spelling: "excel" };
  const text = String(value).normalize("NFKC").trim();
  if (text === "" || NOTHING.test(text)) return null;
  const found = readText(text);
  return found ?? { unreadable: text };
}

function readText(text: string): ParsedDate {
  const full = YEAR_FIRST.exec(text);
  if (full) {
    const day = dayOf(Number(full[1]), Number(full[3]), Number(full[5]));
    return wrap(day, SPELLING[full[2] ?? ""] ?? "y-m-d");
  }
  if (/^\d{8}$/.test(text)) {
    const day = dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
    return wrap(day, "yyyymmdd");
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    const day = dayOfSerial(Number(text));
    return wrap(day, "serial");
  }
  const month = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?(份)?$/.exec(text);
  if (month) {
    const day = dayOf(Number(month[1]), Number(month[2]), 1);
    return day === null ? null : { day, spelling: "年月", vague: true };
  }
  const last = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (last) {
    const [a, b, year] = [Number(last[1]), Number(last[2]), Number(last[3])];
    // Day and month can be told apart only when one of them is above 12, or both are the same.
    if (a > 12 || a === b) return wrap(dayOf(year, b, a), "d/m/y");
    if (b > 12) return wrap(dayOf(year, a, b), "m/d/y");
  }
  return null;
}

const wrap = (day: string | null, spelling: DateSpelling): ParsedDate => (day === null ? null : { day, spelling });
