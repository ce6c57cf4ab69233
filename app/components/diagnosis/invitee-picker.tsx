import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import { Search } from "lucide-react";
import { Button } from "../actions/button.tsx";
import { CheckboxGroup } from "../form/checkbox-group.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { TextInput } from "../form/text-input.tsx";
import type { InviteeData } from "./room-data.ts";

const valueOf = (one: InviteeData): string => `${one.personId}@${one.organisationId}`;

type InviteePickerProps = {
  field: FieldLike;
  /** What is looked for, as typed; another button of the same form, so that nothing typed beside it is lost. */
  search: FieldLike;
  /** Null: not looked for yet. */
  people: InviteeData[] | null;
  finding: boolean;
  required?: boolean;
};

/** People to invite, found by name or studio; those ticked stay ticked while others are looked for. */
export function InviteePicker({ field, search, people, finding, required }: InviteePickerProps) {
  const w = useWords(diagnosisWords);
  return (
    <div className="space-y-4">
      <div className="flex items-end gap-2">
        <div className="min-w-0 grow">
          <TextInput field={search} label={w.findPeople} enterKeyHint="search" autoComplete="off" />
        </div>
        <Button variant="secondary" icon={Search} name="find" value="people" formNoValidate loading={finding}>
          {w.find}
        </Button>
      </div>
      {people?.length === 0 && <p className="text-muted">{w.noPeople}</p>}
      {people !== null && people.length > 0 && (
        <CheckboxGroup
          field={field}
          label={w.invite}
          hint={w.inviteHint}
          columns={2}
          required={required}
          options={people.map((one) => ({ value: valueOf(one), label: one.name, hint: one.from }))}
        />
      )}
    </div>
  );
}
