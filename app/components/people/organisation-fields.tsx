import { useWords } from "#app/lib/i18n-context.tsx";
import { alliancesWords } from "#app/words/alliances.ts";
import { Checkbox } from "../form/checkbox.tsx";
import { Combobox } from "../form/combobox.tsx";
import { DateInput } from "../form/date-input.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { Select } from "../form/select.tsx";
import { TextInput } from "../form/text-input.tsx";
import { Textarea } from "../form/textarea.tsx";

type Fields = Record<string, FieldLike>;
type Kind = keyof (typeof alliancesWords)["zh-CN"]["kinds"];

const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What is asked about an organisation of a kind. `certified` facts are left out for those who may not change them. */
export function OrganisationFields({ kind, fields, certified }: { kind: Kind; fields: Fields; certified: boolean }) {
  const w = useWords(alliancesWords);
  const f = w.fields;
  const at = (name: string) => fields[name] as FieldLike;
  return (
    <>
      {certified && <TextInput field={at("name")} label={f.name} max={80} required />}
      {kind === "ENTERPRISE" && certified && (
        <Select field={at("industry")} label={f.industry} options={options(w.industries)} required />
      )}
      {kind === "STUDIO" && certified && (
        <>
          <Select field={at("level")} label={f.level} options={options(w.levels)} required />
          <DateInput field={at("designatedOn")} label={f.designatedOn} optional />
        </>
      )}
      {kind === "ALLIANCE" && certified && (
        <>
          <Select field={at("allianceKind")} label={f.allianceKind} options={options(w.allianceKinds)} required />
          <DateInput field={at("formedOn")} label={f.formedOn} optional />
        </>
      )}
      <TextInput field={at("shortName")} label={f.shortName} max={30} optional />
      <TextInput field={at("nameEn")} label={f.nameEn} optional />
      <Textarea field={at("about")} label={f.about} max={1000} optional />
      {kind === "ENTERPRISE" && (
        <>
          {certified && <Combobox field={at("groupName")} label={f.group} hint={f.groupHint} optional />}
          <TextInput field={at("address")} label={f.address} optional />
          <Textarea field={at("aliases")} label={f.aliases} hint={f.aliasesHint} rows={2} optional />
          <Checkbox field={at("watermark")} label={f.watermark} hint={f.watermarkHint} />
        </>
      )}
      {kind === "STUDIO" && (
        <>
          <Textarea field={at("specialities")} label={f.specialities} hint={f.specialitiesHint} rows={2} optional />
          <TextInput field={at("premises")} label={f.premises} optional />
        </>
      )}
    </>
  );
}

/** What the fields are called, for the summary of errors. */
export function useOrganisationLabels(): Record<string, string> {
  const { fields: f } = useWords(alliancesWords);
  return { ...f, groupName: f.group, parentId: f.parent };
}
