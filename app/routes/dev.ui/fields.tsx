import { Form } from "@remix-run/react";
import { OctagonAlert, TrafficCone } from "lucide-react";
import { Button } from "#app/components/actions/button.tsx";
import { FormActions } from "#app/components/actions/form-actions.tsx";
import { Checkbox } from "#app/components/form/checkbox.tsx";
import { CheckboxGroup } from "#app/components/form/checkbox-group.tsx";
import { Combobox } from "#app/components/form/combobox.tsx";
import { DateInput } from "#app/components/form/date-input.tsx";
import { ErrorSummary } from "#app/components/form/error-summary.tsx";
import { FileField } from "#app/components/form/file-field.tsx";
import { NumberWithUnit } from "#app/components/form/number-with-unit.tsx";
import { RadioGroup } from "#app/components/form/radio-group.tsx";
import { Select } from "#app/components/form/select.tsx";
import { TextInput } from "#app/components/form/text-input.tsx";
import { Textarea } from "#app/components/form/textarea.tsx";
import { FormColumn } from "#app/components/layout/columns.tsx";
import { FoldedSection } from "#app/components/layout/section.tsx";
import { useLocale, useWords } from "#app/lib/i18n-context.tsx";
import { devUiWords } from "#app/words/dev-ui.ts";
import { errorText } from "#app/words/error-text.ts";
import { type SeverityName, statesWords } from "#app/words/states.ts";

export function Fields() {
  const w = useWords(devUiWords);
  const s = useWords(statesWords);
  const locale = useLocale();
  const severities = Object.entries(s.severity).map(([value, label]) => ({ value: value as SeverityName, label }));
  return (
    <Form method="post">
      <FormColumn>
        <ErrorSummary
          errors={{
            title: [errorText(locale, "too_long|max=60")],
            severity: [errorText(locale, "choose_one")],
            "": [errorText(locale, "conflict")],
          }}
          labels={{ title: w.allProblems, severity: w.severity }}
        />
        <TextInput
          label={w.allProblems}
          hint={w.problemTitleHint}
          name="title"
          defaultValue={w.problemTitle}
          errors={[errorText(locale, "too_long|max=60")]}
          max={60}
          required
        />
        <Textarea
          label={w.phenomenon}
          hint={w.phenomenonHint}
          name="phenomenon"
          defaultValue={w.phenomenonText}
          max={2000}
          required
        />
        <RadioGroup
          label={w.severity}
          hint={w.severityHint}
          name="severity"
          options={severities}
          columns={2}
          required
          errors={[errorText(locale, "choose_one")]}
          icons={{
            LINE_DOWN: <OctagonAlert aria-hidden className="size-4.5 text-urgent" />,
            SAFETY: <TrafficCone aria-hidden className="size-4.5 text-urgent" />,
          }}
        />
        <CheckboxGroup
          label={w.category}
          name="category"
          columns={3}
          options={w.categories.map((label, index) => ({ value: String(index), label }))}
          defaultValue={["2"]}
        />
        <Select
          label={w.equipment}
          name="equipment"
          options={w.equipmentOptions.map((label, index) => ({ value: String(index), label }))}
        />
        <Combobox label={w.enterprise} name="enterprise" options={[w.enterpriseName]} optional />
        <NumberWithUnit label={w.downtime} name="downtime" unit={w.perWeek} defaultValue="3.5" optional />
        <DateInput label={w.since} name="since" defaultValue="2026-11-02" optional />
        <FileField label={w.photos} name="photos" accept="image/*" multiple camera optional />
        <FileField label={w.drawing} name="drawing" accept=".pdf,.dwg" optional />
        <Checkbox label={w.visitors} hint={w.visitorsHint} name="visitors" defaultChecked />
        <FoldedSection title={w.more} hint={w.moreHint} open>
          <TextInput label={w.email} name="email" type="email" autoComplete="email" />
          <TextInput label={w.password} name="password" type="password" autoComplete="new-password" />
        </FoldedSection>
      </FormColumn>
      <FormActions>
        <Button size="large">{w.publish}</Button>
        <Button size="large" variant="secondary" name="intent" value="draft">
          {w.draft}
        </Button>
      </FormActions>
    </Form>
  );
}
