import { useWords } from "#app/lib/i18n-context.tsx";
import { formatBytes } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { discussionWords } from "#app/words/discussion.ts";
import { FileMark } from "../files/file-mark.tsx";
import type { CommentData } from "./discussion-data.ts";

/** A comment's files: pictures open, all else is saved. */
export function CommentFiles({ files }: { files: CommentData["files"] }) {
  const w = useWords(discussionWords);
  return (
    <ul aria-label={w.files} className="flex flex-wrap gap-2">
      {files.map((file) => (
        <li key={file.id} className="min-w-0">
          <a
            href={paths.file(file.id, file.kind === "PHOTO" ? "screen" : undefined)}
            download={file.kind === "PHOTO" ? undefined : file.fileName}
            className="flex min-h-12 max-w-72 items-center gap-2 rounded-md border border-line px-2 py-1.5 hover:bg-hover"
          >
            <FileMark kind={file.kind} thumbnailOf={file.hasPicture && file.id} />
            <span className="min-w-0">
              <span className="block truncate text-sm font-medium">{file.fileName}</span>
              <span className="block text-xs text-muted tabular-nums">{formatBytes(file.size)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
