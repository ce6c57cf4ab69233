import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { Player, TypedLine } from "#app/components/voice/recordings.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadRecording } from "#app/modules/problems/queries-recordings.server.ts";
import { MAX_LENGTH } from "#app/modules/problems/rules.ts";
import { typedOutSchema } from "#app/modules/problems/schema.ts";
import { typeOutRecording } from "#app/modules/problems/type-out-recording.server.ts";
import { voiceWords } from "#app/words/voice.ts";

export const meta = pageTitle(voiceWords, (w) => w.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadRecording(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const recordingId = uuidParam(params.id);
  const { problem } = await loadRecording(actor, recordingId);
  return submitForm(request, typedOutSchema, async ({ version, text }) => {
    await typeOutRecording(actor, { recordingId, version, text });
    return redirectWithToast(request, paths.problem(problem.id, "voice"), words(voiceWords, actor.locale).saved);
  });
}

/** Listening and typing on one page. */
export default function TypeOut() {
  const w = useWords(voiceWords);
  const { id, layer, createdAt, problem, texts } = useLoaderData<typeof loader>();
  const [newest, ...earlier] = texts;
  const result = useResult();
  const [form, fields] = useAnsweredForm<{ text: string }>({
    id: "typed",
    result,
    values: { text: newest?.text ?? "" },
  });
  const sending = useSending();
  return (
    <>
      <PageHeader
        title={w.title}
        marks={<span className="text-sm text-muted tabular-nums">{problem.number}</span>}
        lead={
          <>
            <p className="font-medium text-ink">{problem.title}</p>
            <p>{w.lead}</p>
          </>
        }
        back={{ to: paths.problem(problem.id), label: problem.number }}
      />
      <Form method="post" noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={{ text: w.text }} />
          <div className="sticky top-14 z-10 space-y-2 bg-page py-2">
            <Player id={id} label={w.listen} />
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
              <span>
                {w.recordedAt} <DayTime at={createdAt} />
              </span>
              <LayerTag layer={layer} />
            </p>
          </div>
          {/* After a conflict the page shows what somebody else wrote; what was typed here is kept, and may replace it. */}
          <input type="hidden" name="version" value={newest?.version ?? 0} />
          <Textarea field={fields.text} label={w.text} hint={w.textHint} rows={6} max={MAX_LENGTH.typedOut} required />
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {newest ? w.correct : w.typeOut}
          </Button>
        </FormActions>
      </Form>
      {newest && (
        <Section title={w.history}>
          <ol reversed className="max-w-form divide-y divide-line border-y border-line">
            {[newest, ...earlier].map((one) => (
              <li key={one.version} className="space-y-1 py-3">
                <h3 className="text-sm font-medium">{w.historyOf(one.version)}</h3>
                <p className="prose-plain">{one.text}</p>
                <TypedLine note={one} />
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
