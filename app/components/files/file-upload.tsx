import { useRevalidator } from "@remix-run/react";
import { Camera, Paperclip, Video } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { addUploads, type UploadItem } from "#app/browser/upload/upload-list.ts";
import { useIncomingFiles } from "#app/browser/upload/use-incoming-files.ts";
import { useUploads } from "#app/browser/upload/use-uploads.ts";
import { formatDateTime } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { ACCEPTED_FILES } from "#app/modules/attachments/rules.ts";
import { filesWords } from "#app/words/files.ts";
import { FileLimits } from "./file-limits.tsx";
import { FilePicker } from "./file-picker.tsx";
import { KeepClose } from "./keep-close.tsx";
import { failureText, UploadRow } from "./upload-row.tsx";

type FileUploadProps = {
  /** The problem, or the activity, which takes photos only. */
  problemId: string;
  ownerKind?: "problem" | "activity";
  /** Who is signed in. */
  personId: string;
  /** The simple form, for browsers without script. */
  children: ReactNode;
};

/**
 * Sends files of a problem, or photos of an activity, as soon as they are chosen, photographed, dropped or pasted, each with its progress. They go
 * on while other pages are read. The part that sends is loaded with the first file.
 */
export function FileUpload({ problemId, ownerKind = "problem", personId, children }: FileUploadProps) {
  const w = useWords(filesWords);
  const items = useUploads(problemId, personId);
  const limits = useId();
  const [keepClose, setKeepClose] = useState(false);
  const photosOnly = ownerKind === "activity";
  const add = (files: File[]) => addUploads(problemId, files, keepClose, ownerKind);
  const over = useIncomingFiles(add, (at) => w.pasted(formatDateTime(at).replace(":", "-")));
  useReloadWithEach(items.filter(({ state }) => state === "done").length);
  const [ready, setReady] = useState(false);
  const simple = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = simple.current;
    const takeOver = () => {
      const { files, keepClose: closer } = takeFrom(form);
      if (files.length > 0) addUploads(problemId, files, closer, ownerKind);
      setKeepClose(closer);
      setReady(true);
    };
    // Somebody may be choosing in the simple form already, its picker open over the page: that is waited for.
    if (!form?.contains(document.activeElement)) return takeOver();
    form.addEventListener("change", takeOver);
    form.addEventListener("focusout", takeOver);
    return () => {
      form.removeEventListener("change", takeOver);
      form.removeEventListener("focusout", takeOver);
    };
  }, [problemId, ownerKind]);
  if (!ready) return <div ref={simple}>{children}</div>;
  return (
    <div className="relative max-w-form space-y-4">
      {!photosOnly && <FileLimits id={limits} />}
      <div className="grid grid-cols-2 gap-3">
        <FilePicker icon={Camera} label={w.camera} accept="image/*" camera onFiles={add} />
        {!photosOnly && <FilePicker icon={Video} label={w.film} accept="video/*" camera onFiles={add} />}
        <FilePicker
          icon={Paperclip}
          label={w.choose}
          wide={!photosOnly}
          accept={photosOnly ? "image/*" : ACCEPTED_FILES}
          multiple
          describedBy={photosOnly ? undefined : limits}
          onFiles={add}
        />
      </div>
      <p className="hidden text-sm text-muted pointer-fine:block">{w.dropOrPaste}</p>
      {!photosOnly && (
        <div onChange={(event) => setKeepClose((event.target as HTMLInputElement).checked)}>
          <KeepClose defaultChecked={keepClose} />
        </div>
      )}
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

/** Takes the files out of a form. */
function takeFrom(form: HTMLElement | null): { files: File[]; keepClose: boolean } {
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  const files = [...(input?.files ?? [])];
  if (input) input.value = "";
  return { files, keepClose: form?.querySelector<HTMLInputElement>("[name=keepClose]")?.checked ?? false };
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
