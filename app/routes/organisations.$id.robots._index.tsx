import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Bot } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { EmptyState } from "#app/components/feedback/empty-state.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { FoldedSection, Section } from "#app/components/layout/section.tsx";
import { DataTable } from "#app/components/lists/data-table.tsx";
import { AddressFields, HearingFields, useRobotLabels } from "#app/components/robots/robot-fields.tsx";
import { RobotState } from "#app/components/robots/robot-state.tsx";
import { submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadRobots } from "#app/modules/notifications/robots/queries.server.ts";
import { ROBOT_KINDS } from "#app/modules/notifications/robots/rules.ts";
import { addRobot } from "#app/modules/notifications/robots/save-robot.server.ts";
import { addRobotSchema } from "#app/modules/notifications/robots/schema.ts";
import { accountsWords } from "#app/words/accounts.ts";
import { failureWords, robotsWords } from "#app/words/robots.ts";

export const meta = pageTitle(robotsWords, (w, data: { name: string }) => w.title(data.name));

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadRobots(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const organisationId = uuidParam(params.id);
  // Asked before the form is read: who may not open the page learns nothing of it.
  await loadRobots(actor, organisationId);
  return submitForm(request, addRobotSchema, async (input) => {
    const id = await addRobot(actor, organisationId, input);
    return redirectWithToast(request, paths.robot(organisationId, id), words(robotsWords, actor.locale).added);
  });
}

export default function Robots() {
  const w = useWords(robotsWords);
  const { id, name, robots, linked } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={w.title(name)}
        lead={
          <>
            <p>{w.lead}</p>
            <p>{w.night}</p>
          </>
        }
        back={{ to: paths.organisation(id), label: name }}
      />
      {!linked && (
        <div className="mb-6">
          <Notice kind="warning">{w.noLinks}</Notice>
        </div>
      )}
      <Section title={w.list}>
        {robots.length === 0 ? (
          <EmptyState icon={Bot} title={w.none}>
            {w.noneHint}
          </EmptyState>
        ) : (
          <List />
        )}
      </Section>
      <div className="mt-8">
        <Add key={robots.length} />
      </div>
    </>
  );
}

function List() {
  const w = useWords(robotsWords);
  const a = useWords(accountsWords);
  const { id, robots } = useLoaderData<typeof loader>();
  return (
    <DataTable
      caption={w.list}
      rows={robots}
      rowKey={(row) => row.id}
      rowLink={(row) => paths.robot(id, row.id)}
      columns={[
        { key: "name", label: w.name, cell: (row) => row.name, narrow: true },
        { key: "state", label: w.state, cell: (row) => <RobotState {...row} />, narrow: true, mark: true },
        { key: "kind", label: w.kind, cell: (row) => w.kinds[row.kind], narrow: true },
        {
          key: "matters",
          label: w.matters,
          cell: (row) => row.matters.map((one) => w.matter[one as keyof typeof w.matter]).join(a.listComma),
        },
        {
          key: "sent",
          label: w.lastSent,
          cell: (row) => (row.lastSentAt ? <TimeAgo at={row.lastSentAt} /> : w.never),
          narrow: true,
        },
        {
          key: "failed",
          label: w.lastFailed,
          cell: (row) => (row.lastFailure ? failureWords(w, row.lastFailure) : ""),
        },
      ]}
    />
  );
}

function Add() {
  const w = useWords(robotsWords);
  const a = useWords(accountsWords);
  const locale = useLocale();
  const { robots, hosts } = useLoaderData<typeof loader>();
  const result = useResult();
  const [form, fields] = useForm<Record<string, string | string[]>>({
    lastResult: result,
    defaultValue: { matters: ["published", "urgent", "solved"], locale },
  });
  const sending = useSending();
  return (
    <FoldedSection title={w.add} hint={w.keyword} open={result !== undefined || robots.length === 0}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
        <FormColumn>
          <ErrorSummary form={form} labels={useRobotLabels()} />
          <TextInput field={fields.name} label={w.name} hint={w.nameHint} required />
          <RadioGroup
            field={fields.kind}
            label={w.kind}
            options={ROBOT_KINDS.map((value) => ({ value, label: w.kinds[value] }))}
            columns={3}
            required
          />
          <AddressFields fields={fields} />
          {hosts.length > 0 && <p className="text-sm text-muted">{w.addressOwn(hosts.join(a.listComma))}</p>}
          <HearingFields fields={fields} />
          <Button loading={sending}>{w.add}</Button>
        </FormColumn>
      </Form>
    </FoldedSection>
  );
}
