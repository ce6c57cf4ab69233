import { formatMoney, formatNumber } from "#app/lib/format.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { rubricWords } from "#app/words/award-rubric.ts";

const IDENTIFIER = /[\p{L}_][\p{L}\p{N}_]*/gu;

/** Facts, amounts of them and formulas over them as people read them: "独立采用单位", "3 家", "35.88 万元". */
export function useFactText() {
  const w = useWords(rubricWords);
  const locale = useLocale();
  const names: Record<string, string> = w.fact;
  const units: Record<string, string | undefined> = w.factUnit;
  const yuan: readonly string[] = w.yuanFacts;
  const name = (key: string): string => names[key] ?? key;
  /** @param value decimal text; yuan where the fact is an amount of money */
  const amount = (key: string, value: string): string => {
    if (yuan.includes(key)) return formatMoney(Math.round(Number(value) * 100), locale);
    const unit = units[key];
    return unit ? `${formatNumber(Number(value))} ${unit}` : formatNumber(Number(value));
  };
  const formula = (text: string): string =>
    text
      .replace(IDENTIFIER, name)
      .replace(/\s*\*\s*/g, " × ")
      .replace(/\s*\/\s*/g, " ÷ ");
  /** What a formula is compared with, in the unit of its fact where it is one alone. */
  const threshold = (text: string, value: string): string => amount(text.trim(), value).replace(/\.00(?= )/, "");
  return { name, amount, formula, threshold };
}
