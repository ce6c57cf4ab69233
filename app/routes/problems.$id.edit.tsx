import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Trash2 } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { ScanMachine } from "#app/components/equipment/scan-machine.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { useOutboxForm } from "#app/components/outbox/use-outbox-form.tsx";
import { ProblemForm } from "#app/components/problems/problem-form.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { Player } from "#app/components/voice/recordings.tsx";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { removePhoto } from "#app/modules/attachments/remove-photo.server.ts";
import { recordReuse } from "#app/modules/knowledge/record-reuse.server.ts";
import { addPhotos, photosIn } from "#app/modules/problems/add-photos.server.ts";
import { addRecordings, recordingsIn } from "#app/modules/problems/add-recordings.server.ts";
import { formValuesOf, loadDraft, loadFormChoices } from "#app/modules/problems/queries-form.server.ts";
import { machinesToChoose } from "#app/modules/problems/queries-machine-choices.server.ts";
import { recordingsOf } from "#app/modules/problems/queries-recordings.server.ts";
import { saveDraft } from "#app/modules/problems/save-draft.server.ts";
import { draftOf, draftSchema, submitSchema } from "#app/modules/problems/schema.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";
import { mayRead } from "#app/modules/problems/visibility.server.ts";
import { commonWords } from "#app/words/common.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { similarWords } from "#app/words/similar.ts";
import { voiceWords } from "#app/words/voice.ts";

export const meta = pageTitle(problemFormWords, (w) => w.editTitle);

/** Who may open a draft wrote it. */
const OWN_SIDE = { layer: "CONFIDENTIAL", knowsPoster: true } as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const { row, photos, returned } = await loadDraft(actor, uuidParam(params.id));
  const [choices, machines, recordings] = await Promise.all([
    loadFormChoices(actor, { isNew: false }),
    machinesToChoose(actor),
    recordingsOf(row.id, OWN_SIDE),
  ]);
  return {
    id: row.id,
    personId: actor.personId,
    number: row.number,
    values: formValuesOf(row),
    photos,
    recordings,
    returned,
    choices: { ...choices, machines },
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(problemFormWords, actor.locale);
  const unwanted = form.has("removeFile") ? uuidField(form.get("removeFile")) : null;
  const solvedBy = form.has("solvedBy") ? uuidField(form.get("solvedBy")) : null;
  const sending = intentOf(form) === "submit" && unwanted === null && solvedBy === null;
  const recordings = recordingsIn(form);
  const spoken = recordings.length > 0 || (sending && (await recordingsOf(id, OWN_SIDE)).length > 0);
  return submitForm(
    request,
    sending ? submitSchema(spoken) : draftSchema,
    async (value) => {
      const { version } = await saveDraft(actor, { id, version: value.version ?? null, draft: draftOf(value) });
      const { row } = await loadDraft(actor, id);
      if (unwanted) await removePhoto(actor, unwanted);
      await addPhotos(actor, id, photosIn(form));
      await addRecordings(actor, id, recordings);
      if (solvedBy) {
        await recordReuse(actor, { fixId: solvedBy, needId: id, version });
        return redirectWithToast(request, paths.problem(solvedBy), words(similarWords, actor.locale).recorded);
      }
      if (intentOf(form) === "preview") return redirect(paths.previewProblem(id));
      if (!sending) return redirectWithToast(request, paths.editProblem(id), w.draftSaved(row.number));
      await submitProblem(actor, { id, version });
      // What the secretariat entered for a member is the member's now.
      const next = (await mayRead(actor, id)) ? paths.problem(id) : paths.home();
      return redirectWithToast(request, next, w.submitted(row.number));
    },
    { form },
  );
}

export default function EditDraft() {
  const w = useWords(problemFormWords);
  const common = useWords(commonWords);
  const { id, personId, number, values, photos, recordings, returned, choices } = useLoaderData<typeof loader>();
  const result = useResult();
  const outbox = useOutboxForm({ personId, more: { authorId: values.authorId ?? personId } });
  return (
    <>
      <PageHeader
        title={w.editTitle}
        marks={<span className="text-sm text-muted tabular-nums">{number}</span>}
        back={{ to: paths.problem(id), label: number }}
        actions={
          <LinkButton to={paths.problemAction(id, "withdraw")} variant="quiet" size="small">
            {w.discard}
          </LinkButton>
        }
      />
      {returned && (
        <div className="mb-5 max-w-form">
          <Notice kind="warning" title={w.returned}>
            <p className="prose-plain">{common.labelled(returned.actorName, returned.reason)}</p>
          </Notice>
        </div>
      )}
      {outbox.receipt}
      <div hidden={Boolean(outbox.receipt)}>
        <ProblemForm
          key={values.version}
          draftId={id}
          personId={personId}
          choices={choices}
          scanner={choices.forMembers ? undefined : ScanMachine}
          result={outbox.result ?? result}
          values={values}
          photos={<DraftPhotos photos={photos} />}
          recordings={<DraftRecordings recordings={recordings} />}
          onSend={outbox.onSend}
        />
      </div>
    </>
  );
}

/** Photos there already. Removing one saves what was typed, too. */
function DraftPhotos({ photos }: { photos: { id: string; fileName: string }[] }) {
  const common = useWords(commonWords);
  if (photos.length === 0) return null;
  return (
    <ul className="grid grid-cols-3 gap-2 sm:grid-cols-4">
      {photos.map((photo) => (
        <li key={photo.id} className="min-w-0">
          <img
            src={paths.file(photo.id, "thumb")}
            alt={photo.fileName}
            className="aspect-square w-full rounded-md border border-line object-cover"
            width={160}
            height={160}
          />
          <Button variant="quiet" size="small" wide name="removeFile" value={photo.id} icon={Trash2}>
            {common.remove}
            <span className="sr-only">{photo.fileName}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Voice notes there already, heard before they are sent. */
function DraftRecordings({ recordings }: { recordings: { id: string }[] }) {
  const w = useWords(voiceWords);
  const common = useWords(commonWords);
  if (recordings.length === 0) return null;
  return (
    <ul className="space-y-2">
      {recordings.map(({ id }, index) => (
        <li key={id} className="flex flex-wrap items-center gap-2">
          <Player id={id} label={w.note(index + 1)} />
          <Button variant="quiet" size="small" name="removeFile" value={id} icon={Trash2}>
            {common.remove}
            <span className="sr-only">{w.note(index + 1)}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
