import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { cx } from "../cx.ts";

const WIDTHS = ["w-11/12", "w-3/4", "w-5/6", "w-2/3"];
const HEIGHTS = { line: "h-5", row: "h-14", block: "h-40" };

/** Holds the place of lines that are still coming, in their size. */
export function Skeleton({ lines = 3, size = "line" }: { lines?: number; size?: keyof typeof HEIGHTS }) {
  const w = useWords(commonWords);
  return (
    <div role="status" className="no-print space-y-3">
      <span className="sr-only">{w.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: identical bars
          key={index}
          aria-hidden
          className={cx(
            "animate-[skeleton_1.6s_ease-in-out_infinite] rounded-md bg-line",
            HEIGHTS[size],
            size === "line" && WIDTHS[index % WIDTHS.length],
          )}
        />
      ))}
    </div>
  );
}
