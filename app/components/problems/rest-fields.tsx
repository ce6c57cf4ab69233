import type { SubmissionResult } from "@conform-to/react";
import { useEffect } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { MAX_LENGTH } from "#app/modules/problems/rules.ts";
import { problemFormRestWords } from "#app/words/problem-form-rest.ts";
import { Checkbox } from "../form/checkbox.tsx";
import { DateInput } from "../form/date-input.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { NumberWithUnit } from "../form/number-with-unit.tsx";
import { Select } from "../form/select.tsx";
import { Textarea } from "../form/textarea.tsx";
import { TextInput } from "../form/text-input.tsx";
import { useAnsweredForm } from "../form/use-answered-form.ts";
import { FoldedSection } from "../layout/section.tsx";
import { type FormField, REST_FIELDS, REST_SECTIONS } from "./form-fields.ts";
import { useFieldTexts } from "./use-field-texts.ts";

export type RestFieldsProps = {
  formId: string;
  values: Record<string, string>;
  result?: SubmissionResult;
  /** Told once, when the fields answer to script. */
  onReady?: () => void;
};

/** Chosen for everybody; says nothing about what somebody filled in. */
const PRESET = ["category", "ipOwner", "secrecyLevel", "title"];

/** Everything but the first three things, folded: nothing of it is needed to submit. */
export function RestFields({ formId, values, result, onReady }: RestFieldsProps) {
  const w = useWords(problemFormRestWords);
  const [, fields] = useAnsweredForm<Record<string, string>>({ id: formId, result, values });
  useEffect(() => onReady?.(), [onReady]);
  const opens = ({ name }: FormField) =>
    (fields[name]?.errors?.length ?? 0) > 0 || (Boolean(values.version && values[name]) && !PRESET.includes(name));
  return (
    <div>
      {REST_SECTIONS.map((section) => (
        <FoldedSection
          key={section}
          title={w.sections[section]}
          hint={w.sectionHints[section]}
          open={REST_FIELDS[section].some(opens)}
        >
          {REST_FIELDS[section].map((field) => (
            <ProblemField key={field.name} field={field} answered={fields[field.name]} />
          ))}
        </FoldedSection>
      ))}
    </div>
  );
}

type ProblemFieldProps = {
  field: FormField;
  answered?: FieldLike /** When it is called otherwise here. */;
  label?: string;
};

/** One field of a problem by its definition. */
export function ProblemField({ field, answered, label: called }: ProblemFieldProps) {
  const { label, hint, unit, option } = useFieldTexts();
  const { name, kind, options = [] } = field;
  const common = { field: answered, label: called ?? label(name), hint: hint(name) };
  const max = (MAX_LENGTH as Record<string, number>)[name];
  switch (kind) {
    case "text":
      return <Textarea {...common} max={max} rows={field.lines} />;
    case "number":
      return <NumberWithUnit {...common} unit={unit(name)} />;
    case "date":
      return <DateInput {...common} />;
    case "tick":
      return <Checkbox {...common} />;
    case "choice":
      return (
        <Select
          {...common}
          options={options.map((value) => ({ value, label: option(name, value) }))}
          placeholder={false}
        />
      );
    case "line":
      return <TextInput {...common} autoComplete="off" spellCheck={name === "title"} />;
  }
}
