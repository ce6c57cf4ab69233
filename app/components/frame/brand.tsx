import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { commonWords } from "#app/words/common.ts";

/** Two links of a chain that make one square: 联. */
export function BrandMark({ className = "size-7" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <g fill="none" stroke="#fff" strokeWidth="3" strokeLinejoin="round" strokeLinecap="round">
        <path d="M19 11V9a2.5 2.5 0 0 0-2.500-2.500H9A2.500 2.500 0 0 0 6.500 9v7.500A2.500 2.500 0 0 0 9 19h2" />
        <path d="M13 21v2a2.500 2.500 0 0 0 2.500 2.500H23a2.500 2.500 0 0 0 2.500-2.500v-7.500A2.500 2.500 0 0 0 23 13h-2" />
        <path d="M12.500 19.500l7-7" />
      </g>
    </svg>
  );
}

/** Mark and name; leads home. */
export function Brand() {
  const w = useWords(commonWords);
  return (
    <Link to={paths.home()} className="flex min-h-12 items-center gap-2.5 rounded-md font-semibold">
      <BrandMark />
      <span className="text-lg tracking-wide">{w.product}</span>
    </Link>
  );
}
