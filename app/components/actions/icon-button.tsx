import type { ComponentPropsWithoutRef } from "react";
import { cx } from "../cx.ts";
import type { Icon } from "../icon.ts";

type IconButtonProps = Omit<ComponentPropsWithoutRef<"button">, "children"> & { label: string; icon: Icon };

/** A button of one icon; its label is read aloud and shown on hover. For second-level actions only. */
export function IconButton({ label, icon: IconMark, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={cx(
        "no-print inline-flex size-12 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink md:size-10",
        className,
      )}
    >
      <IconMark aria-hidden className="size-5" />
    </button>
  );
}
