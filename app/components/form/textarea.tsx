import { type FormEventHandler, useState } from "react";
import { Counter } from "./counter.tsx";
import { Field } from "./field.tsx";
import { controlOf, type FieldProps, textareaLook } from "./field-props.ts";

type TextareaProps = FieldProps & {
  rows?: number;
  max?: number;
  placeholder?: string;
  onInput?: FormEventHandler<HTMLTextAreaElement>;
};

/** Several lines; grows with what is typed where the browser can. */
export function Textarea(props: TextareaProps) {
  const { rows = 3, max, placeholder } = props;
  const control = controlOf(props);
  const [used, setUsed] = useState<number>();
  return (
    <Field control={control} props={props} after={max && <Counter used={used} max={max} />}>
      <textarea
        key={control.reactKey}
        id={control.id}
        name={control.name}
        rows={rows}
        placeholder={placeholder}
        defaultValue={control.value}
        {...control.aria}
        onInput={(event) => {
          if (max) setUsed([...event.currentTarget.value].length);
          props.onInput?.(event);
        }}
        className={`${textareaLook} field-sizing-content min-h-24 resize-y`}
      />
    </Field>
  );
}
