import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Rows } from "#app/components/form/rows.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Tabs } from "#app/components/layout/tabs.tsx";
import { forbidden } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadTargets } from "#app/modules/studios/queries-inside.server.ts";
import { saveTargets } from "#app/modules/studios/save-targets.server.ts";
import { STUDIO_MAX, targetsSchema } from "#app/modules/studios/schema.ts";
import { commonWords } from "#app/words/common.ts";
import { studioFormsWords } from "#app/words/studio-forms.ts";
import { studiosWords } from "#app/words/studios.ts";

export const meta = pageTitle(studioFormsWords, (w, data: { year: number }) => w.targets.title(String(data.year)));

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const thisYear = Number(formatDate(actor.now).slice(0, 4));
  const asked = Number(new URL(request.url).searchParams.get("year"));
  const year = Number.isInteger(asked) && Math.abs(asked - thisYear) <= 1 ? asked : thisYear;
  const page = await loadTargets(actor, uuidParam(params.id), year);
  if (!page.may.targets) throw forbidden("not-your-move");
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, targetsSchema, async (input) => {
    await saveTargets(actor, id, input);
    return redirectWithToast(request, paths.studioLife(id), words(studioFormsWords, actor.locale).targets.done);
  });
}

export default function Targets() {
  const w = useWords(studioFormsWords).targets;
  const f = useWords(studiosWords).target;
  const c = useWords(commonWords);
  const page = useLoaderData<typeof loader>();
  const result = useResult();
  const [form] = useForm<Record<string, string>>({ id: `targets-${page.year}`, lastResult: result });
  const sending = useSending();
  return (
    <>
      <PageHeader
        title={w.title(String(page.year))}
        lead={
          <>
            <p className="font-medium text-ink">{page.name}</p>
            <p>{page.closed ? w.closed : w.lead}</p>
          </>
        }
        back={{ to: paths.studioLife(page.id), label: page.name }}
      />
      <Tabs
        label={w.years}
        tabs={[page.thisYear - 1, page.thisYear, page.thisYear + 1].map((year) => ({
          to: paths.studioStep(page.id, "targets", { year }),
          label: w.other(String(year)),
          current: year === page.year,
        }))}
      />
      {!page.closed && (
        <Form key={page.year} method="post" id={form.id} noValidate className="max-w-5xl space-y-5">
          <ErrorSummary form={form} labels={{ lines: w.title(String(page.year)) }} />
          <input type="hidden" name="version" value={page.yearVersion} />
          <input type="hidden" name="year" value={page.year} />
          <Rows
            name="lines"
            rows={page.lines}
            result={result}
            most={STUDIO_MAX.targets}
            legend={w.line}
            told={(row) => [row.topic ?? "", w.sofar(row.actual || "—", row.target || "—", row.unit ?? "")]}
            columns="lg:grid-cols-[3fr_2fr_1fr_1fr_1fr_2fr]"
            parts={[
              { name: "topic", label: f.topic },
              { name: "measure", label: f.measure, short: true },
              { name: "unit", label: f.unit, short: true },
              { name: "target", label: f.target, decimal: true },
              { name: "actual", label: f.actual, decimal: true },
              { name: "note", label: f.note },
            ]}
          />
          <FormActions>
            <Button size="large" loading={sending}>
              {w.save}
            </Button>
            <LinkButton to={paths.studioLife(page.id)} size="large">
              {c.cancel}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </>
  );
}
