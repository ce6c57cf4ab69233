import type { ReactNode } from "react";
import type { Icon } from "../icon.ts";
import { Button } from "./button.tsx";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";

type ConfirmButtonProps = {
  /** What the first press says; opens the question. */
  label: string;
  /** The question and what will follow. */
  question: ReactNode;
  /** The button that does it; defaults to `label`. */
  confirmLabel?: string;
  name?: string;
  value?: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: Icon;
  loading?: boolean;
  /** Further fields, such as a reason. */
  children?: ReactNode;
};

/** A submit button that asks first. Stands inside a form; needs no script. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { label, question, confirmLabel = label, name, value, variant = "secondary", size, loading, children } = props;
  const IconMark = props.icon;
  return (
    <details className="group/confirm">
      <summary className={buttonLook(variant, size)}>
        {IconMark && <IconMark aria-hidden className="size-[1.2em] shrink-0" />}
        {label}
      </summary>
      <div className="mt-2 max-w-form space-y-3 rounded-md border border-urgent-line bg-urgent-soft p-4">
        {/* Enter in a field of the form presses its first button: this one, which does nothing, not the one that acts. */}
        <button type="submit" disabled hidden aria-hidden="true" />
        <p>{question}</p>
        {children}
        <Button variant="danger" size={size} name={name} value={value} loading={loading}>
          {confirmLabel}
        </Button>
      </div>
    </details>
  );
}
