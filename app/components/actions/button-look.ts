import { cx } from "../cx.ts";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
/** Heights: small 40 on desks and 48 on phones, medium 48 for gloves, large 56 for the main action of a phone screen. */
export type ButtonSize = "small" | "medium" | "large";

const VARIANT: Record<ButtonVariant, string> = {
  primary: "bg-primary-fill text-on-fill hover:bg-primary-fill-hover border border-transparent",
  secondary: "bg-surface text-ink border border-line-strong/60 hover:bg-hover",
  quiet: "text-primary hover:bg-primary-soft border border-transparent",
  danger: "bg-urgent-fill text-on-fill hover:bg-urgent-fill-hover border border-transparent",
};

const SIZE: Record<ButtonSize, string> = {
  small: "min-h-12 md:min-h-10 px-3.5 text-dense gap-1.5",
  medium: "min-h-12 px-5 text-base gap-2",
  large: "min-h-14 px-6 text-lg gap-2",
};

/** The look shared by buttons, links that act like buttons, and summaries that open a question. */
export function buttonLook(variant: ButtonVariant = "primary", size: ButtonSize = "medium", wide = false): string {
  return cx(
    "inline-flex items-center justify-center rounded-md font-medium leading-tight text-center select-none transition-colors",
    "disabled:opacity-55 aria-disabled:opacity-55 no-print",
    VARIANT[variant],
    SIZE[size],
    wide && "w-full",
  );
}
