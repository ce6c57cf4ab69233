import { Link } from "@remix-run/react";
import { VenetianMask } from "lucide-react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

type OrganisationProps = {
  /** Nobody: posted anonymously, as this reader sees it. */
  name: string | null | undefined;
  to?: string;
};

/** An organisation by name, or 匿名企业. */
export function Organisation({ name, to }: OrganisationProps) {
  const w = useWords(commonWords);
  if (!name)
    return (
      <span className="inline-flex items-center gap-1 wrap-normal text-muted">
        <VenetianMask aria-hidden className="size-4 shrink-0" />
        {w.anonymousEnterprise}
      </span>
    );
  if (!to) return <span>{name}</span>;
  return (
    <Link to={to} className="link">
      {name}
    </Link>
  );
}
