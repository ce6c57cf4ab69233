import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, useLoaderData } from "@remix-run/react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Notice } from "#app/components/feedback/notice.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { useAnsweredForm } from "#app/components/form/use-answered-form.ts";
import { useResult, useSending } from "#app/components/form/use-result.ts";
import { LanguageSwitch } from "#app/components/frame/language-switch.tsx";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { PageHeader } from "#app/components/layout/page-header.tsx";
import { pageTitle } from "#app/components/layout/page-title.ts";
import { Section } from "#app/components/layout/section.tsx";
import { formatDate } from "#app/lib/format.ts";
import { intentOf, readForm, submitForm } from "#app/lib/http/form.server.ts";
import { redirectWithToast } from "#app/lib/http/toast.server.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import { requireActor } from "#app/modules/accounts/current-actor.server.ts";
import { changePreferences, retryOwnAddress } from "#app/modules/notifications/change-preferences.server.ts";
import { MATTER_KINDS } from "#app/modules/notifications/matters.ts";
import { preferencesSchema } from "#app/modules/notifications/preferences.ts";
import { loadChoices } from "#app/modules/notifications/queries-choices.server.ts";
import { commonWords } from "#app/words/common.ts";
import { noticeChoicesWords } from "#app/words/notice-choices.ts";

export const meta = pageTitle(noticeChoicesWords, (w) => w.title);

export const loader = async ({ request }: LoaderFunctionArgs) => loadChoices(await requireActor(request));

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const w = words(noticeChoicesWords, actor.locale);
  const form = await readForm(request);
  const done = (text: string) => redirectWithToast(request, paths.myNotices(), text);
  if (intentOf(form) === "retry") return retryOwnAddress(actor).then(() => done(w.retried));
  return submitForm(request, preferencesSchema, (input) => changePreferences(actor, input).then(() => done(w.saved)), {
    form,
  });
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

export default function Choices() {
  const w = useWords(noticeChoicesWords);
  const c = useWords(commonWords);
  const { values, email, mailSetUp, zones, ownZone } = useLoaderData<typeof loader>();
  const [form, fields] = useAnsweredForm<Record<string, string | string[]>>({ result: useResult(), values });
  const sending = useSending();
  const hours = HOURS.map((hour) => ({ value: String(hour), label: w.hour(hour) }));
  return (
    <>
      <PageHeader title={w.title} lead={w.lead} back={{ to: paths.me(), label: c.me }} />
      <Refused />
      <Form method="post" id={form.id} noValidate>
        <FormColumn>
          <input type="hidden" name="version" value={values.version} />
          <ErrorSummary form={form} labels={{ timeZone: w.timeZone }} />
          <Section title={w.mail} hint={email && mailSetUp ? w.mailHint(email) : undefined}>
            <div className="space-y-5">
              {!mailSetUp ? <Notice>{w.notSetUp}</Notice> : !email && <Notice kind="warning">{w.noAddress}</Notice>}
              {MATTER_KINDS.map((kind) => (
                <Select
                  key={kind}
                  field={fields[`mail-${kind}`]}
                  label={w.kind[kind]}
                  placeholder={false}
                  options={(["soon", "digest", "off"] as const).map((pace) => ({ value: pace, label: w.pace[pace] }))}
                />
              ))}
              <RadioGroup
                field={fields.digest}
                label={w.digestLabel}
                hint={w.digestHint}
                columns={2}
                options={[
                  { value: "daily", label: w.daily },
                  { value: "weekly", label: w.weekly },
                ]}
              />
              <Checkbox field={fields.mailPaused} label={w.paused} hint={w.pausedHint} />
            </div>
          </Section>
          <Section title={w.quiet} hint={w.quietHint}>
            <div className="space-y-5">
              <div className="grid grid-cols-2 gap-4">
                <Select field={fields.quietFrom} label={w.quietFrom} placeholder={false} options={hours} />
                <Select field={fields.quietTo} label={w.quietTo} placeholder={false} options={hours} />
              </div>
              <Select
                field={fields.timeZone}
                label={w.timeZone}
                placeholder={w.ownZone(ownZone)}
                options={zones.map((zone) => ({ value: zone, label: zone }))}
              />
              <Checkbox field={fields.urgentAtNight} label={w.urgentAtNight} hint={w.urgentAtNightHint} />
            </div>
          </Section>
          <Section title={w.call}>
            <CheckboxGroup
              field={fields.call}
              label={w.callLabel}
              hint={w.callHint}
              options={MATTER_KINDS.map((kind) => ({ value: kind, label: w.kind[kind] }))}
            />
          </Section>
        </FormColumn>
        <FormActions>
          <Button size="large" loading={sending}>
            {w.save}
          </Button>
        </FormActions>
      </Form>
      <Section title={w.language} hint={w.languageHint}>
        <div className="max-w-60">
          <LanguageSwitch />
        </div>
      </Section>
    </>
  );
}

/** Mail to the own address came back. */
function Refused() {
  const w = useWords(noticeChoicesWords);
  const { refused } = useLoaderData<typeof loader>();
  if (!refused) return null;
  return (
    <div className="mb-6 max-w-form">
      <Notice
        kind="warning"
        title={w.refusedTitle}
        actions={
          <Form method="post">
            <input type="hidden" name="intent" value="retry" />
            <Button variant="secondary" size="small">
              {w.retry}
            </Button>
          </Form>
        }
      >
        <p className="wrap-anywhere">{w.refused(formatDate(refused.since), refused.reason)}</p>
      </Notice>
    </div>
  );
}
