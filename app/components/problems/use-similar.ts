import { useCallback, useEffect, useRef, useState } from "react";
import { paths } from "#app/lib/paths.ts";
import type { Fix } from "./fix-summary.tsx";

const PAUSE_MS = 300;
/** An answer is asked for again after this long: rights and fixes change. */
const FRESH_MS = 60_000;
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
 * the newest question only. What fails is asked again with the next words; typing never waits.
 */
export function useSimilar(form: HTMLFormElement, exceptId?: string): Fix[] | null {
  const [fixes, setFixes] = useState<Fix[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<AbortController>(undefined);
  const kept = useRef(new Map<string, { at: number; fixes: Fix[] }>());
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
      if (known && Date.now() - known.at < FRESH_MS) return setFixes(known.fixes);
      const control = new AbortController();
      running.current = control;
      try {
        const answer = await fetch(paths.similarFixes({ q, except: exceptId }), { signal: control.signal });
        if (!answer.ok) return;
        const found = ((await answer.json()) as { fixes: Fix[] }).fixes;
        if (kept.current.size >= MOST_KEPT) kept.current.clear();
        kept.current.set(q, { at: Date.now(), fixes: found });
        if (!control.signal.aborted) setFixes(found);
      } catch {
        // Away or overtaken by the next words.
      }
    },
    [exceptId],
  );
  useEffect(() => {
    const look = (event?: Event) => {
      if (event && (event as InputEvent).isComposing) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void ask(questionOf(form)), PAUSE_MS);
    };
    // What is there already: a draft, an answer with errors, what was typed before the script came.
    look();
    const ended = () => look();
    form.addEventListener("input", look);
    form.addEventListener("compositionend", ended);
    return () => {
      form.removeEventListener("input", look);
      form.removeEventListener("compositionend", ended);
    };
  }, [form, ask]);
  return fixes;
}
