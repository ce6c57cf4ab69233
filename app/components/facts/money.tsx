import { formatMoney, formatWan, formatYuan } from "#app/lib/format.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

type MoneyProps = {
  /** Integer fen. */
  fen: bigint | number | null | undefined;
  /** By default 万元 from ten thousand yuan on, else 元. */
  as?: "wan" | "yuan";
};

/** An amount with its unit; the exact yuan on hover when it was rounded to 万元. */
export function Money({ fen, as }: MoneyProps) {
  const locale = useLocale();
  const w = useWords(commonWords);
  if (fen === null || fen === undefined) return <span className="text-muted">{w.notStated}</span>;
  const format = as === "wan" ? formatWan : as === "yuan" ? formatYuan : formatMoney;
  return (
    <span title={formatYuan(fen, locale)} className="whitespace-nowrap tabular-nums">
      {format(fen, locale)}
    </span>
  );
}
