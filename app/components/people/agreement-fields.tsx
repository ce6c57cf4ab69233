import { useWords } from "#app/lib/i18n-context.tsx";
import { MENTOR_MAX } from "#app/modules/mentorships/schema.ts";
import { SKILL_GRADES } from "#app/modules/mentorships/rules.ts";
import { mentorshipsWords } from "#app/words/mentorships.ts";
import { DateInput } from "../form/date-input.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { Select } from "../form/select.tsx";
import { TextInput } from "../form/text-input.tsx";
import { Textarea } from "../form/textarea.tsx";

type Fields = Record<string, FieldLike | undefined>;

/** What a mentorship agreement says, whoever enters or changes it. */
export function AgreementFields({ fields }: { fields: Fields }) {
  const w = useWords(mentorshipsWords);
  const f = w.fields;
  const grades = SKILL_GRADES.map((value) => ({ value, label: w.grade[value] }));
  return (
    <>
      <TextInput field={fields.trade} label={f.trade} required />
      <Select field={fields.gradeBefore} label={f.gradeBefore} options={grades} required />
      <DateInput field={fields.startsOn} label={f.startsOn} required />
      <DateInput field={fields.endsOn} label={f.endsOn} required />
      <Textarea field={fields.goals} label={f.goals} hint={f.goalsHint} rows={5} required />
      <Textarea field={fields.terms} label={f.terms} rows={3} max={MENTOR_MAX.terms} optional />
    </>
  );
}

/** The names of the fields, for the summary of errors. */
export function useAgreementLabels(): Record<string, string> {
  const f = useWords(mentorshipsWords).fields;
  return {
    trade: f.trade,
    gradeBefore: f.gradeBefore,
    startsOn: f.startsOn,
    endsOn: f.endsOn,
    goals: f.goals,
    terms: f.terms,
  };
}
