import { cx } from "../cx.ts";
import type { Icon } from "../icon.ts";

type FilePickerProps = {
  icon: Icon;
  label: string;
  accept: string;
  multiple?: boolean;
  /** Across both columns. */
  wide?: boolean;
  /** Opens the camera at once; only shown where fingers are used. */
  camera?: boolean;
  describedBy?: string;
  onFiles: (files: File[]) => void;
};

/** A large button that opens the device's own choice of files, or its camera. */
export function FilePicker({
  icon: Mark,
  label,
  accept,
  multiple,
  wide,
  camera,
  describedBy,
  onFiles,
}: FilePickerProps) {
  return (
    <label
      className={cx(
        "relative min-h-14 cursor-pointer items-center justify-center gap-2.5 rounded-md border border-line-strong bg-surface px-4 py-3 font-medium text-primary hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        camera ? "hidden pointer-coarse:flex" : "flex",
        wide && "col-span-2",
      )}
    >
      <Mark aria-hidden className="size-5 shrink-0" />
      {label}
      <input
        type="file"
        accept={accept}
        multiple={multiple}
        capture={camera ? "environment" : undefined}
        aria-describedby={describedBy}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          // The same file may be chosen again.
          currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
        className="absolute inset-0 cursor-pointer opacity-0"
      />
    </label>
  );
}
