import { FileText, Film, Image, Mic, Ruler } from "lucide-react";
import { paths } from "#app/lib/paths.ts";
import type { FileKind } from "#app/modules/attachments/rules.ts";
import type { Icon } from "../icon.ts";

const MARKS: Record<FileKind, Icon> = { PHOTO: Image, VIDEO: Film, AUDIO: Mic, DOCUMENT: FileText, DRAWING: Ruler };

/** A small picture of a file where there is one, else the sign of its kind. Says nothing: the name stands beside it. */
export function FileMark({ kind, thumbnailOf }: { kind: FileKind; thumbnailOf?: string | false }) {
  const Mark = MARKS[kind];
  return thumbnailOf ? (
    <img
      src={paths.file(thumbnailOf, "thumb")}
      alt=""
      loading="lazy"
      width={72}
      height={72}
      className="size-18 shrink-0 rounded-md border border-line bg-sunken object-cover"
    />
  ) : (
    <span className="flex size-18 shrink-0 items-center justify-center rounded-md bg-sunken text-muted">
      <Mark aria-hidden className="size-7" />
    </span>
  );
}
