import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { lastMomentOf } from "#app/lib/last-moment.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { endDeputy } from "#app/modules/accounts/end-deputy.server.ts";
import { nameDeputy } from "#app/modules/accounts/name-deputy.server.ts";
import { loadOwnDeputies } from "#app/modules/accounts/queries.server.ts";
import { endDeputySchema, nameDeputySchema } from "#app/modules/accounts/schema.ts";
import { accountsWords } from "#app/words/accounts.ts";

export const meta = pageTitle(accountsWords, (w) => w.deputies.title);

export const loader = async ({ request }: LoaderFunctionArgs) => loadOwnDeputies(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(accountsWords, actor.locale);
  const form = await readForm(request);
  if (intentOf(form) === "end") {
    return submitForm(
      request,
      endDeputySchema,
      async (input) => {
        await endDeputy(actor, input);
        return redirectWithToast(request, paths.myDeputies(), w.deputies.ended);
      },
      { form },
    );
  }
  return submitForm(
    request,
    nameDeputySchema,
    async (input) => {
      await nameDeputy(actor, { ...input, personId: actor.personId });
      return redirectWithToast(request, paths.myDeputies(), w.deputies.named);
    },
    { form },
  );
}

type Relation = {
  id: string;
  organisation: string;
  startsAt: string | Date;
  endsAt: string | Date;
  endedAt: string | Date | null;
  state: "running" | "ahead" | "over";
};

export default function Deputies() {
  const w = useWords(accountsWords);
  const { mine, standIn } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult("end") });
  return (
    <>
      <PageHeader title={w.deputies.title} lead={w.deputies.lead} back={{ to: paths.me(), label: w.me.title }} />
      <ErrorSummary form={form} />
      <Section title={w.deputies.mine}>
        {mine.length === 0 ? (
          <p className="text-muted">{w.deputies.none}</p>
        ) : (
          <Relations rows={mine.map((d) => ({ ...d, title: d.deputy.name }))} />
        )}
      </Section>
      <Section title={w.deputies.standIn}>
        {standIn.length === 0 ? (
          <p className="text-muted">{w.deputies.noneStandIn}</p>
        ) : (
          <Relations rows={standIn.map((d) => ({ ...d, title: w.deputies.standInFor(d.person.name) }))} />
        )}
      </Section>
      <NameDeputy />
    </>
  );
}

function Relations({ rows }: { rows: (Relation & { title: string })[] }) {
  const w = useWords(accountsWords);
  const lastDay = (d: Relation) => formatDate(lastMomentOf(d.endedAt ?? d.endsAt));
  return (
    <ul className="max-w-form divide-y divide-line border-y border-line">
      {rows.map((d) => (
        <li key={d.id} className="flex flex-wrap items-start justify-between gap-3 py-3">
          <div>
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{d.title}</span>
              <Chip tone={d.state === "running" ? "moving" : d.state === "ahead" ? "waiting" : "still"}>
                {w.deputies[d.state]}
              </Chip>
            </p>
            <p className="text-sm text-muted">
              {d.organisation} ·{" "}
              <span className="tabular-nums">{w.deputies.period(formatDate(d.startsAt), lastDay(d))}</span>
            </p>
          </div>
          {d.state !== "over" && (
            <Form method="post">
              <input type="hidden" name="intent" value="end" />
              <input type="hidden" name="deputyRelationId" value={d.id} />
              <ConfirmButton label={w.deputies.end} question={w.deputies.endSure} variant="quiet" size="small" />
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

function NameDeputy() {
  const w = useWords(accountsWords);
  const f = w.fields;
  const { organisations } = useLoaderData<typeof loader>();
  const usable = organisations.filter((o) => o.colleagues.length > 0);
  const only = usable.length === 1 ? usable[0] : undefined;
  const [form, fields] = useForm<Record<string, string>>({
    lastResult: useResult("name"),
    defaultValue: { organisationId: only?.id },
  });
  const sending = useSending("name");
  return (
    <Section title={w.deputies.name}>
      {usable.length === 0 ? (
        <Notice>{w.deputies.noColleagues}</Notice>
      ) : (
        <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
          <FormColumn>
            <input type="hidden" name="intent" value="name" />
            <ErrorSummary
              form={form}
              labels={{ organisationId: f.organisation, deputyId: f.deputy, startsOn: f.from, endsOn: f.to }}
            />
            {only ? (
              <input type="hidden" name="organisationId" value={only.id} />
            ) : (
              <Select
                field={fields.organisationId}
                label={f.organisation}
                options={usable.map((o) => ({ value: o.id, label: o.name }))}
                required
              />
            )}
            <Select
              field={fields.deputyId}
              label={f.deputy}
              options={usable.map((o) => ({
                label: o.name,
                options: o.colleagues.map((p) => ({ value: p.id, label: p.name })),
              }))}
              required
            />
            <DateInput field={fields.startsOn} label={f.from} required />
            <DateInput field={fields.endsOn} label={f.to} required />
            <Button loading={sending}>{w.deputies.submit}</Button>
          </FormColumn>
        </Form>
      )}
    </Section>
  );
}
