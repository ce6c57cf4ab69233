import { formatDateTime, type Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { useNow } from "../facts/now-context.tsx";
import { QrCode } from "../facts/qr-code.tsx";

type PrintHeaderProps = {
  /** The full address the code leads to. */
  url: string;
  /** The code itself, from `qrPath(url)`. */
  code: { size: number; path: string };
  /** What stands beside the product's name: the alliance, the organisation. */
  owner?: string | null;
  printedAt?: Moment;
  timeZone?: string;
};

/** Only on paper: whose it is, a code that leads to the latest version, and when it was printed. */
export function PrintHeader({ url, code, owner, printedAt, timeZone }: PrintHeaderProps) {
  const w = useWords(commonWords);
  const now = useNow();
  return (
    <div className="print-header print-only mb-6 border-b-2 border-ink pb-3">
      <div className="flex items-end justify-between gap-6">
        <div className="shrink-0">
          <p className="text-lg font-semibold">{w.product}</p>
          {owner && <p>{owner}</p>}
          <p className="text-sm">{w.printedAt(formatDateTime(printedAt ?? now, timeZone))}</p>
        </div>
        <div className="flex items-end gap-2 text-right text-xs">
          <p>
            {w.scanToOpen}
            <br />
            <span className="break-all">{url}</span>
          </p>
          <QrCode code={code} label={w.scanToOpen} className="size-20" />
        </div>
      </div>
    </div>
  );
}
