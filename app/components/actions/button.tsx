import { LoaderCircle } from "lucide-react";
import type { ComponentPropsWithoutRef } from "react";
import type { Icon } from "../icon.ts";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";

type ButtonProps = ComponentPropsWithoutRef<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: Icon;
  /** Full width of its container. */
  wide?: boolean;
  /** Being sent: shows a spinner and takes no second press. */
  loading?: boolean;
};

/** A button; `submit` unless told otherwise, because most of ours stand in forms. */
export function Button({ variant, size, icon: IconMark, wide, loading, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="submit"
      {...rest}
      aria-disabled={loading || undefined}
      aria-busy={loading || undefined}
      onClick={loading ? (event) => event.preventDefault() : rest.onClick}
      className={`${buttonLook(variant, size, wide)} ${className ?? ""}`}
    >
      {loading ? (
        <LoaderCircle aria-hidden className="size-[1.2em] shrink-0 animate-spin" />
      ) : (
        IconMark && <IconMark aria-hidden className="size-[1.2em] shrink-0" />
      )}
      {children}
    </button>
  );
}
