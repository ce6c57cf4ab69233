import { Camera, FileText, Paperclip } from "lucide-react";
import { useEffect, useState } from "react";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { Field } from "./field.tsx";
import { controlOf, type FieldProps } from "./field-props.ts";

type FileFieldProps = FieldProps & {
  /** As in HTML: "image/*", ".xlsx,.csv". */
  accept?: string;
  multiple?: boolean;
  /** Opens the camera on phones. */
  camera?: boolean;
};

type Chosen = { name: string; size: number; preview?: string };

/** Files. With script the pictures are shown before they are sent; without, the browser names them. */
export function FileField(props: FileFieldProps) {
  const w = useWords(commonWords);
  const control = controlOf(props);
  const [chosen, setChosen] = useState<Chosen[]>([]);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  useEffect(
    () => () => {
      for (const file of chosen) if (file.preview) URL.revokeObjectURL(file.preview);
    },
    [chosen],
  );
  const Mark = props.camera ? Camera : Paperclip;
  return (
    <Field control={control} props={props}>
      <div className="relative flex min-h-14 items-center justify-center gap-2.5 rounded-md border border-dashed border-line-strong bg-surface px-4 py-3 text-primary hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
        <Mark aria-hidden className="size-5 shrink-0" />
        {/* With script the whole area opens the picker and speaks the page's language, not the browser's. */}
        {ready && (
          <span aria-hidden className="font-medium">
            {chosen.length > 0 ? w.filesChosen(chosen.length) : props.camera ? w.takePhoto : w.chooseFiles}
          </span>
        )}
        <input
          key={control.reactKey}
          id={control.id}
          name={control.name}
          type="file"
          accept={props.accept}
          multiple={props.multiple}
          capture={props.camera ? "environment" : undefined}
          {...control.aria}
          onChange={(event) => {
            setChosen(
              [...(event.currentTarget.files ?? [])].map((file) => ({
                name: file.name,
                size: file.size,
                preview: file.type.startsWith("image/") ? URL.createObjectURL(file) : undefined,
              })),
            );
          }}
          className={
            ready
              ? "absolute inset-0 cursor-pointer opacity-0"
              : "min-w-0 grow text-dense text-muted outline-none file:mr-3 file:min-h-10 file:rounded-md file:border-0 file:bg-primary-soft file:px-3 file:font-medium file:text-primary"
          }
        />
      </div>
      {chosen.length > 0 && (
        <ul aria-label={w.filesChosen(chosen.length)} className="grid grid-cols-3 gap-2 sm:grid-cols-4">
          {chosen.map((file) => (
            <li key={file.name + file.size} className="min-w-0 text-xs text-muted">
              {file.preview ? (
                <img
                  src={file.preview}
                  alt=""
                  className="aspect-square w-full rounded-md border border-line object-cover"
                />
              ) : (
                <span className="flex aspect-square items-center justify-center rounded-md border border-line bg-sunken">
                  <FileText aria-hidden className="size-8" />
                </span>
              )}
              <span className="mt-1 block truncate">{file.name}</span>
              <span className="block tabular-nums">{formatBytes(file.size)}</span>
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}
