import { useForm } from "@conform-to/react";
import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Notice } from "#app/components/feedback/notice.tsx";
import type { FieldLike } from "#app/components/form/field-props.ts";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
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
import { changeLimits } from "#app/modules/problems/change-limits.server.ts";
import {
  daysField,
  ESCALATIONS,
  hoursAreFixed,
  hoursField,
  LIMITED_STATES,
  type LimitedState,
  type LimitName,
  limitsSchema,
} from "#app/modules/problems/limits.ts";
import { loadLimits } from "#app/modules/problems/queries-limits.server.ts";
import { limitsWords } from "#app/words/limits.ts";

export const meta = pageTitle(limitsWords, (w, data: { name: string }) => w.title(data.name));

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadLimits(await requireActor(request), uuidParam(params.id));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const allianceId = uuidParam(params.id);
  return submitForm(
    request,
    limitsSchema,
    async (input) => {
      await changeLimits(actor, { allianceId, ...input });
      return redirectWithToast(request, paths.organisation(allianceId), words(limitsWords, actor.locale).saved);
    },
    { form: await readForm(request) },
  );
}

type Fields = Record<string, FieldLike | undefined>;

export default function Limits() {
  const w = useWords(limitsWords);
  const { id, name, standard, values } = useLoaderData<typeof loader>();
  const [form, fields] = useForm<Record<string, string>>({ lastResult: useResult(), defaultValue: values });
  const called = (one: LimitName): string => ({ ...w.state, ...w.step, WAITING: w.waiting })[one];
  const labels = Object.fromEntries([
    ...[...LIMITED_STATES, ...ESCALATIONS, "WAITING" as const].flatMap((one) => [
      [daysField(one), w.label(called(one), w.days)],
      [hoursField(one), w.label(called(one), w.hours)],
    ]),
    ["remindPercent", w.remindPercent],
    ["graceDays", w.graceDays],
    ["questionDays", w.questionDays],
  ]);
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
      <Notice>
        {standard && <p>{w.standard}</p>}
        <p>{w.keeps}</p>
      </Notice>
      <Section title={w.states} hint={w.oneHour}>
        <Pairs names={LIMITED_STATES} called={called} fields={fields} />
      </Section>
      <Section title={w.reminder}>
        <NumberWithUnit field={fields.remindPercent} label={w.remindPercent} unit={w.percentUnit} whole />
      </Section>
      <Section title={w.escalation} hint={w.escalationHint}>
        <Pairs names={ESCALATIONS} called={called} fields={fields} />
      </Section>
      <Section title={w.otherSide} hint={w.otherSideHint}>
        <Pairs names={["WAITING"]} called={called} fields={fields} />
      </Section>
      <Section title={w.lease}>
        <div className="space-y-5">
          <NumberWithUnit field={fields.graceDays} label={w.graceDays} unit={w.daysUnit} whole />
          <NumberWithUnit field={fields.questionDays} label={w.questionDays} unit={w.daysUnit} whole />
        </div>
      </Section>
    </SettingsForm>
  );
}

type PairsProps = {
  names: readonly LimitName[];
  called: (one: LimitName) => string;
  fields: Fields;
};

/** A limit a line: working days, and beside them hours when urgent. */
function Pairs({ names, called, fields }: PairsProps) {
  const w = useWords(limitsWords);
  return (
    <div className="space-y-5">
      {names.map((one) => (
        <fieldset key={one}>
          <legend className="mb-1.5 font-semibold">{called(one)}</legend>
          <div className="grid gap-4 sm:grid-cols-2">
            <NumberWithUnit field={fields[daysField(one)]} label={w.days} unit={w.daysUnit} whole />
            {!(LIMITED_STATES.some((state) => state === one) && hoursAreFixed(one as LimitedState)) && (
              <NumberWithUnit field={fields[hoursField(one)]} label={w.hours} unit={w.hoursUnit} whole />
            )}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
