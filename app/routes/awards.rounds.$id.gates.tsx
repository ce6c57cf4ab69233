import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Rows } from "#app/components/form/rows.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { awardPaths } from "#app/lib/award-paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadRoundDraft } from "#app/modules/awards/rounds/queries.server.ts";
import { saveGates } from "#app/modules/awards/rounds/save-rubric.server.ts";
import { gatesFormSchema } from "#app/modules/awards/rubrics/form-schema.ts";
import { gatesFromTyped, typedFromGates } from "#app/modules/awards/rubrics/typed.ts";
import { factChoices } from "#app/modules/awards/rubrics/worked-example.ts";
import { rubricWords } from "#app/words/award-rubric.ts";
import { commonWords } from "#app/words/common.ts";

const MOST = 12;

export const meta = pageTitle(rubricWords, (w, page: { name: string }) => `${w.gates.title} · ${page.name}`);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request);
  const row = await loadRoundDraft(actor, uuidParam(params.id));
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    subject: row.title.subject,
    gates: typedFromGates(row.gates),
    facts: factChoices(row.title.subject),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  return submitForm(request, gatesFormSchema, async ({ version, gates }) => {
    await saveGates(actor, id, { version, content: gatesFromTyped(gates) });
    return redirectWithToast(request, awardPaths.awardRound(id), words(rubricWords, actor.locale).gates.done);
  });
}

export default function Gates() {
  const page = useLoaderData<typeof loader>();
  const w = useWords(rubricWords);
  const g = w.gates;
  const c = useWords(commonWords);
  const result = useResult();
  const [form] = useForm<Record<string, string>>({ id: "gates", lastResult: result });
  const at = [
    { value: "LEAST", label: g.atLeast },
    { value: "MOST", label: g.atMost },
  ];
  const labels = Object.fromEntries(
    Array.from({ length: MOST }, (_, index) =>
      (["textZh", "formula", "value"] as const).map((part) => [
        `gates[${index}].${part}`,
        `${g.gate(index + 1)} · ${{ textZh: g.text, formula: g.formula, value: g.value }[part]}`,
      ]),
    ).flat(),
  );
  return (
    <>
      <PageHeader title={g.title} lead={g.lead} back={{ to: awardPaths.awardRound(page.id), label: page.name }} />
      <Form method="post" id={form.id} noValidate className="max-w-3xl space-y-5">
        <ErrorSummary form={form} labels={labels} />
        <input type="hidden" name="version" value={page.version} />
        <Rows
          name="gates"
          rows={page.gates}
          result={result}
          most={MOST}
          legend={g.gate}
          columns="sm:grid-cols-2"
          parts={[
            { name: "textZh", label: g.text },
            { name: "textEn", label: g.textEn },
            { name: "formula", label: g.formula },
            { name: "at", label: g.at },
            { name: "value", label: g.value, decimal: true },
          ]}
          draw={(part, props) =>
            part === "at" ? (
              <Select
                name={props.name}
                id={props.id}
                label={g.at}
                placeholder={false}
                defaultValue={props.value || "LEAST"}
                options={at}
              />
            ) : undefined
          }
        />
        <FormActions>
          <Button size="large" loading={useSending()}>
            {g.save}
          </Button>
          <LinkButton to={awardPaths.awardRound(page.id)} size="large">
            {c.cancel}
          </LinkButton>
        </FormActions>
      </Form>
      {page.subject === "STUDIO" && (
        <Section title={g.studioTitle}>
          <p className="max-w-reading">{g.studio}</p>
        </Section>
      )}
      <Section title={w.rubric.facts}>
        <FactsTable
          columns={2}
          facts={page.facts.map(({ key }) => ({ label: w.fact[key], value: <code>{key}</code> }))}
        />
      </Section>
    </>
  );
}
