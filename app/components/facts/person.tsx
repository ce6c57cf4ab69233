import { Link } from "@remix-run/react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

type PersonProps = {
  /** Nobody: the person is not for this reader's eyes. */
  name: string | null | undefined;
  /** Organisation or role, smaller, behind the name. */
  from?: string | null;
  to?: string;
  /** No longer with that organisation; the name stays as it was. */
  left?: boolean;
  avatar?: boolean;
};

/** A person by name; anonymous when there is none. */
export function Person({ name, from, to, left, avatar }: PersonProps) {
  const w = useWords(commonWords);
  const shown = name ?? w.anonymousPerson;
  return (
    <span>
      {avatar && (
        <span
          aria-hidden
          className="no-print mr-1.5 inline-flex size-7 items-center justify-center rounded-full bg-primary-soft align-middle text-xs font-semibold text-primary"
        >
          {[...shown][name && /^[a-z]/i.test(shown) ? 0 : [...shown].length - 1]}
        </span>
      )}
      {to && name ? (
        <Link to={to} className="link font-medium whitespace-nowrap">
          {shown}
        </Link>
      ) : (
        <span className="font-medium whitespace-nowrap">{shown}</span>
      )}
      {(from || left) && (
        <span className="ml-1.5 text-sm text-muted">{[from, left && w.formerMember].filter(Boolean).join(" · ")}</span>
      )}
    </span>
  );
}
