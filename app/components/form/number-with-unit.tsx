import { Field } from "./field.tsx";
import { controlOf, type FieldProps, inputLook } from "./field-props.ts";

type NumberWithUnitProps = FieldProps & {
  /** The unit beside the box; always given. */
  unit: string;
  /** Whole numbers only: a keypad without a point. */
  whole?: boolean;
  placeholder?: string;
};

/** A number and its unit. A text box with a number pad: wheels and commas can't change what was meant. */
export function NumberWithUnit(props: NumberWithUnitProps) {
  const control = controlOf(props);
  const unitId = `${control.id}-unit`;
  return (
    <Field control={control} props={props}>
      <div className="flex max-w-72 items-center gap-2.5">
        <input
          key={control.reactKey}
          id={control.id}
          name={control.name}
          type="text"
          inputMode={props.whole ? "numeric" : "decimal"}
          autoComplete="off"
          placeholder={props.placeholder}
          defaultValue={control.value}
          {...control.aria}
          aria-describedby={[control.aria["aria-describedby"], unitId].filter(Boolean).join(" ")}
          className={`${inputLook} tabular-nums`}
        />
        <span id={unitId} className="shrink-0 text-muted">
          {props.unit}
        </span>
      </div>
    </Field>
  );
}
