import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { CheckboxGroup } from "../form/checkbox-group.tsx";
import type { FieldLike } from "../form/field-props.ts";
import type { InviteeData } from "./room-data.ts";

const valueOf = (one: InviteeData): string => `${one.personId}@${one.organisationId}`;

type InviteePickerProps = { field: FieldLike; people: InviteeData[]; required?: boolean };

/** People to invite; those ticked before stay ticked after an answer. */
export function InviteePicker({ field, people, required }: InviteePickerProps) {
  const w = useWords(diagnosisWords);
  if (people.length === 0) return <p className="text-muted">{w.noPeople}</p>;
  return (
    <CheckboxGroup
      field={field}
      label={w.invite}
      hint={w.inviteHint}
      columns={2}
      required={required}
      options={people.map((one) => ({ value: valueOf(one), label: one.name, hint: one.from }))}
    />
  );
}
