import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { Chip } from "#app/components/facts/chip.tsx";
import { Organisation } from "#app/components/facts/organisation.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { joinAlliance, leaveAlliance, nameChair, nameLeadUnit } from "#app/modules/alliances/manage-alliance.server.ts";
import { loadAlliance } from "#app/modules/alliances/queries-alliance.server.ts";
import {
  joinAllianceSchema,
  leaveAllianceSchema,
  nameChairSchema,
  nameLeadSchema,
} from "#app/modules/alliances/schema.ts";
import { alliancesWords } from "#app/words/alliances.ts";

export const meta = pageTitle(alliancesWords, (w, data: { name: string }) => w.alliance.titleOf(data.name));

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadAlliance(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const allianceId = uuidParam(params.id);
  const w = words(alliancesWords, actor.locale).alliance;
  const form = await readForm(request);
  const done = (text: string) => redirectWithToast(request, paths.allianceMembers(allianceId), text);
  switch (intentOf(form)) {
    case "leave":
      return submitForm(
        request,
        leaveAllianceSchema,
        async (input) => leaveAlliance(actor, { allianceId, ...input }).then(() => done(w.removed)),
        { form },
      );
    case "chair":
      return submitForm(
        request,
        nameChairSchema,
        async (input) => nameChair(actor, { allianceId, ...input }).then(() => done(w.chairNamed)),
        { form },
      );
    case "lead":
      return submitForm(
        request,
        nameLeadSchema,
        async (input) => nameLeadUnit(actor, { allianceId, ...input }).then(() => done(w.leadNamed)),
        { form },
      );
    default:
      return submitForm(
        request,
        joinAllianceSchema,
        async (input) => joinAlliance(actor, { allianceId, ...input }).then(() => done(w.added)),
        { form },
      );
  }
}

export default function AllianceMembers() {
  const w = useWords(alliancesWords);
  const alliance = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult("leave") });
  return (
    <>
      <PageHeader
        title={w.alliance.titleOf(alliance.name)}
        back={{ to: paths.organisation(alliance.id), label: alliance.name }}
      />
      <ErrorSummary form={form} />
      {alliance.manages && <Manage />}
      <Section title={w.alliance.current}>
        {alliance.current.length === 0 ? (
          <EmptyState title={w.alliance.none} />
        ) : (
          <MemberList rows={alliance.current} />
        )}
      </Section>
      <Section title={w.alliance.chairs}>
        {alliance.chairs.length === 0 && <p className="text-muted">{w.alliance.noChair}</p>}
        <ul className="max-w-form divide-y divide-line">
          {alliance.chairs.map((c) => (
            <li key={c.id} className="flex flex-wrap items-center justify-between gap-x-4 py-2">
              <Organisation name={c.chair.name} to={paths.organisation(c.chair.id)} />
              <span className="text-sm text-muted tabular-nums">
                {c.endsOn
                  ? w.alliance.period(formatDate(c.startsOn, "UTC"), formatDate(c.endsOn, "UTC"))
                  : w.alliance.sinceDay(formatDate(c.startsOn, "UTC"))}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      {alliance.past.length > 0 && (
        <Section title={w.alliance.past}>
          <MemberList rows={alliance.past} />
        </Section>
      )}
    </>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["current"][number];

function MemberList({ rows }: { rows: Row[] }) {
  const w = useWords(alliancesWords);
  const { leadUnitId, chairId, manages } = useLoaderData<typeof loader>();
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map(({ id, member, joinedAt, leftAt }) => (
        <li key={id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
          <div className="min-w-3/5 flex-1">
            <p className="flex flex-wrap items-center gap-2">
              <Organisation name={member.name} to={leftAt ? undefined : paths.organisation(member.id)} />
              {!leftAt && member.id === leadUnitId && <Chip tone="moving">{w.alliance.lead}</Chip>}
              {!leftAt && member.id === chairId && <Chip tone="done">{w.alliance.chair}</Chip>}
            </p>
            <p className="text-sm text-muted">
              {[
                w.kinds[member.kind],
                member.enterprise && w.industries[member.enterprise.industry],
                member.studio && w.levels[member.studio.level],
                member.studio && member.parent?.name,
              ]
                .filter(Boolean)
                .join(" · ")}
              {" · "}
              <span className="tabular-nums">
                {leftAt
                  ? w.alliance.period(formatDate(joinedAt), formatDate(leftAt))
                  : w.alliance.sinceDay(formatDate(joinedAt))}
              </span>
            </p>
          </div>
          {manages && !leftAt && (
            <Form method="post">
              <input type="hidden" name="intent" value="leave" />
              <input type="hidden" name="allianceMemberId" value={id} />
              <ConfirmButton
                label={w.alliance.remove}
                question={w.alliance.removeSure(member.name)}
                variant="quiet"
                size="small"
              >
                <TextInput name="reason" id={`reason-${id}`} label={w.fields.reason} optional />
              </ConfirmButton>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

function Manage() {
  const w = useWords(alliancesWords);
  const { candidates, current } = useLoaderData<typeof loader>();
  const group = (kind: "ENTERPRISE" | "STUDIO") => ({
    label: w.kinds[kind],
    options: candidates.filter((c) => c.kind === kind).map((c) => ({ value: c.id, label: c.name })),
  });
  const members = current.map(({ member }) => ({ value: member.id, label: member.name }));
  return (
    <div className="mb-8">
      {candidates.length > 0 && (
        <IntentForm intent="join" title={w.alliance.add} submit={w.alliance.addSubmit}>
          {(fields) => (
            <>
              <Select
                field={fields.memberId}
                label={w.fields.member}
                options={[group("ENTERPRISE"), group("STUDIO")]}
                required
              />
              <DateInput field={fields.joinedOn} label={w.fields.joinedOn} required />
            </>
          )}
        </IntentForm>
      )}
      <IntentForm intent="chair" title={w.alliance.nameChair} submit={w.alliance.chairSubmit}>
        {(fields) => (
          <>
            <Select field={fields.chairId} label={w.fields.chair} options={members} required />
            <DateInput field={fields.startsOn} label={w.fields.startsOn} required />
          </>
        )}
      </IntentForm>
      <IntentForm intent="lead" title={w.alliance.nameLead} submit={w.alliance.leadSubmit}>
        {(fields) => <Select field={fields.leadUnitId} label={w.fields.leadUnit} options={members} required />}
      </IntentForm>
    </div>
  );
}

type Fields = ReturnType<typeof useForm<Record<string, string>>>[1];

function IntentForm({
  intent,
  title,
  submit,
  children,
}: {
  intent: string;
  title: string;
  submit: string;
  children: (fields: Fields) => ReactNode;
}) {
  const w = useWords(alliancesWords);
  const result = useResult(intent);
  const [form, fields] = useForm<Record<string, string>>({ id: intent, lastResult: result });
  const sending = useSending(intent);
  const f = w.fields;
  return (
    <FoldedSection title={title} open={result !== undefined}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <input type="hidden" name="intent" value={intent} />
          <ErrorSummary
            form={form}
            labels={{
              memberId: f.member,
              joinedOn: f.joinedOn,
              chairId: f.chair,
              startsOn: f.startsOn,
              leadUnitId: f.leadUnit,
            }}
          />
          {children(fields)}
          <Button loading={sending}>{submit}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}
