import { Form } from "@remix-run/react";
import { Download } from "lucide-react";
import { buttonLook } from "#app/components/actions/button-look.ts";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { vocabularyWords } from "#app/words/vocabulary.ts";

/** The list as a file, out and in. */
export function WholeFile({ version }: { version: number }) {
  const w = useWords(vocabularyWords);
  const result = useResult("replace");
  const [form, fields] = useAnsweredForm<{ file: string }>({ id: "replace", result, values: {} });
  return (
    <Form method="post" encType="multipart/form-data" id={form.id} noValidate className="max-w-form space-y-4">
      <ErrorSummary form={form} labels={{ file: w.chooseFile }} />
      <a href={paths.vocabularyFile()} download className={buttonLook("secondary", "small")}>
        <Download aria-hidden className="size-[1.2em]" />
        {w.download}
      </a>
      <input type="hidden" name="intent" value="replace" />
      <input type="hidden" name="version" value={version} />
      <FileField field={fields.file} label={w.chooseFile} accept=".csv,text/csv" />
      <ConfirmButton label={w.upload} question={w.uploadQuestion} size="small" loading={useSending("replace")} />
    </Form>
  );
}
