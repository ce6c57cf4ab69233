import { useCallback, useEffect, useRef, useState } from "react";
import { paths } from "#app/lib/paths.ts";
import type { Fix } from "./fix-summary.tsx";

const PAUSE_MS = 300;
const MOST_KEPT = 30;
const FEWEST = 2;
const LONGEST = 300;

/** What is asked with: the machine and what it does, as far as written. */
function questionOf(form: HTMLFormElement): string {
  const typed = new FormData(form);
  const text = ["equipmentType", "phenomenon", "alarmCode"].map((name) => String(typed.get(name) ?? "").trim());
  return text[1] ? text.join(" ").trim().slice(0, LONGEST) : "";
}

/**
 * Past fixes like what is being written: asked for after a short pause, never while a character is being composed,
 * the newest question only. What was found for the same words before is there at once, until the server has said what
 * may be seen now. What fails is asked again with the next words; typing never waits.
 */
export function useSimilar(form: HTMLFormElement, exceptId?: string): Fix[] | null {
  const [fixes, setFixes] = useState<Fix[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<AbortController>(undefined);
  const kept = useRef(new Map<string, Fix[]>());
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      running.current?.abort();
    },
    [],
  );

  const ask = useCallback(
    async (q: string) => {
      running.current?.abort();
      if (q.length < FEWEST) return setFixes(null);
      const known = kept.current.get(q);
      if (known) setFixes(known);
      const control = new AbortController();
      running.current = control;
      try {
        const answer = await fetch(paths.similarFixes({ q, except: exceptId }), { signal: control.signal });
        if (!answer.ok) {
          // Signed out, or no longer let in: what was found before is not theirs to see.
          kept.current.clear();
          return setFixes(null);
        }
        const found = ((await answer.json()) as { fixes: Fix[] }).fixes;
        if (kept.current.size >= MOST_KEPT) kept.current.clear();
        kept.current.set(q, found);
        if (!control.signal.aborted) setFixes(found);
      } catch {
        // Away or overtaken by the next words.
      }
    },
    [exceptId],
  );
  useEffect(() => {
    const wait = () => clearTimeout(timer.current);
    const look = (event?: Event) => {
      if (event && (event as InputEvent).isComposing) return;
      wait();
      timer.current = setTimeout(() => void ask(questionOf(form)), PAUSE_MS);
    };
    // What is there already: a draft, an answer with errors, what was typed before the script came.
    look();
    const ended = () => look();
    form.addEventListener("input", look);
    form.addEventListener("compositionstart", wait);
    form.addEventListener("compositionend", ended);
    return () => {
      form.removeEventListener("compositionstart", wait);
      form.removeEventListener("input", look);
      form.removeEventListener("compositionend", ended);
    };
  }, [form, ask]);
  return fixes;
}
