import { Check, Link2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { buttonLook, type ButtonSize } from "./button-look.ts";

/** Copies an address. Without script or a clipboard it is a plain link to the same place. */
export function CopyLink({ href, size = "small" }: { href: string; size?: ButtonSize }) {
  const w = useWords(commonWords);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2500);
    return () => clearTimeout(timer);
  }, [copied]);
  const Mark = copied ? Check : Link2;
  return (
    <a
      href={href}
      className={buttonLook("quiet", size)}
      onClick={(event) => {
        if (!navigator.clipboard) return;
        event.preventDefault();
        navigator.clipboard.writeText(new URL(href, location.href).href).then(
          () => setCopied(true),
          () => location.assign(href),
        );
      }}
    >
      <Mark aria-hidden className="size-[1.2em] shrink-0" />
      <span aria-live="polite">{copied ? w.copied : w.copyLink}</span>
    </a>
  );
}
