import type { ReactNode } from "react";
import { ChoiceCard, choiceGrid } from "./choice-cards.tsx";
import { choiceId } from "./choice-id.ts";
import { FieldGroup } from "./field.tsx";
import { controlOf, type FieldProps } from "./field-props.ts";
import type { Option } from "./options.ts";

type RadioGroupProps = FieldProps & {
  options: Option[];
  columns?: 1 | 2 | 3;
  /** A mark per value, such as the icon of a severity. */
  icons?: Record<string, ReactNode>;
};

/** One of few, as big cards. */
export function RadioGroup(props: RadioGroupProps) {
  const control = controlOf(props);
  return (
    <FieldGroup control={control} props={props}>
      <div key={control.reactKey} className={choiceGrid(props.columns ?? 1)}>
        {props.options.map((option, index) => (
          <ChoiceCard
            key={option.value}
            type="radio"
            id={choiceId(control.id, index)}
            name={control.name}
            option={option}
            checked={control.value === option.value}
            invalid={control.errors.length > 0}
            icon={props.icons?.[option.value]}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
