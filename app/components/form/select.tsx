import { ChevronDown } from "lucide-react";
import type { ChangeEventHandler } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { Field } from "./field.tsx";
import { controlOf, type FieldProps, inputLook } from "./field-props.ts";
import type { Option, OptionGroup } from "./options.ts";

type SelectProps = FieldProps & {
  options: (Option | OptionGroup)[];
  /** The empty first line; `false` leaves it out. */
  placeholder?: string | false;
  onChange?: ChangeEventHandler<HTMLSelectElement>;
};

const item = (option: Option) => (
  <option key={option.value} value={option.value} disabled={option.disabled}>
    {option.label}
  </option>
);

/** One of many, by the system's own list: quick on phones, known to everybody. */
export function Select(props: SelectProps) {
  const { options, placeholder, onChange } = props;
  const w = useWords(commonWords);
  const control = controlOf(props);
  return (
    <Field control={control} props={props}>
      <div className="relative">
        <select
          key={control.reactKey}
          id={control.id}
          name={control.name}
          defaultValue={control.value ?? ""}
          onChange={onChange}
          {...control.aria}
          className={`${inputLook} appearance-none truncate pr-10`}
        >
          {placeholder !== false && <option value="">{placeholder ?? w.choose}</option>}
          {options.map((entry) =>
            "options" in entry ? (
              <optgroup key={entry.label} label={entry.label}>
                {entry.options.map(item)}
              </optgroup>
            ) : (
              item(entry)
            ),
          )}
        </select>
        <ChevronDown
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-muted"
        />
      </div>
    </Field>
  );
}
