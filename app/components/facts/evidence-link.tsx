import { FileText, Image, Link2, Video } from "lucide-react";
import { formatBytes } from "#app/lib/format.ts";

const MARKS = { image: Image, video: Video, file: FileText, record: Link2 };

type EvidenceLinkProps = {
  href: string;
  name: string;
  kind?: keyof typeof MARKS;
  bytes?: number;
  /** What it proves, when the name doesn't say. */
  note?: string | null;
};

/** A link to what backs a statement: a file with its size, or another record. */
export function EvidenceLink({ href, name, kind = "file", bytes, note }: EvidenceLinkProps) {
  const Mark = MARKS[kind];
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5">
      <Mark aria-hidden className="size-4 shrink-0 self-center text-muted" />
      <a href={href} className="link wrap-anywhere">
        {name}
      </a>
      {bytes !== undefined && <span className="shrink-0 text-xs text-muted tabular-nums">{formatBytes(bytes)}</span>}
      {note && <span className="text-sm text-muted">{note}</span>}
    </span>
  );
}
