import { useCallback, useEffect, useRef, useState } from "react";
import { paths } from "#app/lib/paths.ts";

export type SaveState =
  | { status: "idle" | "saving" | "failed" | "conflict" }
  | { status: "saved"; at: string; id: string };

const WAIT = 800;

/** Saves a form a moment after the last key; nothing is sent before there is something to keep. Needs no answer to go on typing. */
export function useAutosave(): { state: SaveState; changed: (form: HTMLFormElement) => void; stop: () => void } {
  const [state, setState] = useState<SaveState>({ status: "idle" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<AbortController>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    running.current?.abort();
  }, []);
  useEffect(() => stop, [stop]);

  const save = async (form: HTMLFormElement) => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === "string" && name !== "intent") body.append(name, value);
    if (!body.get("phenomenon")?.trim() && !body.get("equipmentType")?.trim()) return;
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setState({ status: "saving" });
    try {
      const answer = await fetch(paths.saveDraft(), {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        signal: control.signal,
      });
      if (answer.ok) setState({ status: "saved", ...((await answer.json()) as { at: string; id: string }) });
      else setState({ status: answer.status === 409 ? "conflict" : "failed" });
    } catch {
      if (!control.signal.aborted) setState({ status: "failed" });
    }
  };
  const changed = (form: HTMLFormElement) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(form), WAIT);
  };
  return { state, changed, stop };
}
