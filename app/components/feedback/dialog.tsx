import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { IconButton } from "../actions/icon-button.tsx";
import { buttonLook, type ButtonSize, type ButtonVariant } from "../actions/button-look.ts";

type DialogProps = {
  /** What the button that opens it says. */
  trigger: string;
  title: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Open from the start: after an error, so that what was typed is in view. */
  open?: boolean;
  children: ReactNode;
};

/** A question in front of the page by the browser's own dialog; without script it unfolds in place. */
export function Dialog({ trigger, title, variant = "secondary", size, open, children }: DialogProps) {
  const w = useWords(commonWords);
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  useEffect(() => {
    if (ready && open && !box.current?.open) box.current?.showModal();
  }, [ready, open]);

  if (!ready)
    return (
      <details open={open} className="min-w-0">
        <summary className={buttonLook(variant, size)}>{trigger}</summary>
        <div className="mt-3 max-w-form rounded-md border border-line bg-surface p-5">
          <h2 className="mb-3 text-lg">{title}</h2>
          {children}
        </div>
      </details>
    );
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        className={buttonLook(variant, size)}
        onClick={() => box.current?.showModal()}
      >
        {trigger}
      </button>
      <dialog
        ref={box}
        aria-labelledby={titleId}
        className="m-auto w-[min(36rem,calc(100%-2rem))] rounded-md border border-line bg-surface p-0 text-ink shadow-float max-sm:mt-auto max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none"
      >
        <div className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-5">
          <h2 id={titleId} className="text-lg">
            {title}
          </h2>
          <IconButton label={w.close} icon={X} onClick={() => box.current?.close()} />
        </div>
        <div className="p-5">{children}</div>
      </dialog>
    </>
  );
}
