import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";

// A form that came back says "Error" before its page's title; the page as it is rendered here begins without.
if (document.title.includes("\u2060")) document.title = document.title.replace(/^.*\u2060/, "");

/** Fields somebody typed into before they came to life. */
const typedInto = new Set<Element>();

/**
 * A part of the page whose script is still on its way was touched in between. By the router, which learned of more
 * routes, say: then React leaves it as it is until it can come to life, and yet speaks of a fault, which is none. By
 * anything else, and the script does not come at once: then React takes it away until it can draw it anew, which is a
 * fault where somebody had typed into it.
 */
const onlyWaited = (fault: unknown): boolean =>
  /#421;|before it finished hydrating/.test(String(fault)) && [...typedInto].every(({ isConnected }) => isConnected);

// What somebody typed before this came stays: React would set a text back to how the page was sent.
const keep = ({ target }: { target: EventTarget | null }) => {
  const isText = target instanceof HTMLTextAreaElement;
  if (!(isText || target instanceof HTMLInputElement) || "_valueTracker" in target) return;
  if (target.value === target.defaultValue) return;
  typedInto.add(target);
  if (isText) target.defaultValue = target.value;
};
for (const target of document.querySelectorAll("textarea, input")) keep({ target });
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
