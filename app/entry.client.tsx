import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";

// A form that came back says "Error" before its page's title; the page as it is rendered here begins without.
if (document.title.includes("\u2060")) document.title = document.title.replace(/^.*\u2060/, "");

/**
 * A part of the page whose script is still on its way was touched in between, by the router learning of more routes, say.
 * React leaves it as it is until it can come to life, and yet speaks of a fault, which is none.
 */
const onlyWaited = (fault: unknown): boolean => /#421;|before it finished hydrating/.test(String(fault));

// What somebody typed before this came stays: React would set a text back to how the page was sent.
const keep = ({ target }: { target: EventTarget | null }) => {
  if (target instanceof HTMLTextAreaElement && !("_valueTracker" in target)) target.defaultValue = target.value;
};
for (const target of document.querySelectorAll("textarea")) keep({ target });
addEventListener("input", keep, true);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
    { onRecoverableError: (fault) => onlyWaited(fault) || reportError(fault) },
  );
});
