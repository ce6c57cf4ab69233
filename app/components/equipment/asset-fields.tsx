import type { AssetField } from "#app/modules/equipment/rules.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { equipmentWords } from "#app/words/equipment.ts";
import { Combobox } from "../form/combobox.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { TextInput } from "../form/text-input.tsx";

type AssetFieldsProps = {
  fields: { readonly [name in AssetField]?: FieldLike };
  /** What the register says already, as suggestions. */
  known: { type: string[]; line: string[]; site: string[] };
};

/** The facts of a machine, as a form asks for them. */
export function AssetFields({ fields, known }: AssetFieldsProps) {
  const w = useWords(equipmentWords);
  return (
    <>
      <TextInput field={fields.number} label={w.field.number} hint={w.hint.number} required spellCheck={false} />
      <Combobox field={fields.type} label={w.field.type} hint={w.hint.type} options={known.type} required />
      <TextInput field={fields.name} label={w.field.name} hint={w.hint.name} optional />
      <TextInput field={fields.model} label={w.field.model} optional spellCheck={false} />
      <TextInput field={fields.maker} label={w.field.maker} optional />
      <Combobox field={fields.line} label={w.field.line} options={known.line} optional />
      <Combobox field={fields.site} label={w.field.site} hint={w.hint.site} options={known.site} optional />
    </>
  );
}
