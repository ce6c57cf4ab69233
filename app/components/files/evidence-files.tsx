import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { formatBytes } from "#app/lib/format.ts";
import { paths } from "#app/lib/paths.ts";
import { Button } from "../actions/button.tsx";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { FileField } from "../form/file-field.tsx";
import { useResult, useSending } from "../form/use-result.ts";
import { Section } from "../layout/section.tsx";

type OwnFile = { id: string; fileName: string; size: number; kind: string };
type EvidenceFilesProps<One extends OwnFile> = {
  files: readonly One[];
  /** May add and remove. */
  open: boolean;
  words: {
    title: string;
    hint: string;
    none: string;
    choose: string;
    add: string;
    remove: string;
    removeSure: string;
  };
  /** What the forms say they want. */
  intents?: { add: string; remove: string };
  /** What else is said of a file. */
  note?: (file: One) => ReactNode;
};

/** What something is proved by; while it is open, with a form to add to it. */
export function EvidenceFiles<One extends OwnFile>({
  files,
  open,
  words: w,
  intents = { add: "evidence", remove: "remove" },
  note,
}: EvidenceFilesProps<One>) {
  const result = useResult(intents.add);
  const sending = useSending(intents.add);
  return (
    <Section title={w.title} hint={w.hint}>
      {files.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul className="max-w-form divide-y divide-line border-y border-line">
          {files.map((file) => (
            <li key={file.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <a
                href={paths.file(file.id, file.kind === "PHOTO" ? "screen" : "original")}
                className="link wrap-anywhere"
              >
                {file.fileName}
              </a>
              <span className="text-sm text-muted tabular-nums">{formatBytes(file.size)}</span>
              {note && <span className="text-sm text-muted">{note(file)}</span>}
              {open && (
                <Form method="post">
                  <input type="hidden" name="intent" value={intents.remove} />
                  <input type="hidden" name="fileId" value={file.id} />
                  <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <Form method="post" encType="multipart/form-data" className="mt-4 max-w-form space-y-3">
          <input type="hidden" name="intent" value={intents.add} />
          <FileField name="files" label={w.choose} multiple errors={result?.error?.files ?? undefined} />
          <Button variant="secondary" loading={sending}>
            {w.add}
          </Button>
        </Form>
      )}
    </Section>
  );
}
