import type { UploadItem, UploadState } from "#app/browser/upload/upload-list.ts";
import { FileLimits } from "#app/components/files/file-limits.tsx";
import { type FileEntry, FileList } from "#app/components/files/file-list.tsx";
import { UploadRow } from "#app/components/files/upload-row.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { FILE_KINDS } from "#app/modules/attachments/rules.ts";
import { filesWords } from "#app/words/files.ts";

const MB = 1024 * 1024;
const STATES: UploadState[] = ["queued", "sending", "waiting", "checking", "done", "cancelled", "failed"];

const item = (state: UploadState): UploadItem => ({
  id: state,
  problemId: "",
  name: `${state}.mp4`,
  type: "video/mp4",
  size: 36 * MB,
  state,
  percent: 42,
  failure: state === "failed" ? { why: "signed-out", text: "" } : null,
});

const file = (kind: FileEntry["kind"], now: number): FileEntry => ({
  id: kind,
  fileName: `AL32-${kind.toLowerCase()}`,
  kind,
  layer: kind === "PHOTO" ? "DETAIL" : "CONFIDENTIAL",
  size: 3 * MB,
  hasPicture: false,
  uploadedBy: "Li Wei",
  createdAt: new Date(now),
});

/** Files on their way in every state, and files that are there of every kind. */
export function Files({ now }: { now: number }) {
  const w = useWords(filesWords);
  return (
    <div className="max-w-form space-y-6">
      <FileLimits />
      <ul aria-label={w.list} className="divide-y divide-line rounded-md border border-line">
        {STATES.map((state) => (
          <UploadRow key={state} item={item(state)} />
        ))}
      </ul>
      <FileList label={w.title} files={FILE_KINDS.map((kind) => file(kind, now))} withViews />
    </div>
  );
}
