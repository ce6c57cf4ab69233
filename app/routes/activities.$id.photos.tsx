import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { FileUpload } from "#app/components/files/file-upload.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { packMessage, refusalOf } from "#app/lib/http/respond.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { addActivityPhotos, loadActivityPhotos, removeActivityPhoto } from "#app/modules/activities/photos.server.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";
import { commonWords } from "#app/words/common.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.photos.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  return { ...(await loadActivityPhotos(actor, uuidParam(params.id))), personId: actor.personId };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(activityWorkWords, actor.locale).photos;
  const here = paths.activityAction(id, "photos");
  if (intentOf(form) === "remove") {
    await removeActivityPhoto(actor, id, uuidField(form.get("photoId")));
    return redirectWithToast(request, here, w.removed);
  }
  if (intentOf(form) !== "add") throw new DomainError("bad_request");
  const files = form.getAll("photos").filter((one): one is File => typeof one !== "string" && one.size > 0);
  try {
    await addActivityPhotos(actor, id, files);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.field !== "photos") throw error;
    return data({ errors: { photos: [packMessage(refusal.messageKey, refusal.values)] } }, { status: refusal.status });
  }
  return redirectWithToast(request, here, w.added);
}

export default function ActivityPhotos() {
  const w = useWords(activityWorkWords).photos;
  const c = useWords(commonWords);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <ActivityHeader activity={page} title={w.title} lead={w.lead} />
      <FileUpload problemId={page.id} ownerKind="activity" personId={page.personId}>
        <SimpleForm />
      </FileUpload>
      <Section title={w.there}>
        {page.photos.length === 0 && <p className="text-muted">{w.none}</p>}
        <ul className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-4">
          {page.photos.map((photo, n) => (
            <li key={photo.id} className="min-w-0 space-y-1">
              <a href={paths.file(photo.id, "screen")} className="block overflow-hidden rounded-md border border-line">
                <img
                  src={paths.file(photo.id, "thumb")}
                  alt={c.photo(n + 1)}
                  loading="lazy"
                  className="aspect-square w-full bg-sunken object-cover"
                  width={240}
                  height={240}
                />
              </a>
              <Form method="post">
                <input type="hidden" name="intent" value="remove" />
                <input type="hidden" name="photoId" value={photo.id} />
                <ConfirmButton label={w.remove} question={w.removeSure} variant="quiet" size="small" />
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}

/** For browsers without script; with it photos go as soon as they are taken, each with its progress. */
function SimpleForm() {
  const w = useWords(activityWorkWords).photos;
  const errors = useActionData<typeof action>()?.errors;
  return (
    <Form method="post" encType="multipart/form-data" noValidate className="max-w-form space-y-5">
      <ErrorSummary errors={errors} labels={{ photos: w.choose }} />
      <input type="hidden" name="intent" value="add" />
      <FileField name="photos" label={w.choose} accept="image/*" multiple errors={errors?.photos} required />
      <Button size="large" loading={useSending("add")}>
        {w.add}
      </Button>
    </Form>
  );
}
