import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Day } from "#app/components/facts/time.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadHosts } from "#app/modules/notifications/robots/queries.server.ts";
import { allowHost, forbidHost } from "#app/modules/notifications/robots/robot-hosts.server.ts";
import { addHostSchema } from "#app/modules/notifications/robots/schema.ts";
import { robotsWords } from "#app/words/robots.ts";

export const meta = pageTitle(robotsWords, (w) => w.hosts.title);

export const loader = async ({ request }: LoaderFunctionArgs) => loadHosts(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  await loadHosts(actor);
  const w = words(robotsWords, actor.locale).hosts;
  const form = await readForm(request);
  if (intentOf(form) === "remove") {
    await forbidHost(actor, uuidField(form.get("id")));
    return redirectWithToast(request, paths.robotHosts(), w.removed);
  }
  return submitForm(
    request,
    addHostSchema,
    async (input) => {
      await allowHost(actor, input);
      return redirectWithToast(request, paths.robotHosts(), w.added);
    },
    { form },
  );
}

export default function RobotHosts() {
  const w = useWords(robotsWords).hosts;
  const { hosts } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} />
      <Section title={w.list}>
        {hosts.length === 0 ? (
          <p className="text-muted">{w.none}</p>
        ) : (
          <ul className="max-w-form divide-y divide-line border-y border-line">
            {hosts.map((host) => (
              <li key={host.id} className="flex flex-wrap items-start justify-between gap-3 py-3">
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
                    {host.base}
                    {host.internal && <Chip>{w.isInternal}</Chip>}
                  </p>
                  <p className="text-sm text-muted">
                    {host.note && `${host.note} · `}
                    {w.since} <Day at={host.createdAt} />
                  </p>
                  {host.base.startsWith("http:") && <p className="text-sm text-waiting">{w.plain}</p>}
                </div>
                <Form method="post">
                  <input type="hidden" name="intent" value="remove" />
                  <input type="hidden" name="id" value={host.id} />
                  <ConfirmButton label={w.remove} question={w.removeSure(host.base)} variant="quiet" size="small" />
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={w.add}>
        <Add key={hosts.length} />
      </Section>
    </>
  );
}

function Add() {
  const w = useWords(robotsWords).hosts;
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult("add") });
  const sending = useSending("add");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="add" />
        <ErrorSummary form={form} labels={{ base: w.base, note: w.note }} />
        <TextInput
          field={fields.base}
          label={w.base}
          hint={w.baseHint}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          required
        />
        <Checkbox field={fields.internal} label={w.internal} hint={w.internalHint} />
        <TextInput field={fields.note} label={w.note} optional />
        <Button loading={sending}>{w.add}</Button>
      </FormColumn>
    </Form>
  );
}
