import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

/** How much of the allowed length is used; says the limit only, until script counts. */
export function Counter({ used, max }: { used: number | undefined; max: number }) {
  const w = useWords(commonWords);
  const over = used === undefined ? 0 : used - max;
  return (
    <p className={over > 0 ? "text-right text-sm font-medium text-urgent" : "text-right text-sm text-muted"}>
      {used === undefined ? w.upTo(max) : over > 0 ? w.tooLongBy(over) : w.typed(used, max)}
    </p>
  );
}
