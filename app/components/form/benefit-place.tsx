import type { FieldMetadata } from "@conform-to/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { BENEFIT_MEASURES } from "#app/modules/achievements/benefit/rules.ts";
import { benefitWords } from "#app/words/benefit.ts";
import { DateInput } from "./date-input.tsx";
import { Select } from "./select.tsx";
import { TextInput } from "./text-input.tsx";

type Fields = Partial<
  Record<"measure" | "measureText" | "assetId" | "place" | "fromOn" | "toOn", FieldMetadata<string>>
>;

type BenefitPlaceProps = {
  fields: Fields;
  machines: readonly { id: string; number: string; name: string; line: string }[];
};

/** By what measure, at which machine or line, and when: what makes a saving the same saving. */
export function BenefitPlace({ fields, machines }: BenefitPlaceProps) {
  const w = useWords(benefitWords);
  const e = w.enter;
  return (
    <>
      <Select
        field={fields.measure}
        label={w.measureLabel}
        options={BENEFIT_MEASURES.map((value) => ({ value, label: w.measure[value] }))}
        required
      />
      <TextInput field={fields.measureText} label={e.measureText} hint={e.measureTextHint} />
      <Select
        field={fields.assetId}
        label={e.asset}
        placeholder={e.assetNone}
        options={machines.map((one) => ({
          value: one.id,
          label: [one.number, one.name, one.line].filter(Boolean).join(" · "),
        }))}
      />
      <TextInput field={fields.place} label={e.place} hint={e.placeHint} />
      <DateInput field={fields.fromOn} label={e.fromOn} required />
      <DateInput field={fields.toOn} label={e.toOn} hint={e.toOnHint} required />
    </>
  );
}
