import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";

// A form that came back says "Error" before its page's title; the page as it is rendered here begins without.
if (document.title.includes("\u2060")) document.title = document.title.replace(/^.*\u2060/, "");

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
