import { useRevalidator } from "@remix-run/react";
import { Camera, Paperclip, Video } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { addUploads, type UploadItem } from "#app/browser/upload/upload-list.ts";
import { useIncomingFiles } from "#app/browser/upload/use-incoming-files.ts";
import { useUploads } from "#app/browser/upload/use-uploads.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { ACCEPTED_FILES, FILE_KINDS, FILE_LIMITS } from "#app/modules/attachments/rules.ts";
import { filesWords } from "#app/words/files.ts";
import { Checkbox } from "../form/checkbox.tsx";
import { FilePicker } from "./file-picker.tsx";
import { failureText, UploadRow } from "./upload-row.tsx";

type FileUploadProps = {
  problemId: string;
  /** Who is signed in. */
  personId: string;
  /** The simple form, for browsers without script. */
  children: ReactNode;
};

/**
 * Sends files of a problem as soon as they are chosen, photographed, dropped or pasted, each with its progress. They go
 * on while other pages are read. The part that sends is loaded with the first file.
 */
export function FileUpload({ problemId, personId, children }: FileUploadProps) {
  const w = useWords(filesWords);
  const items = useUploads(problemId, personId);
  const limits = useId();
  const [keepClose, setKeepClose] = useState(false);
  const add = (files: File[]) => addUploads(problemId, files, keepClose);
  const over = useIncomingFiles(add, (at) => w.pasted(formatDateTime(at).replace(":", "-")));
  useReloadWithEach(items.filter(({ state }) => state === "done").length);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return <>{children}</>;
  return (
    <div className="relative max-w-form space-y-4">
      <Limits id={limits} />
      <div className="grid grid-cols-2 gap-3">
        <FilePicker icon={Camera} label={w.camera} accept="image/*" camera onFiles={add} />
        <FilePicker icon={Video} label={w.film} accept="video/*" camera onFiles={add} />
        <FilePicker
          icon={Paperclip}
          label={w.choose}
          wide
          accept={ACCEPTED_FILES}
          multiple
          describedBy={limits}
          onFiles={add}
        />
      </div>
      <p className="hidden text-sm text-muted pointer-fine:block">{w.dropOrPaste}</p>
      <div onChange={(event) => setKeepClose((event.target as HTMLInputElement).checked)}>
        <Checkbox name="keepClose" label={w.keepClose} hint={w.keepCloseHint} />
      </div>
      {items.length > 0 && (
        <ul aria-label={w.list} className="divide-y divide-line rounded-md border border-line">
          {items.map((item) => (
            <UploadRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      <Announcements items={items} />
      {over && (
        <div className="absolute -inset-2 flex items-center justify-center rounded-md border-2 border-dashed border-primary bg-primary-soft text-lg font-medium text-primary">
          {w.dropHere}
        </div>
      )}
    </div>
  );
}

/** What can be sent and how large it may be, before anything is chosen. */
function Limits({ id }: { id: string }) {
  const w = useWords(filesWords);
  return (
    <div id={id} className="space-y-1 text-sm text-muted">
      <p>{w.addHint}</p>
      <p className="tabular-nums">
        {FILE_KINDS.map((kind) => w.limit(w.kinds[kind], FILE_LIMITS[kind].megabytes, FILE_LIMITS[kind].count)).join(
          w.between,
        )}
      </p>
    </div>
  );
}

/** The list of what is there already is read anew with each file that has arrived. */
function useReloadWithEach(arrived: number): void {
  const { revalidate } = useRevalidator();
  const before = useRef(arrived);
  useEffect(() => {
    if (arrived > before.current) revalidate();
    before.current = arrived;
  }, [arrived, revalidate]);
}

/** Tells those who don't see the list what became of a file: each turn once, not every percent. */
function Announcements({ items }: { items: readonly UploadItem[] }) {
  const w = useWords(filesWords);
  const [text, setText] = useState("");
  const told = useRef(new Map<string, string>());
  useEffect(() => {
    const news = items.filter(({ id, state }) => told.current.get(id) !== state && TOLD.has(state));
    if (news.length === 0) return;
    for (const { id, state } of news) told.current.set(id, state);
    const what = (item: UploadItem) =>
      item.state === "failed" ? failureText(item, w) : item.state === "sending" ? w.begun : w.state[item.state];
    setText(news.map((item) => w.news(item.name, what(item))).join(" "));
  }, [items, w]);
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}

const TOLD = new Set<UploadItem["state"]>(["sending", "waiting", "done", "failed", "cancelled"]);
