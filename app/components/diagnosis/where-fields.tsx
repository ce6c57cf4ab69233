import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import type { FieldLike } from "../form/field-props.ts";
import { RadioGroup } from "../form/radio-group.tsx";
import { TextInput } from "../form/text-input.tsx";

type WhereFieldsProps = {
  fields: { mode: FieldLike; place: FieldLike; link: FieldLike; minutes: FieldLike };
  visitAllowed: boolean;
};

/** On site or by video, and how to find it. */
export function WhereFields({ fields, visitAllowed }: WhereFieldsProps) {
  const w = useWords(diagnosisWords);
  return (
    <>
      <RadioGroup
        field={fields.mode}
        label={w.how}
        hint={visitAllowed ? undefined : w.noVisit}
        columns={2}
        options={[
          { value: "ON_SITE", label: w.mode.ON_SITE, disabled: !visitAllowed },
          { value: "VIDEO", label: w.mode.VIDEO },
        ]}
      />
      <TextInput field={fields.place} label={w.place} hint={w.placeHint} optional />
      <TextInput field={fields.link} label={w.link} hint={w.linkHint} inputMode="url" optional />
      <TextInput field={fields.minutes} label={w.minutes} inputMode="numeric" />
    </>
  );
}
