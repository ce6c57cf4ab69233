import { type ComponentPropsWithoutRef, useState } from "react";
import { Counter } from "./counter.tsx";
import { Field } from "./field.tsx";
import { controlOf, type FieldProps, inputLook } from "./field-props.ts";

type TextInputProps = FieldProps & {
  type?: "text" | "email" | "tel" | "url" | "search" | "password";
  /** Shows a counter; the text is never cut. */
  max?: number;
} & Pick<
    ComponentPropsWithoutRef<"input">,
    "autoComplete" | "inputMode" | "placeholder" | "readOnly" | "autoFocus" | "spellCheck" | "enterKeyHint" | "onInput"
  >;

/** One line of text. */
export function TextInput(props: TextInputProps) {
  const {
    type = "text",
    max,
    autoComplete,
    inputMode,
    placeholder,
    readOnly,
    autoFocus,
    spellCheck,
    enterKeyHint,
  } = props;
  const control = controlOf(props);
  const [used, setUsed] = useState<number>();
  return (
    <Field control={control} props={props} after={max && <Counter used={used} max={max} />}>
      <input
        key={control.reactKey}
        id={control.id}
        name={control.name}
        type={type}
        defaultValue={type === "password" ? undefined : control.value}
        {...{ autoComplete, inputMode, placeholder, readOnly, autoFocus, spellCheck, enterKeyHint }}
        {...control.aria}
        onInput={(event) => {
          if (max) setUsed([...event.currentTarget.value].length);
          props.onInput?.(event);
        }}
        className={inputLook}
      />
    </Field>
  );
}
