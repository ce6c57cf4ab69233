import { useWords } from "#app/lib/i18n-context.tsx";
import { accountsWords } from "#app/words/accounts.ts";
import { CopyLink } from "../actions/copy-link.tsx";
import { Notice } from "../feedback/notice.tsx";

/** A link that is shown once: to copy, or to read out. */
export function OneTimeLink({
  title,
  hint,
  href,
  failed,
}: {
  title: string;
  hint: string;
  href: string;
  failed?: boolean;
}) {
  const w = useWords(accountsWords);
  return (
    <div className="mb-6 max-w-form">
      <Notice kind={failed ? "warning" : "success"} title={title} live actions={<CopyLink href={href} />}>
        <p>{failed ? w.mailNotSent : hint}</p>
        <p className="mt-2 rounded-md border border-line bg-surface px-3 py-2 font-mono text-sm break-all select-all">
          {href}
        </p>
      </Notice>
    </div>
  );
}
