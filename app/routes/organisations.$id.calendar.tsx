import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/feedback/notice.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { SettingsForm } from "#app/components/form/settings-form.tsx";
import { useResult } from "#app/components/form/use-result.ts";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { readForm, submitForm } from "#app/lib/http/form.server.ts";
import { uuidParam } from "#app/lib/http/params.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changeWorkCalendar } from "#app/modules/alliances/change-work-calendar.server.ts";
import { loadWorkCalendar } from "#app/modules/alliances/queries-work-calendar.server.ts";
import { WEEKDAYS, workCalendarSchema } from "#app/modules/alliances/work-calendar.ts";
import { workCalendarWords } from "#app/words/work-calendar.ts";

export const meta = pageTitle(workCalendarWords, (w, data: { name: string }) => w.title(data.name));

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadWorkCalendar(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const organisationId = uuidParam(params.id);
  return submitForm(
    request,
    workCalendarSchema,
    async (input) => {
      await changeWorkCalendar(actor, { organisationId, ...input });
      const w = words(workCalendarWords, actor.locale);
      return redirectWithToast(request, paths.organisation(organisationId), w.saved);
    },
    { form: await readForm(request) },
  );
}

export default function WorkCalendar() {
  const w = useWords(workCalendarWords);
  const { id, name, from, values } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult(), defaultValue: values });
  const labels = { ...w.day, daysOff: w.daysOff, daysWorked: w.daysWorked };
  return (
    <SettingsForm
      title={w.title(name)}
      lead={w.lead}
      of={{ to: paths.organisation(id), label: name }}
      form={form}
      labels={labels}
      version={values.version}
      save={w.save}
    >
      {from && <Notice>{from.name ? w.inherited(from.name) : w.standard}</Notice>}
      <Section title={w.week} hint={w.shiftsHint}>
        <div className="grid gap-4 sm:grid-cols-2">
          {WEEKDAYS.map(([day]) => (
            <TextInput key={day} field={fields[day]} label={w.day[day]} />
          ))}
        </div>
      </Section>
      <Section title={w.special}>
        <div className="space-y-5">
          <Checkbox field={fields.publicHolidays} label={w.publicHolidays} hint={w.publicHolidaysHint} />
          <Textarea field={fields.daysOff} label={w.daysOff} hint={w.daysOffHint} rows={3} />
          <Textarea field={fields.daysWorked} label={w.daysWorked} hint={w.daysWorkedHint} rows={3} />
        </div>
      </Section>
    </SettingsForm>
  );
}
