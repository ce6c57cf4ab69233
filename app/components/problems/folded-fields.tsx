import { useWords } from "#app/lib/i18n-context.tsx";
import { CATEGORIES, MAX_LENGTH } from "#app/modules/problems/rules.ts";
import { problemFactsWords } from "#app/words/problem-facts.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { DateInput } from "../form/date-input.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { NumberWithUnit } from "../form/number-with-unit.tsx";
import { Select } from "../form/select.tsx";
import { Textarea } from "../form/textarea.tsx";
import { TextInput } from "../form/text-input.tsx";

type FieldsProps = { fields: Record<string, FieldLike | undefined> };

export function EquipmentFields({ fields }: FieldsProps) {
  const w = useWords(problemFormWords);
  const f = useWords(problemFactsWords);
  return (
    <>
      <Select
        field={fields.category}
        label={w.category}
        options={CATEGORIES.map((one) => ({ value: one, label: f.categories[one] }))}
        placeholder={false}
      />
      <TextInput field={fields.equipmentMaker} label={f.field.equipmentMaker} />
      <TextInput field={fields.assetNumber} label={f.field.assetNumber} hint={w.assetHint} autoComplete="off" />
      <TextInput field={fields.line} label={f.field.line} />
      <TextInput field={fields.processStep} label={f.field.processStep} />
      <TextInput field={fields.alarmCode} label={f.field.alarmCode} spellCheck={false} />
    </>
  );
}

export function ImpactFields({ fields }: FieldsProps) {
  const w = useWords(problemFormWords);
  const f = useWords(problemFactsWords);
  return (
    <>
      <TextInput field={fields.since} label={f.field.since} />
      <TextInput field={fields.frequency} label={f.field.frequency} />
      <NumberWithUnit field={fields.downtimeHours} label={f.field.downtimeHours} unit={f.hoursPerWeek} />
      <NumberWithUnit field={fields.scrapPercent} label={f.field.scrapPercent} unit={f.percent} />
      <NumberWithUnit field={fields.impactYuan} label={f.field.impactFen} hint={w.lossHint} unit={f.yuanPerDay} />
    </>
  );
}

export function TriedFields({ fields }: FieldsProps) {
  const w = useWords(problemFormWords);
  const f = useWords(problemFactsWords);
  return (
    <>
      <Textarea field={fields.tried} label={f.field.tried} hint={w.triedHint} max={MAX_LENGTH.tried} />
      <Textarea field={fields.target} label={f.field.target} hint={w.targetHint} rows={2} max={MAX_LENGTH.target} />
      <TextInput field={fields.measuredBy} label={f.field.measuredBy} />
      <DateInput field={fields.wantedBy} label={f.field.wantedBy} />
    </>
  );
}
