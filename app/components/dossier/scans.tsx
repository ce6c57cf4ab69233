import { Form } from "@remix-run/react";
import { formatBytes } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { dossierWords } from "#app/words/dossier.ts";
import { Button } from "../actions/button.tsx";
import { ConfirmButton } from "../actions/confirm-button.tsx";
import { DayTime } from "../facts/time.tsx";
import { FileField } from "../form/file-field.tsx";
import { useResult, useSending } from "../form/use-result.ts";
import { Section } from "../layout/section.tsx";

type Scan = { id: string; fileName: string; kind: string; size: number; by: string; createdAt: Date | string };

/** The stamped paper, scanned: what there is, by whom and when, and a form to add to it. */
export function Scans({ scans, open, timeZone }: { scans: readonly Scan[]; open: boolean; timeZone: string }) {
  const w = useWords(dossierWords).scans;
  const result = useResult("scan");
  const sending = useSending("scan");
  return (
    <Section title={w.title} hint={w.hint}>
      {scans.length === 0 ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <ul className="max-w-form divide-y divide-line border-y border-line">
          {scans.map((scan) => (
            <li key={scan.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <a
                href={paths.file(scan.id, scan.kind === "PHOTO" ? "screen" : "original")}
                className="link wrap-anywhere"
              >
                {scan.fileName}
              </a>
              <span className="text-sm text-muted tabular-nums">{formatBytes(scan.size)}</span>
              <span className="text-sm text-muted">
                {w.by(scan.by)} · <DayTime at={scan.createdAt} timeZone={timeZone} />
              </span>
              {open && (
                <Form method="post">
                  <input type="hidden" name="intent" value="remove-scan" />
                  <input type="hidden" name="fileId" value={scan.id} />
                  <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && (
        <Form method="post" encType="multipart/form-data" className="mt-4 max-w-form space-y-3">
          <input type="hidden" name="intent" value="scan" />
          <FileField name="files" label={w.choose} multiple errors={result?.error?.files ?? undefined} />
          <Button variant="secondary" loading={sending}>
            {w.add}
          </Button>
        </Form>
      )}
    </Section>
  );
}
