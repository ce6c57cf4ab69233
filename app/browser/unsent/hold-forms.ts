import { bringPageScript, hasPageScript } from "./page-script.ts";
import { tellUnsent } from "./unsent.ts";

/** Where a form would be sent; null for one that sends nothing. */
function addressOf(form: unknown, button?: HTMLElement | null): string | null {
  if (!(form instanceof HTMLFormElement)) return null;
  const method = button?.getAttribute("formmethod") ?? form.getAttribute("method");
  if (method?.toLowerCase() !== "post") return null;
  return button?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
}

/** Holds back forms that could not be sent, before anything of the page hears of it. @returns stops it */
export function holdForms(): () => void {
  const sent = (event: SubmitEvent) => {
    const { submitter } = event;
    const form = event.target as HTMLFormElement;
    const address = addressOf(form, submitter);
    if (address === null) return;
    tellUnsent(null);
    // Posting goes by the outbox, signing out empties the device first.
    if (form.dataset.withoutSignal === "own" || (navigator.onLine && hasPageScript(address))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!navigator.onLine) return tellUnsent("no-signal");
    bringPageScript(address).then(
      () => form.requestSubmit(submitter),
      () => tellUnsent("no-signal"),
    );
  };
  // Whoever begins to type will send it.
  const begun = ({ target }: FocusEvent) => {
    const address = addressOf((target as Element).closest?.("form"));
    if (address !== null) bringPageScript(address).catch(() => undefined);
  };
  addEventListener("submit", sent, true);
  addEventListener("focusin", begun);
  return () => {
    removeEventListener("submit", sent, true);
    removeEventListener("focusin", begun);
  };
}
