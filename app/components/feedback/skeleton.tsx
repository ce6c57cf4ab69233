import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

const WIDTHS = ["92%", "78%", "86%", "64%"];

/** Holds the place of lines that are still coming, in their size. */
export function Skeleton({ lines = 3, height = "1.25rem" }: { lines?: number; height?: string }) {
  const w = useWords(commonWords);
  return (
    <div role="status" className="space-y-3">
      <span className="sr-only">{w.loading}</span>
      {Array.from({ length: lines }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: identical bars
          key={index}
          aria-hidden
          className="animate-[skeleton_1.6s_ease-in-out_infinite] rounded-md bg-line"
          style={{ height, width: WIDTHS[index % WIDTHS.length] }}
        />
      ))}
    </div>
  );
}
