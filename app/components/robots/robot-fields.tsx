import { LOCALES } from "#app/lib/i18n.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { MATTERS, type RobotKind } from "#app/modules/notifications/robots/rules.ts";
import { robotsWords } from "#app/words/robots.ts";
import { Checkbox } from "../form/checkbox.tsx";
import { CheckboxGroup } from "../form/checkbox-group.tsx";
import type { FieldLike } from "../form/field-props.ts";
import { RadioGroup } from "../form/radio-group.tsx";
import { TextInput } from "../form/text-input.tsx";

type Fields = Record<string, FieldLike>;

/** What the fields are called, for the summary of errors. */
export function useRobotLabels(): Record<string, string> {
  const w = useWords(robotsWords);
  return { name: w.name, kind: w.kind, address: w.address, secret: w.secret, matters: w.matters, locale: w.locale };
}

/** Where a robot is: asked in full when it is new, kept when left empty later. */
export function AddressFields({ fields, kept, kind }: { fields: Fields; kept?: boolean; kind?: RobotKind }) {
  const w = useWords(robotsWords);
  const at = (name: string) => fields[name] as FieldLike;
  return (
    <>
      <TextInput
        field={at("address")}
        label={w.address}
        hint={kept ? w.addressKeep : w.addressHint}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required={!kept}
        optional={kept}
      />
      {kind !== "WECOM" && (
        <TextInput
          field={at("secret")}
          label={w.secret}
          hint={kept ? w.secretKeep : w.secretHint}
          autoComplete="off"
          spellCheck={false}
          optional
        />
      )}
    </>
  );
}

/** What a robot says, in which language and when. */
export function HearingFields({ fields }: { fields: Fields }) {
  const w = useWords(robotsWords);
  const at = (name: string) => fields[name] as FieldLike;
  return (
    <>
      <CheckboxGroup
        field={at("matters")}
        label={w.matters}
        options={MATTERS.map((value) => ({ value, label: w.matter[value] }))}
        columns={2}
        required
      />
      <RadioGroup
        field={at("locale")}
        label={w.locale}
        options={LOCALES.map((value) => ({ value, label: w.locales[value] }))}
        columns={2}
        required
      />
      <Checkbox field={at("urgentAtNight")} label={w.urgentAtNight} hint={w.urgentAtNightHint} />
    </>
  );
}
