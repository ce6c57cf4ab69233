import { useEffect, useMemo } from "react";
import { failInPlace } from "#app/browser/unsent/fail-in-place.ts";
import { holdForms } from "#app/browser/unsent/hold-forms.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { unsentWords } from "#app/words/unsent.ts";
import { type Flash, Toast } from "../feedback/toast.tsx";
import { useUnsent } from "../frame/use-unsent.ts";

/** Keeps forms that can't be sent where they are, and says so, over any earlier answer. */
export function UnsentNotice() {
  const w = useWords(unsentWords);
  const unsent = useUnsent();
  useEffect(() => {
    const undo = [failInPlace(), holdForms()];
    return () => {
      for (const step of undo) step();
    };
  }, []);
  const flash = useMemo<Flash | null>(
    () => unsent && { kind: unsent === "signal-back" ? "success" : "error", text: w[unsent] },
    [unsent, w],
  );
  return (
    <div className="relative z-60">
      <Toast flash={flash} above>
        {unsent === "signed-out" && (
          <a href={paths.login()} target="_blank" rel="noreferrer" className="link inline-flex min-h-12 items-center">
            {w.signIn}
          </a>
        )}
      </Toast>
    </div>
  );
}
