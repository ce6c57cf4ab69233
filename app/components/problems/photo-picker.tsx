import { Camera, Images, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { problemFormWords } from "#app/words/problem-form.ts";
import { buttonLook } from "../actions/button-look.ts";
import { cx } from "../cx.ts";
import { Field } from "../form/field.tsx";
import { controlOf } from "../form/field-props.ts";

export type PhotoPickerProps = { id: string; errors?: string[] };
type Chosen = { file: File; preview: string };

const MAX = 8;
const MAX_MB = 15;
const same = (a: File, b: File) => a.name === b.name && a.size === b.size;

/**
 * Photos for a form: taken, chosen, pasted or dropped, one lot after the other, each shown with a way to take it out again.
 * All of them stand in one file box, so that the form sends them whoever sends it; without script that box is all there is.
 */
export function PhotoPicker({ id, errors }: PhotoPickerProps) {
  const w = useWords(problemFormWords);
  const props = { id, name: "photos", errors, label: w.photos, hint: w.photosHint, optional: true };
  const control = controlOf(props);
  const box = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [refused, setRefused] = useState<string[]>([]);
  const [over, setOver] = useState(false);
  const [ready, setReady] = useState(false);
  const now = useRef<Chosen[]>([]);

  const show = (next: Chosen[]) => {
    for (const one of now.current) if (!next.includes(one)) URL.revokeObjectURL(one.preview);
    now.current = next;
    setChosen(next);
    if (!box.current) return;
    const all = new DataTransfer();
    for (const { file } of next) all.items.add(file);
    box.current.files = all.files;
  };
  const add = (files: Iterable<File>) => {
    const against: string[] = [];
    const next = [...now.current];
    for (const file of files) {
      if (!file.type.startsWith("image/") && !/\.hei[cf]$/i.test(file.name)) against.push(w.notAPhoto(file.name));
      else if (file.size > MAX_MB * 1024 * 1024) against.push(w.photoTooBig(file.name, MAX_MB));
      else if (next.some((one) => same(one.file, file))) continue;
      else if (next.length >= MAX) against.push(w.tooManyPhotos(MAX));
      else next.push({ file, preview: URL.createObjectURL(file) });
    }
    setRefused([...new Set(against)]);
    show(next);
  };
  const adding = useRef(add);
  useEffect(() => {
    adding.current = add;
  });

  // A screenshot pasted anywhere in the form, a picture dropped anywhere on it.
  useEffect(() => {
    setReady(true);
    const form = box.current?.form;
    // Chosen before the script came.
    if (box.current?.files?.length) adding.current([...box.current.files]);
    if (!form) return;
    const take = (event: Event, files: FileList | undefined) => {
      if (!files?.length) return;
      event.preventDefault();
      adding.current([...files]);
    };
    const paste = (event: ClipboardEvent) => take(event, event.clipboardData?.files);
    const drop = (event: DragEvent) => {
      setOver(false);
      take(event, event.dataTransfer?.files);
    };
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      setOver(event.type === "dragover");
    };
    form.addEventListener("paste", paste);
    form.addEventListener("drop", drop);
    form.addEventListener("dragover", drag);
    form.addEventListener("dragleave", drag);
    return () => {
      form.removeEventListener("paste", paste);
      form.removeEventListener("drop", drop);
      form.removeEventListener("dragover", drag);
      form.removeEventListener("dragleave", drag);
      for (const one of now.current) URL.revokeObjectURL(one.preview);
    };
  }, []);

  const plain =
    "min-w-0 w-full text-dense text-muted file:mr-3 file:min-h-12 file:rounded-md file:border-0 file:bg-primary-soft file:px-4 file:font-medium file:text-primary";
  const way =
    "relative grow has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus";
  const size = chosen.reduce((sum, one) => sum + one.file.size, 0);
  return (
    <Field control={control} props={props}>
      <div className={cx("flex flex-wrap gap-2 rounded-md", over && "outline-2 outline-primary outline-dashed")}>
        {ready && (
          <label className={cx(buttonLook("secondary", "large"), way, "lg:hidden")}>
            <Camera aria-hidden className="size-6" />
            {w.takePhoto}
            <input
              type="file"
              accept="image/*"
              capture="environment"
              className="absolute inset-0 cursor-pointer opacity-0"
              onChange={(event) => {
                add([...(event.currentTarget.files ?? [])]);
                event.currentTarget.value = "";
              }}
            />
          </label>
        )}
        <span className={ready ? cx(buttonLook("secondary", "large"), way) : "grow"}>
          {ready && (
            <>
              <Images aria-hidden className="size-6" />
              <span aria-hidden>{w.choosePhotos}</span>
            </>
          )}
          <input
            ref={box}
            id={control.id}
            name={control.name}
            type="file"
            accept="image/*"
            multiple
            {...control.aria}
            onChange={(event) => add([...now.current.map((one) => one.file), ...(event.currentTarget.files ?? [])])}
            className={ready ? "absolute inset-0 cursor-pointer opacity-0" : plain}
          />
        </span>
      </div>
      {ready && <p className="hidden text-sm text-muted lg:block">{w.dropHere}</p>}
      <div role="status">
        {refused.map((text) => (
          <p key={text} className="text-sm font-medium text-urgent">
            {text}
          </p>
        ))}
        {chosen.length > 0 && (
          <p className="text-sm text-muted tabular-nums">{w.photosChosen(chosen.length, formatBytes(size))}</p>
        )}
      </div>
      {chosen.length > 0 && (
        <ul className="grid grid-cols-3 gap-2 sm:grid-cols-4">
          {chosen.map((one) => (
            <li key={one.preview} className="relative min-w-0 text-xs text-muted">
              <img
                src={one.preview}
                alt={one.file.name}
                className="aspect-square w-full rounded-md border border-line bg-sunken object-cover"
              />
              <button
                type="button"
                aria-label={w.removePhoto(one.file.name)}
                onClick={() => show(now.current.filter((other) => other !== one))}
                className="absolute top-0 right-0 flex size-12 items-start justify-end p-1.5"
              >
                <span className="flex size-8 items-center justify-center rounded-full border border-line bg-surface text-ink">
                  <X aria-hidden className="size-5" />
                </span>
              </button>
              <span className="mt-1 block tabular-nums">{formatBytes(one.file.size)}</span>
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}
