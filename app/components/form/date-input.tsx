import { Field } from "./field.tsx";
import { controlOf, type FieldProps, inputLook } from "./field-props.ts";

type DateInputProps = FieldProps & {
  withTime?: boolean;
  /** Bounds as YYYY-MM-DD; the picker greys out the rest, the server decides. */
  min?: string;
  max?: string;
};

/** A day (posted as YYYY-MM-DD), or with `withTime` a day and time, by the system's own picker. */
export function DateInput(props: DateInputProps) {
  const control = controlOf(props);
  return (
    <Field control={control} props={props}>
      <input
        key={control.reactKey}
        id={control.id}
        name={control.name}
        type={props.withTime ? "datetime-local" : "date"}
        min={props.min}
        max={props.max}
        defaultValue={control.value?.slice(0, props.withTime ? 16 : 10)}
        {...control.aria}
        className={`${inputLook} max-w-72 tabular-nums`}
      />
    </Field>
  );
}
