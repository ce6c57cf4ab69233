import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FileList } from "#app/components/files/file-list.tsx";
import { FileUpload } from "#app/components/files/file-upload.tsx";
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
import { addPhotos, photosIn } from "#app/modules/problems/add-photos.server.ts";
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
    const files = photosIn(form);
    try {
      if (files.length === 0) throw new DomainError("invalid", "choose_one", { field: "photos" });
      await addPhotos(actor, id, files);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal?.field !== "photos") throw error;
      return data(
        { errors: { photos: [packMessage(refusal.messageKey, refusal.values)] } },
        { status: refusal.status },
      );
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
  const { id, number, title, files, mayMove, personId } = useLoaderData<typeof loader>();
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
      <Section title={f.add}>
        <FileUpload problemId={id} personId={personId}>
          <SimpleForm />
        </FileUpload>
      </Section>
      <Section title={w.there}>
        {files.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <FileList
            label={w.there}
            files={files}
            withViews={mayMove}
            actions={(file) => <Changes file={file} mayMove={mayMove} />}
          />
        )}
      </Section>
    </>
  );
}

/** Without script: photos only, sent with the form. */
function SimpleForm() {
  const w = useWords(problemStepsWords).photos;
  const errors = useActionData<typeof action>()?.errors;
  const sending = useSending("add");
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <FormColumn>
        <ErrorSummary errors={errors} labels={{ photos: w.choose }} />
        <input type="hidden" name="intent" value="add" />
        <FileField
          name="photos"
          label={w.choose}
          hint={w.hint}
          accept="image/*"
          multiple
          errors={errors?.photos}
          required
        />
        <Button size="large" loading={sending}>
          {w.add}
        </Button>
      </FormColumn>
    </Form>
  );
}

type File = ReturnType<typeof useLoaderData<typeof loader>>["files"][number];

function Changes({ file, mayMove }: { file: File; mayMove: boolean }) {
  const w = useWords(problemStepsWords).photos;
  const c = useWords(commonWords);
  const shown = file.layer !== "CONFIDENTIAL";
  return (
    <>
      {mayMove && (
        <Form method="post">
          <input type="hidden" name="photoId" value={file.id} />
          <Button variant="secondary" name="intent" value={shown ? "hide" : "show"}>
            {shown ? w.hide : w.show}
            <span className="sr-only">{file.fileName}</span>
          </Button>
        </Form>
      )}
      <Form method="post" className="first:-ml-5">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="photoId" value={file.id} />
        <ConfirmButton label={c.remove} question={w.removeSure} variant="quiet" />
      </Form>
    </>
  );
}
