import { useWords } from "#app/lib/i18n-context.tsx";
import { diagnosisWords } from "#app/words/diagnosis.ts";
import type { LayerName } from "#app/words/states.ts";
import type { FieldLike } from "../form/field-props.ts";
import { Select } from "../form/select.tsx";

/** Who reads what is written here; nothing to choose where the writer reads one layer only. */
export function LayerChoice({ field, layers }: { field: FieldLike; layers: readonly LayerName[] }) {
  const w = useWords(diagnosisWords);
  if (layers.length < 2) return null;
  return (
    <Select
      field={field}
      label={w.layer}
      placeholder={false}
      options={layers.map((value) => ({ value, label: w.layerName[value] }))}
    />
  );
}

type Status = "CONFIRMED" | "REFUTED" | "OPEN";
type CauseChoiceProps = {
  /** The list in the form and the place in it. */
  list: "votes" | "verdicts";
  n: number;
  cause: { id: string; text: string };
  statuses: readonly Status[];
  placeholder: string;
  value?: string;
};

/** What somebody says of one suspected cause. */
export function CauseChoice({ list, n, cause, statuses, placeholder, value }: CauseChoiceProps) {
  const w = useWords(diagnosisWords);
  return (
    <>
      <input type="hidden" name={`${list}[${n}].entryId`} value={cause.id} />
      <Select
        name={`${list}[${n}].status`}
        id={`${list}-${n}`}
        label={cause.text}
        placeholder={placeholder}
        defaultValue={value}
        options={statuses.map((status) => ({ value: status, label: w.vote[status] }))}
      />
    </>
  );
}
