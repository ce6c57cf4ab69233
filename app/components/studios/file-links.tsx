import { paths } from "#app/lib/paths.ts";

/** Files that prove an entry, by name. */
export function FileLinks({ files }: { files: readonly { id: string; fileName: string; kind: string }[] }) {
  if (files.length === 0) return null;
  return (
    <ul>
      {files.map((file) => (
        <li key={file.id}>
          <a href={paths.file(file.id, file.kind === "PHOTO" ? "screen" : "original")} className="link wrap-anywhere">
            {file.fileName}
          </a>
        </li>
      ))}
    </ul>
  );
}
