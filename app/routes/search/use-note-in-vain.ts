import { useEffect } from "react";
import { paths } from "#app/lib/paths.ts";

/** Whoever looks at an empty answer for so long has not just been typing on. */
const STAYED_MS = 3_000;

/** Tells the server that a question stayed without an answer; it keeps no text of it. */
export function useNoteInVain(question: string | null): void {
  useEffect(() => {
    if (!question) return;
    const timer = window.setTimeout(() => {
      const body = new URLSearchParams({ q: question });
      void fetch(paths.noteInVain(), { method: "POST", body, keepalive: true }).catch(() => {});
    }, STAYED_MS);
    return () => window.clearTimeout(timer);
  }, [question]);
}
