import { choiceId } from "./choice-id.ts";
import { FieldGroup } from "./field.tsx";
import { controlOf, type FieldProps } from "./field-props.ts";
import type { Option } from "./options.ts";

/** One of few in a word or two each, side by side: one tap with a glove. */
export function ChoiceChips(props: FieldProps & { options: Option[] }) {
  const control = controlOf(props);
  return (
    <FieldGroup control={control} props={props}>
      <div key={control.reactKey} className="flex flex-wrap gap-2">
        {props.options.map((option, index) => (
          <label
            key={option.value}
            className="flex min-h-12 cursor-pointer items-center gap-2 rounded-md border border-line-strong/60 bg-surface px-3.5 py-2 font-medium transition-colors hover:bg-hover has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              id={choiceId(control.id, index)}
              name={control.name}
              value={option.value}
              defaultChecked={control.value === option.value}
              className="size-5 shrink-0 accent-(--primary-fill) outline-none"
            />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
