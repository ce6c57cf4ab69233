import { paths } from "#app/lib/paths.ts";
import type { News } from "./news.ts";

/** A page that was turned away from lets go: a browser holds few connections to one server. */
const LET_GO_MS = 30_000;
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 15 * 60_000;

/**
 * Follows the server's events while the page is looked at. The browser itself comes back after a break; after a refusal
 * (signed out, too many) it is asked again, ever more rarely. @returns ends it
 */
export function followNews(tell: (news: News) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retry = FIRST_RETRY_MS;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    clearTimeout(timer);
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource(paths.events());
    source.addEventListener("notices", (event) => {
      retry = FIRST_RETRY_MS;
      const { unread, at } = JSON.parse(event.data);
      tell({ unread, at });
    });
    source.addEventListener("bye", close);
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      close();
      timer = setTimeout(open, retry);
      retry = Math.min(retry * 2, LONGEST_RETRY_MS);
    });
  };
  const look = () => {
    if (document.visibilityState === "visible") return open();
    clearTimeout(timer);
    timer = setTimeout(close, LET_GO_MS);
  };

  open();
  document.addEventListener("visibilitychange", look);
  // A page kept for the "back" button must hold no connection.
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  return () => {
    document.removeEventListener("visibilitychange", look);
    removeEventListener("pagehide", close);
    removeEventListener("pageshow", open);
    close();
  };
}
