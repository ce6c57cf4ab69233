import { useWords } from "#app/lib/i18n-context.tsx";
import { FILE_KINDS, FILE_LIMITS } from "#app/modules/attachments/rules.ts";
import { filesWords } from "#app/words/files.ts";

/** What can be sent and how large it may be, before anything is chosen. */
export function FileLimits({ id }: { id?: string }) {
  const w = useWords(filesWords);
  const limits = FILE_KINDS.map((kind) => w.limit(w.kinds[kind], FILE_LIMITS[kind].megabytes, FILE_LIMITS[kind].count));
  return (
    <div id={id} className="space-y-1 text-sm text-muted">
      <p>{w.addHint}</p>
      <p className="tabular-nums">{limits.join(w.between)}</p>
    </div>
  );
}
