import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FileList } from "#app/components/files/file-list.tsx";
import { FileLimits } from "#app/components/files/file-limits.tsx";
import { FileUpload } from "#app/components/files/file-upload.tsx";
import { KeepClose } from "#app/components/files/keep-close.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError, notFound } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { packMessage, refusalOf } from "#app/lib/http/respond.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { ACCEPTED_FILES } from "#app/modules/attachments/rules.ts";
import { addFiles, filesIn } from "#app/modules/problems/add-files.server.ts";
import { movePhoto } from "#app/modules/problems/move-photo.server.ts";
import { loadFiles } from "#app/modules/problems/queries-step.server.ts";
import { commonWords } from "#app/words/common.ts";
import { filesWords } from "#app/words/files.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.photos.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadFiles(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(problemStepsWords, actor.locale).photos;
  const here = paths.problemAction(id, "photos");
  const intent = intentOf(form);
  if (intent === "add") {
    const files = filesIn(form);
    try {
      if (files.length === 0) throw new DomainError("invalid", "choose_file", { field: "files" });
      await addFiles(actor, id, files, form.get("keepClose") !== null);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.field !== "files") throw error;
      return data({ errors: { files: [packMessage(refusal.messageKey, refusal.values)] } }, { status: refusal.status });
    }
    return redirectWithToast(request, here, w.added);
  }
  const photoId = uuidField(form.get("photoId"));
  if (!(await loadFiles(actor, id)).files.some((file) => file.id === photoId)) throw notFound();
  if (intent === "remove") {
    await removePhoto(actor, photoId);
    return redirectWithToast(request, here, w.removed);
  }
  if (intent !== "show" && intent !== "hide") throw new DomainError("bad_request");
  await movePhoto(actor, { id, photoId, layer: intent === "show" ? "DETAIL" : "CONFIDENTIAL" });
  return redirectWithToast(request, here, w.moved);
}

export default function ProblemFiles() {
  const w = useWords(problemStepsWords).photos;
  const f = useWords(filesWords);
  const { id, number, title, files, open, mayMove, personId } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title}
        marks={<span className="text-sm text-muted tabular-nums">{number}</span>}
        lead={
          <>
            <p className="font-medium text-ink">{title}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: paths.problem(id), label: number }}
      />
      {open && (
        <Section title={f.add}>
          <FileUpload problemId={id} personId={personId}>
            <SimpleForm />
          </FileUpload>
        </Section>
      )}
      <Section title={w.there}>
        {files.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <FileList
            label={w.there}
            files={files}
            withViews={mayMove}
            actions={(file) => <Changes file={file} open={open} mayMove={mayMove} />}
          />
        )}
      </Section>
    </>
  );
}

/** Without script: sent with the form, and answered when all have been read. */
function SimpleForm() {
  const w = useWords(problemStepsWords).photos;
  const f = useWords(filesWords);
  const errors = useActionData<typeof action>()?.errors;
  const sending = useSending("add");
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormColumn>
        <ErrorSummary errors={errors} labels={{ files: f.choose }} />
        <input type="hidden" name="intent" value="add" />
        <FileLimits />
        <FileField
          name="files"
          label={f.choose}
          hint={w.hint}
          accept={ACCEPTED_FILES}
          multiple
          errors={errors?.files}
          required
        />
        <KeepClose />
        <Button size="large" loading={sending}>
          {f.add}
        </Button>
      </FormColumn>
    </Form>
  );
}

type File = ReturnType<typeof useLoaderData<typeof loader>>["files"][number];

/** Hiding is possible for ever; showing more and removing, only while the problem is open. */
function Changes({ file, open, mayMove }: { file: File; open: boolean; mayMove: boolean }) {
  const w = useWords(problemStepsWords).photos;
  const c = useWords(commonWords);
  const shown = file.layer !== "CONFIDENTIAL";
  return (
    <>
      {mayMove && (open || shown) && (
        <Form method="post">
          <input type="hidden" name="photoId" value={file.id} />
          <Button variant="secondary" name="intent" value={shown ? "hide" : "show"}>
            {shown ? w.hide : w.show}
            <span className="sr-only">{file.fileName}</span>
          </Button>
        </Form>
      )}
      {open && (
        <Form method="post" className="first:-ml-5">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="photoId" value={file.id} />
          <ConfirmButton label={c.remove} question={w.removeSure} variant="quiet" />
        </Form>
      )}
    </>
  );
}
