import type { SVGProps } from "react";

type DrawnIconProps = SVGProps<SVGSVGElement> & { size?: number };

/** An icon out of the drawing with all of them; the build puts it in the place of the icon package's own. */
export function drawnIcon(href: string) {
  return function DrawnIcon({ size = 24, ...rest }: DrawnIconProps) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
        {...rest}
      >
        <use href={href} />
      </svg>
    );
  };
}
