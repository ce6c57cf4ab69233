import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Check, Printer, QrCode } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { ConfirmButton } from "#app/components/actions/confirm-button.tsx";
import { LinkButton } from "#app/components/actions/link-button.tsx";
import { ActivityHeader } from "#app/components/activities/activity-header.tsx";
import { Person } from "#app/components/facts/person.tsx";
import { DayTime } from "#app/components/facts/time.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { DomainError } from "#app/lib/errors.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidField, uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { countListeners, enterInvited, enterPeople, removeAttendance } from "#app/modules/activities/attend.server.ts";
import { loadAttendance } from "#app/modules/activities/queries-work.server.ts";
import { listenersSchema, peopleSchema } from "#app/modules/activities/schema.ts";
import { activitiesWords } from "#app/words/activities.ts";
import { activityWorkWords } from "#app/words/activity-work.ts";

export const meta = pageTitle(activityWorkWords, (w) => w.gate.title);

export const loader = async ({ request, params }: LoaderFunctionArgs) =>
  loadAttendance(await requireActor(request), uuidParam(params.id));

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const id = uuidParam(params.id);
  const form = await readForm(request);
  const w = words(activityWorkWords, actor.locale).gate;
  const done = (said: string) => redirectWithToast(request, paths.activityAction(id, "attendance"), said);
  switch (intentOf(form)) {
    case "people":
      return submitForm(
        request,
        peopleSchema,
        async ({ people }) => {
          const { added, there } = await enterPeople(actor, id, people);
          return done(w.entered(added, there));
        },
        { form },
      );
    case "listeners":
      return submitForm(
        request,
        listenersSchema,
        ({ version, listeners }) => countListeners(actor, id, version, listeners).then(() => done(w.savedListeners)),
        { form },
      );
    case "here":
      await enterInvited(actor, id, uuidField(form.get("personId")));
      return done(w.entered(1, 0));
    case "remove":
      await removeAttendance(actor, id, uuidField(form.get("attendanceId")));
      return done(w.removed);
    default:
      throw new DomainError("bad_request");
  }
}

export default function Attendance() {
  const w = useWords(activityWorkWords).gate;
  const a = useWords(activitiesWords);
  const page = useLoaderData<typeof loader>();
  return (
    <>
      <ActivityHeader
        activity={page}
        title={w.title}
        lead={
          <span className="tabular-nums">
            {a.named(page.named)}
            {page.listeners > 0 && ` · ${a.listeners(page.listeners)}`}
          </span>
        }
        actions={
          page.record && (
            <>
              {page.open && (
                <LinkButton to={paths.activityAction(page.id, "code")} variant="primary" icon={QrCode}>
                  {a.do.code}
                </LinkButton>
              )}
              <LinkButton to={paths.activityAction(page.id, "sheet")} icon={Printer}>
                {a.do.sheet}
              </LinkButton>
            </>
          )
        }
      />
      {page.record && page.missing.length > 0 && <Missing />}
      <Section title={w.list}>
        <Signed />
      </Section>
      {page.record && (
        <>
          <Behalf />
          <Listeners />
        </>
      )}
    </>
  );
}

/** Invited people who are not on the list: one tap each. */
function Missing() {
  const w = useWords(activityWorkWords).gate;
  const { missing } = useLoaderData<typeof loader>();
  return (
    <Section title={w.missing}>
      <ul className="divide-y divide-line border-y border-line">
        {missing.map((one) => (
          <li key={one.personId} className="flex items-center justify-between gap-4 py-2">
            <Person name={one.name} />
            <Form method="post" preventScrollReset>
              <input type="hidden" name="personId" value={one.personId} />
              <Button variant="secondary" icon={Check} name="intent" value="here">
                {w.here}
                <span className="sr-only">{one.name}</span>
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Signed() {
  const w = useWords(activityWorkWords).gate;
  const a = useWords(activitiesWords);
  const { rows, named, record, timeZone } = useLoaderData<typeof loader>();
  if (named === 0) return <p className="text-muted">{w.nobody}</p>;
  return (
    <>
      {rows.length < named && <p className="mb-2 text-sm text-muted">{a.lists.some}</p>}
      <ul className="divide-y divide-line">
        {rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 py-2.5">
            <div className="min-w-0">
              <Person name={row.name} from={row.unit} />
              <p className="text-sm text-muted">
                {a.via[row.via]} · <DayTime at={row.at} timeZone={timeZone} />
              </p>
            </div>
            {record && (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="intent" value="remove" />
                <input type="hidden" name="attendanceId" value={row.id} />
                <ConfirmButton label={w.remove} question={w.removeSure(row.name)} variant="quiet" size="small" />
              </Form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Behalf() {
  const w = useWords(activityWorkWords).gate;
  const [form, fields] = useForm<Record<string, string>>({ id: "behalf", lastResult: useResult("people") });
  return (
    <Section title={w.behalf} hint={w.behalfHint}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-4">
        <ErrorSummary form={form} labels={{ people: w.people }} />
        <input type="hidden" name="intent" value="people" />
        <Textarea field={fields.people} label={w.people} rows={4} required />
        <Button loading={useSending("people")}>{w.enter}</Button>
      </Form>
    </Section>
  );
}

function Listeners() {
  const w = useWords(activityWorkWords).gate;
  const { listeners, version } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({
    id: "listeners",
    lastResult: useResult("listeners"),
    defaultValue: { listeners: String(listeners) },
  });
  return (
    <Section title={w.listeners} hint={w.listenersHint}>
      <Form method="post" id={form.id} onSubmit={form.onSubmit} noValidate className="max-w-form space-y-4">
        <ErrorSummary form={form} labels={{ listeners: w.listeners }} />
        <input type="hidden" name="intent" value="listeners" />
        <input type="hidden" name="version" value={version} />
        <TextInput field={fields.listeners} label={w.listeners} inputMode="numeric" required />
        <Button variant="secondary" loading={useSending("listeners")}>
          {w.saveListeners}
        </Button>
      </Form>
    </Section>
  );
}
