import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { StudioChip } from "#app/components/studios/studio-chips.tsx";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { oneOf, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { STUDIO_LEVELS } from "#app/modules/alliances/kinds.ts";
import { filesIn } from "#app/modules/attachments/add-form-files.server.ts";
import { decideStudio } from "#app/modules/studios/decide-studio.server.ts";
import { addStudioFiles } from "#app/modules/studios/files.server.ts";
import { DECISIONS } from "#app/modules/studios/lifecycle.ts";
import { loadDecision } from "#app/modules/studios/queries-inside.server.ts";
import { decideSchema, STUDIO_MAX } from "#app/modules/studios/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(studioFormsWords, (w) => w.decide.title);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const page = await loadDecision(actor, uuidParam(params.id));
  const open = DECISIONS.filter((one) => page.may[one]);
  const asked = oneOf(new URL(request.url).searchParams.get("action"), DECISIONS);
  const chosen = asked && open.includes(asked) ? asked : (open[0] ?? null);
  // Posted back, so that sending it twice decides once.
  return { ...page, open, chosen, clientId: crypto.randomUUID() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  return submitForm(
    request,
    decideSchema,
    async (input) => {
      const decision = await decideStudio(actor, id, input);
      await addStudioFiles(actor, "studio-decision", decision.id, filesIn(form));
      return redirectWithToast(request, paths.studioLife(id), words(studioFormsWords, actor.locale).decide.done);
    },
    { form },
  );
}

export default function DecideStudio() {
  const w = useWords(studioFormsWords).decide;
  const page = useLoaderData<typeof loader>();
  const { chosen, open } = page;
  return (
    <>
      <PageHeader
        title={w.title}
        marks={<StudioChip state={page.state} />}
        lead={
          <>
            <p className="font-medium text-ink">{page.name}</p>
            <p>{w.lead}</p>
            {page.file && (
              <p>
                <Link to={paths.studioReview(page.id, page.file.id)} className="link">
                  {w.file}
                </Link>
              </p>
            )}
          </>
        }
        back={{ to: paths.studioLife(page.id), label: page.name }}
      />
      {chosen === null ? (
        <p className="text-muted">{w.none}</p>
      ) : (
        <>
          {open.length > 1 && (
            <Tabs
              label={w.choose}
              tabs={open.map((one) => ({
                to: paths.studioStep(page.id, "decide", { action: one }),
                label: w.act[one],
                current: one === chosen,
              }))}
            />
          )}
          <DecisionForm key={chosen} page={{ ...page, chosen }} />
        </>
      )}
    </>
  );
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

function DecisionForm({ page }: { page: Page & { chosen: NonNullable<Page["chosen"]> } }) {
  const w = useWords(studioFormsWords).decide;
  const s = useWords(studiosWords);
  const c = useWords(commonWords);
  const { chosen } = page;
  const [form, fields] = useForm<Record<string, string>>({
    id: `decide-${chosen}`,
    lastResult: useResult(),
    defaultValue: {
      level: chosen === "designate" ? "MUNICIPAL" : "",
      decidedOn: page.today,
      decidedBy: page.union?.name ?? "",
    },
  });
  const onPaper = chosen !== "return";
  const dueLabel = chosen === "rectify" ? w.rectifyBy : w.nextReview;
  return (
    <Form method="post" encType="multipart/form-data" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <ErrorSummary
          form={form}
          labels={{
            level: w.level,
            document: w.document,
            decidedOn: w.decidedOn,
            decidedBy: w.decidedBy,
            reason: w.reason,
            dueOn: dueLabel,
            files: w.files,
          }}
        />
        <p className="text-muted">{w.hint[chosen]}</p>
        <input type="hidden" name="action" value={chosen} />
        <input type="hidden" name="clientId" value={page.clientId} />
        <input type="hidden" name="version" value={page.version} />
        {(chosen === "designate" || chosen === "change-level") && (
          <Select
            field={fields.level}
            label={w.level}
            options={STUDIO_LEVELS.filter((one) => chosen === "designate" || one !== page.level).map((value) => ({
              value,
              label: s.level[value],
            }))}
            required
          />
        )}
        {onPaper && (
          <>
            <TextInput
              field={fields.document}
              label={w.document}
              hint={w.documentHint}
              max={STUDIO_MAX.document}
              required
            />
            <DateInput field={fields.decidedOn} label={w.decidedOn} max={page.today} required />
            <TextInput field={fields.decidedBy} label={w.decidedBy} max={STUDIO_MAX.body} required />
          </>
        )}
        {chosen === "rectify" && <DateInput field={fields.dueOn} label={dueLabel} min={page.today} required />}
        {(chosen === "designate" || chosen === "confirm") && (
          <DateInput field={fields.dueOn} label={dueLabel} hint={w.nextReviewHint} min={page.today} optional />
        )}
        <Textarea
          field={fields.reason}
          label={w.reason}
          hint={w.reasonHint}
          rows={4}
          max={STUDIO_MAX.reason}
          required={chosen !== "designate" && chosen !== "change-level"}
        />
        {onPaper && <FileField name="files" label={w.files} multiple optional />}
      </FormColumn>
      <FormActions>
        <Button size="large" variant={chosen === "revoke" ? "danger" : "primary"} loading={useSending()}>
          {w.act[chosen]}
        </Button>
        <LinkButton to={paths.studioLife(page.id)} size="large">
          {c.cancel}
        </LinkButton>
      </FormActions>
    </Form>
  );
}
