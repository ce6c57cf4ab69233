import { useCallback, useEffect, useRef, useState } from "react";
import { paths } from "#app/lib/paths.ts";

export type SaveState =
  | { status: "idle" | "saving" | "failed" | "conflict" }
  | { status: "saved"; at: string; id: string };

const WAIT = 800;

/**
 * Saves a form a moment after the last key; nothing is sent before there is something to keep. What failed for want of
 * a network is sent when it is back. `onSaved` hears when the server has all that stands in the form.
 */
export function useAutosave(onSaved: () => void): {
  state: SaveState;
  changed: (form: HTMLFormElement) => void;
  stop: () => void;
} {
  const [state, setState] = useState<SaveState>({ status: "idle" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<AbortController>(undefined);
  const unsaved = useRef<HTMLFormElement>(undefined);
  const stop = useCallback(() => {
    clearTimeout(timer.current);
    running.current?.abort();
    unsaved.current = undefined;
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
    unsaved.current = undefined;
    setState({ status: "saving" });
    try {
      const answer = await fetch(paths.saveDraft(), {
        method: "POST",
        body,
        headers: { "X-Requested-With": "fetch" },
        signal: control.signal,
      });
      if (!answer.ok) return setState({ status: answer.status === 409 ? "conflict" : "failed" });
      setState({ status: "saved", ...((await answer.json()) as { at: string; id: string }) });
      if (!unsaved.current) onSaved();
    } catch {
      if (control.signal.aborted) return;
      unsaved.current ??= form;
      setState({ status: "failed" });
    }
  };
  const changed = (form: HTMLFormElement) => {
    unsaved.current = form;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(form), WAIT);
  };
  const again = useRef(changed);
  useEffect(() => {
    again.current = changed;
  });
  useEffect(() => {
    const back = () => unsaved.current && again.current(unsaved.current);
    window.addEventListener("online", back);
    return () => window.removeEventListener("online", back);
  }, []);
  return { state, changed, stop };
}
