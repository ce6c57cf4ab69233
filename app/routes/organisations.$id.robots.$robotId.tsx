import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Send, Trash2 } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { FactsTable } from "#app/components/facts/facts-table.tsx";
import { TimeAgo } from "#app/components/facts/time.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { AddressFields, HearingFields, useRobotLabels } from "#app/components/robots/robot-fields.tsx";
import { RobotState } from "#app/components/robots/robot-state.tsx";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { loadRobot } from "#app/modules/notifications/robots/queries.server.ts";
import { failureText } from "#app/modules/notifications/robots/rules.ts";
import { changeRobot, removeRobot } from "#app/modules/notifications/robots/save-robot.server.ts";
import { changeRobotSchema, removeRobotSchema } from "#app/modules/notifications/robots/schema.ts";
import { testRobot } from "#app/modules/notifications/robots/test-robot.server.ts";
import { failureWords, robotsWords } from "#app/words/robots.ts";

export const meta = pageTitle(robotsWords, (w, data: { robot: { name: string } }) => w.title(data.robot.name));

const keyOf = (params: LoaderFunctionArgs["params"]) => ({
  organisationId: uuidParam(params.id),
  id: uuidParam(params.robotId),
});

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadRobot(await requireActor(request), keyOf(params));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const key = keyOf(params);
  await loadRobot(actor, key);
  const w = words(robotsWords, actor.locale);
  const form = await readForm(request);
  const here = paths.robot(key.organisationId, key.id);
  switch (intentOf(form)) {
    case "test": {
      const failure = await testRobot(actor, key);
      if (!failure) return redirectWithToast(request, here, w.tested);
      const text = w.testFailed(failureWords(w, failureText(failure)));
      return redirectWithToast(request, here, { kind: "error", text });
    }
    case "remove":
      return submitForm(
        request,
        removeRobotSchema,
        async ({ version }) => {
          await removeRobot(actor, key, version);
          return redirectWithToast(request, paths.robots(key.organisationId), w.removed);
        },
        { form },
      );
    default:
      return submitForm(
        request,
        changeRobotSchema,
        async (input) => {
          await changeRobot(actor, key, input);
          return redirectWithToast(request, here, w.saved);
        },
        { form },
      );
  }
}

export default function Robot() {
  const w = useWords(robotsWords);
  const { organisation, robot } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHeader
        title={robot.name}
        marks={<RobotState {...robot} />}
        lead={organisation.name}
        back={{ to: paths.robots(organisation.id), label: w.link }}
        actions={<SendTest />}
      />
      {robot.enabled && robot.pausedAt && (
        <div className="mb-6">
          <Notice kind="error">{w.pausedWhy(failureWords(w, robot.lastFailure))}</Notice>
        </div>
      )}
      <Facts />
      <Section title={w.change}>
        <Change key={robot.version} />
      </Section>
      <Section title={w.remove}>
        <Remove />
      </Section>
    </>
  );
}

function SendTest() {
  const w = useWords(robotsWords);
  const sending = useSending("test");
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="test" />
      <Button variant="secondary" icon={Send} loading={sending}>
        {w.test}
      </Button>
    </Form>
  );
}

function Facts() {
  const w = useWords(robotsWords);
  const { robot, waiting } = useLoaderData<typeof loader>();
  return (
    <FactsTable
      columns={2}
      facts={[
        { label: w.kind, value: w.kinds[robot.kind] },
        { label: w.addressNow, value: <span className="tabular-nums">{robot.addressShown}</span> },
        robot.kind !== "WECOM" && { label: w.secret, value: robot.signed ? w.signed : w.never },
        { label: w.lastSent, value: robot.lastSentAt ? <TimeAgo at={robot.lastSentAt} /> : w.never },
        robot.lastFailedAt !== null &&
          robot.lastFailure !== "" && {
            label: w.lastFailed,
            wide: true,
            value: (
              <>
                <TimeAgo at={robot.lastFailedAt} /> {failureWords(w, robot.lastFailure)}
              </>
            ),
          },
        { label: w.waiting, value: w.waitingCount(waiting) },
      ]}
    />
  );
}

function Change() {
  const w = useWords(robotsWords);
  const { robot } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string | string[]>>({
    lastResult: useResult("change"),
    defaultValue: {
      name: robot.name,
      matters: robot.matters,
      locale: robot.locale,
      enabled: robot.enabled ? "on" : "",
      urgentAtNight: robot.urgentAtNight ? "on" : "",
    },
  });
  const sending = useSending("change");
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <FormColumn>
        <input type="hidden" name="intent" value="change" />
        <input type="hidden" name="version" value={robot.version} />
        <ErrorSummary form={form} labels={useRobotLabels()} />
        <Checkbox field={fields.enabled} label={w.enabled} hint={w.enabledHint} />
        <TextInput field={fields.name} label={w.name} required />
        <HearingFields fields={fields} />
        <AddressFields fields={fields} kept kind={robot.kind} />
        {robot.signed && <Checkbox field={fields.withoutSecret} label={w.withoutSecret} />}
        <Button loading={sending}>{w.save}</Button>
      </FormColumn>
    </Form>
  );
}

function Remove() {
  const w = useWords(robotsWords);
  const { robot } = useLoaderData<typeof loader>();
  const [form] = useForm({ lastResult: useResult("remove") });
  return (
    <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate>
      <ErrorSummary form={form} labels={{}} />
      <input type="hidden" name="intent" value="remove" />
      <input type="hidden" name="version" value={robot.version} />
      <ConfirmButton label={w.remove} question={w.removeSure(robot.name)} icon={Trash2} />
    </Form>
  );
}
