import { ChoiceCard, choiceGrid } from "./choice-cards.tsx";
import { choiceId } from "./choice-id.ts";
import { FieldGroup } from "./field.tsx";
import { controlOf, type FieldProps } from "./field-props.ts";
import type { Option } from "./options.ts";

type CheckboxGroupProps = FieldProps & { options: Option[]; columns?: 1 | 2 | 3 };

/** Any number of several. Posts the name once per choice. */
export function CheckboxGroup(props: CheckboxGroupProps) {
  const control = controlOf(props);
  return (
    <FieldGroup control={control} props={props}>
      <div key={control.reactKey} className={choiceGrid(props.columns ?? 1)}>
        {props.options.map((option, index) => (
          <ChoiceCard
            key={option.value}
            type="checkbox"
            id={choiceId(control.id, index)}
            name={control.name}
            option={option}
            checked={control.values.includes(option.value)}
            invalid={control.errors.length > 0}
          />
        ))}
      </div>
    </FieldGroup>
  );
}
