import { Link, type LinkProps } from "@remix-run/react";
import type { Icon } from "../icon.ts";
import { buttonLook, type ButtonSize, type ButtonVariant } from "./button-look.ts";

type LinkButtonProps = Omit<LinkProps, "className"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: Icon;
  wide?: boolean;
};

/** A link that looks like a button: leads somewhere, changes nothing. */
export function LinkButton({ variant = "secondary", size, icon: IconMark, wide, children, ...rest }: LinkButtonProps) {
  return (
    <Link prefetch="intent" {...rest} className={buttonLook(variant, size, wide)}>
      {IconMark && <IconMark aria-hidden className="size-[1.2em] shrink-0" />}
      {children}
    </Link>
  );
}
