import { RotateCcw, X } from "lucide-react";
import { removeFile, retryFile } from "#app/browser/outbox/posts.ts";
import type { PostFile } from "#app/browser/outbox/records.ts";
import type { UploadProgress } from "#app/browser/upload/send-file.ts";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { outboxWords } from "#app/words/outbox.ts";
import { IconButton } from "../actions/icon-button.tsx";

type FileRowsProps = { files: readonly PostFile[]; progress: ReadonlyMap<string, UploadProgress> };

/** The files of a post, each with how far it is. */
export function FileRows({ files, progress }: FileRowsProps) {
  return (
    <ul className="divide-y divide-line border-t border-line text-dense">
      {files.map((file) => (
        <FileRow key={file.id} file={file} progress={progress.get(file.id)} />
      ))}
    </ul>
  );
}

function FileRow({ file, progress }: { file: PostFile; progress?: UploadProgress }) {
  const w = useWords(outboxWords);
  const moving = file.state === "sending" && progress !== undefined;
  const percent = moving ? Math.floor((progress.sent / Math.max(1, progress.total)) * 100) : 0;
  const text = moving
    ? { sending: w.file.sending(percent), waiting: w.file.paused, checking: w.file.checking }[progress.state]
    : file.state === "sending"
      ? w.file.sending(0)
      : w.file[file.state];
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 py-1.5">
      <span className="min-w-0 grow truncate">{file.name}</span>
      <span className="text-sm text-muted tabular-nums">{formatBytes(file.size)}</span>
      <span className={`text-sm tabular-nums ${file.state === "refused" ? "font-medium text-urgent" : "text-muted"}`}>
        {text}
      </span>
      {file.state === "refused" && (
        <IconButton label={w.retryFile(file.name)} icon={RotateCcw} onClick={() => void retryFile(file)} />
      )}
      {file.state !== "sent" && (
        <IconButton label={w.dropFile(file.name)} icon={X} onClick={() => void removeFile(file.id)} />
      )}
      {moving && (
        <progress className="h-1.5 w-full" max={100} value={percent} aria-label={w.progressOf(file.name)}>
          {percent}%
        </progress>
      )}
      {file.state === "refused" && <p className="w-full text-sm">{file.refusal || w.file.gone}</p>}
    </li>
  );
}
