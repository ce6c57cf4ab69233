import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LayerTag } from "#app/components/facts/layer-tag.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { invalid } from "#app/lib/errors.ts";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { endNaming, findByContact, nameReader } from "#app/modules/problems/name-reader.server.ts";
import { loadNamed } from "#app/modules/problems/queries-step.server.ts";
import { nameReaderSchema } from "#app/modules/problems/schema.ts";
import { problemStepsWords } from "#app/words/problem-steps.ts";
import { statesWords } from "#app/words/states.ts";

export const meta = pageTitle(problemStepsWords, (w) => w.named.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadNamed(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(problemStepsWords, actor.locale).named;
  const here = paths.problemAction(id, "named");
  if (intentOf(form) === "end") {
    await endNaming(actor, { id, personId: uuidField(form.get("personId")) });
    return redirectWithToast(request, here, w.ended);
  }
  return submitForm(
    request,
    nameReaderSchema,
    async ({ contact, layer, until, note }) => {
      // Asked first for the right to do it, so that nobody can try out who has an account.
      await loadNamed(actor, id);
      const person = await findByContact(contact);
      if (!person) throw invalid("no-such-person", "contact");
      await nameReader(actor, { id, personId: person.id, layer, until, note });
      return redirectWithToast(request, here, w.done(person.name));
    },
    { form },
  );
}

export default function Named() {
  const w = useWords(problemStepsWords).named;
  const s = useWords(statesWords);
  const { id, number, title, named } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("name"),
    defaultValue: { layer: "DETAIL" },
  });
  const sending = useSending("name");
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
      <Section title={w.list}>
        {named.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {named.map((one) => (
              <li key={one.personId} className="flex flex-wrap items-start justify-between gap-3 py-3">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{one.name}</span>
                  <LayerTag layer={one.layer} />
                  <span className="text-sm text-muted tabular-nums">
                    {one.expired ? w.expired : one.until ? w.untilDay(formatDate(lastMomentOf(one.until))) : w.always}
                  </span>
                </p>
                <Form method="post">
                  <input type="hidden" name="intent" value="end" />
                  <input type="hidden" name="personId" value={one.personId} />
                  <ConfirmButton label={w.end} question={w.endSure(one.name)} variant="quiet" size="small" />
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={w.submit}>
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <input type="hidden" name="intent" value="name" />
            <ErrorSummary form={form} labels={{ contact: w.contact, layer: w.layer, until: w.until, note: w.note }} />
            <TextInput
              field={fields.contact}
              label={w.contact}
              hint={w.contactHint}
              autoComplete="off"
              spellCheck={false}
              required
            />
            <RadioGroup
              field={fields.layer}
              label={w.layer}
              options={(["SUMMARY", "DETAIL", "CONFIDENTIAL"] as const).map((one) => ({
                value: one,
                label: s.layer[one],
              }))}
              columns={3}
              required
            />
            <DateInput field={fields.until} label={w.until} hint={w.untilHint} required />
            <TextInput field={fields.note} label={w.note} optional />
            <Button loading={sending}>{w.submit}</Button>
          </FormColumn>
        </Form>
      </Section>
    </>
  );
}
