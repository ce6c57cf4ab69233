import { CircleCheckBig, CircleX, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { IconButton } from "../actions/icon-button.tsx";
import { cx } from "../cx.ts";
import { toneText } from "../tone.ts";

export type Flash = { kind: "success" | "error"; text: string };

type ToastProps = {
  flash: Flash | null | undefined;
  /** At the top of the page: what is to be pressed again lies at the bottom of a phone's. */
  above?: boolean;
  /** What to do about it. */
  children?: ReactNode;
};

/** The answer to what was just done, written by the server into the next page. With script it can be put away and leaves by itself. */
export function Toast({ flash, above, children }: ToastProps) {
  const w = useWords(commonWords);
  const [hidden, setHidden] = useState<Flash>();
  const [ready, setReady] = useState(false);
  useEffect(() => {
    setReady(true);
    if (flash?.kind !== "success") return;
    const timer = setTimeout(() => setHidden(flash), 8000);
    return () => clearTimeout(timer);
  }, [flash]);
  const shown = flash && flash !== hidden ? flash : null;
  const Mark = shown?.kind === "error" ? CircleX : CircleCheckBig;
  return (
    <div
      role="status"
      className={cx(
        "no-print pointer-events-none fixed inset-x-4 z-50 flex justify-center",
        above
          ? "top-[calc(var(--bar-top,0px)+3.75rem)]"
          : "bottom-[calc(4.75rem+env(safe-area-inset-bottom))] lg:bottom-6",
      )}
    >
      {shown && (
        <div className="pointer-events-auto flex max-w-form items-center gap-3 rounded-md border border-line bg-surface py-1.5 pr-1.5 pl-4 shadow-float">
          <Mark aria-hidden className={cx("size-5 shrink-0", toneText[shown.kind === "error" ? "urgent" : "done"])} />
          <div className="py-2">
            {shown.text} {children}
          </div>
          {ready && <IconButton label={w.close} icon={X} onClick={() => setHidden(shown)} />}
        </div>
      )}
    </div>
  );
}
