import { FieldErrors } from "./field.tsx";
import { controlOf, type FieldProps } from "./field-props.ts";
import { ChoiceCard } from "./choice-cards.tsx";

type CheckboxProps = FieldProps & { value?: string; defaultChecked?: boolean };

/** One yes or no. Posts "on" when ticked, as Conform expects. */
export function Checkbox(props: CheckboxProps) {
  const { value = "on" } = props;
  const control = controlOf(props);
  const checked = props.field ? control.value === value : (props.defaultChecked ?? false);
  return (
    <div className="space-y-1.5">
      <FieldErrors control={control} />
      <ChoiceCard
        key={control.reactKey}
        type="checkbox"
        id={control.id}
        name={control.name}
        option={{ value, label: props.label, hint: props.hint }}
        checked={checked}
        invalid={control.errors.length > 0}
      />
    </div>
  );
}
