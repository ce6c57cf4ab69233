import { BookOpen, Download, Eye } from "lucide-react";
import type { ReactNode } from "react";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { FileKind } from "#app/modules/attachments/rules.ts";
import { filePreviewWords } from "#app/words/file-preview.ts";
import { filesWords } from "#app/words/files.ts";
import { LayerTag } from "../facts/layer-tag.tsx";
import { DayTime } from "../facts/time.tsx";
import { FileMark } from "./file-mark.tsx";

export type FileEntry = {
  id: string;
  /** Null for readers outside, who don't get the name its owner gave it. */
  fileName: string | null;
  kind: FileKind;
  layer: "SUMMARY" | "DETAIL" | "CONFIDENTIAL";
  size: number;
  /** There is a small picture of it. */
  hasPicture: boolean;
  /** It can be looked at without being saved. */
  hasPreview?: boolean;
  uploadedBy?: string;
  createdAt?: Date | string;
};

type FileListProps<T extends FileEntry> = {
  label: string;
  files: readonly T[];
  /** Leads to who opened each file, for those who may read it. */
  withViews?: boolean;
  actions?: (file: T) => ReactNode;
};

/** Files with what they are, whose and how open; videos and recordings play here, documents and drawings are saved. */
export function FileList<T extends FileEntry>({ label, files, withViews, actions }: FileListProps<T>) {
  return (
    <ul aria-label={label} className="max-w-form divide-y divide-line border-y border-line">
      {files.map((file) => (
        <li key={file.id} className="space-y-3 py-4">
          <About file={file} />
          <Player file={file} />
          <div className="flex flex-wrap items-start gap-x-5 gap-y-1">
            <Ways file={file} withViews={withViews} />
            {actions?.(file)}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Their picture is the thing itself, or its first page; a film's only stands for it. */
const LOOKED_AT = new Set<FileKind>(["PHOTO", "DOCUMENT"]);

const useName = ({ fileName, kind }: FileEntry): string => {
  const w = useWords(filesWords);
  return fileName ?? w.kinds[kind];
};

function About({ file }: { file: FileEntry }) {
  const w = useWords(filesWords);
  const name = useName(file);
  const mark = <FileMark kind={file.kind} thumbnailOf={file.hasPicture && file.id} />;
  return (
    <div className="flex items-start gap-3">
      {file.hasPicture && LOOKED_AT.has(file.kind) ? (
        <a
          href={file.hasPreview ? paths.filePreview(file.id) : paths.file(file.id, "screen")}
          aria-label={w.openNamed(name)}
          className="shrink-0"
        >
          {mark}
        </a>
      ) : (
        mark
      )}
      <div className="min-w-0 grow">
        <p className="font-medium break-words">{name}</p>
        <p className="text-sm text-muted tabular-nums">
          {w.kinds[file.kind]} · {formatBytes(file.size)}
        </p>
        {file.createdAt && (
          <p className="text-sm text-muted tabular-nums">
            {file.uploadedBy && `${file.uploadedBy} · `}
            <DayTime at={file.createdAt} />
          </p>
        )}
        <div className="mt-1.5">
          <LayerTag layer={file.layer} />
        </div>
      </div>
    </div>
  );
}

function Player({ file }: { file: FileEntry }) {
  const w = useWords(filesWords);
  const name = useName(file);
  if (file.kind === "VIDEO")
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- people's own recordings have none
      <video
        controls
        playsInline
        preload="none"
        aria-label={w.play(name)}
        poster={file.hasPicture ? paths.file(file.id, "screen") : undefined}
        src={paths.file(file.id)}
        className="aspect-video w-full rounded-md bg-sunken"
      />
    );
  if (file.kind === "AUDIO")
    return (
      // oxlint-disable-next-line jsx-a11y/media-has-caption -- people's own recordings have none
      <audio controls preload="none" aria-label={w.play(name)} src={paths.file(file.id)} className="w-full" />
    );
  return null;
}

function Ways({ file, withViews }: { file: FileEntry; withViews?: boolean }) {
  const w = useWords(filesWords);
  const p = useWords(filePreviewWords);
  const name = useName(file);
  const look = "link inline-flex min-h-12 items-center gap-1.5";
  return (
    <>
      {file.hasPreview && (
        <a href={paths.filePreview(file.id)} aria-label={p.lookNamed(name)} className={look}>
          <BookOpen aria-hidden className="size-4" />
          {p.look}
        </a>
      )}
      {file.kind !== "PHOTO" && (
        <a href={paths.file(file.id)} download aria-label={w.downloadNamed(name)} className={look}>
          <Download aria-hidden className="size-4" />
          {w.download}
        </a>
      )}
      {withViews && (
        <a href={paths.fileViews(file.id)} aria-label={w.viewsOf(name)} className={look}>
          <Eye aria-hidden className="size-4" />
          {w.views}
        </a>
      )}
    </>
  );
}
