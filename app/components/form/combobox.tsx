import { useFetcher } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { Field } from "./field.tsx";
import { controlOf, type FieldProps, inputLook } from "./field-props.ts";

type ComboboxProps = FieldProps & {
  /** Suggestions known when the page is made. */
  options?: string[];
  /** An address that answers `?q=` with `{ options: string[] }`; asked while typing. */
  source?: string;
  placeholder?: string;
  autoComplete?: string;
};

/** Free text with suggestions by the browser's own list; script only brings more of them. */
export function Combobox(props: ComboboxProps) {
  const control = controlOf(props);
  const fetcher = useFetcher<{ options: string[] }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const listId = `${control.id}-list`;
  const options = fetcher.data?.options ?? props.options ?? [];
  return (
    <Field control={control} props={props}>
      <input
        key={control.reactKey}
        id={control.id}
        name={control.name}
        type="text"
        list={listId}
        autoComplete={props.autoComplete ?? "off"}
        placeholder={props.placeholder}
        defaultValue={control.value}
        {...control.aria}
        onInput={(event) => {
          const { source } = props;
          const typed = event.currentTarget.value.trim();
          clearTimeout(timer.current);
          if (!source || !typed) return;
          const join = source.includes("?") ? "&" : "?";
          timer.current = setTimeout(() => fetcher.load(`${source}${join}q=${encodeURIComponent(typed)}`), 180);
        }}
        className={inputLook}
      />
      <datalist id={listId}>
        {options.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
    </Field>
  );
}
