import type { ReactNode } from "react";
import { cx } from "../cx.ts";
import type { Option } from "./options.ts";

type ChoiceProps = {
  type: "radio" | "checkbox";
  id: string;
  name: string;
  option: Option;
  checked: boolean;
  invalid?: boolean;
  icon?: ReactNode;
};

/** A radio or checkbox as a card that a glove can hit; the whole card is the label. */
export function ChoiceCard({ type, id, name, option, checked, invalid, icon }: ChoiceProps) {
  return (
    <label
      className={cx(
        "flex min-h-12 items-start gap-3 rounded-md border bg-surface px-3.5 py-2.5 transition-colors",
        "has-checked:border-primary has-checked:bg-primary-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        option.disabled ? "border-line text-muted" : "cursor-pointer hover:bg-hover",
        invalid ? "border-urgent" : "border-line-strong/60",
      )}
    >
      <input
        type={type}
        id={id}
        name={name}
        value={option.value}
        defaultChecked={checked}
        disabled={option.disabled}
        aria-describedby={option.hint ? `${id}-about` : undefined}
        className="mt-[0.2rem] size-5 shrink-0 accent-(--primary-fill) outline-none"
      />
      <span className="min-w-0 grow">
        <span className="flex items-center gap-1.5 font-medium">
          {icon}
          {option.label}
        </span>
        {option.hint && (
          <span id={`${id}-about`} className="block text-sm text-muted">
            {option.hint}
          </span>
        )}
      </span>
    </label>
  );
}

export const choiceGrid = (columns: 1 | 2 | 3): string =>
  cx("grid gap-2", columns === 2 && "sm:grid-cols-2", columns === 3 && "grid-cols-2 sm:grid-cols-3");
