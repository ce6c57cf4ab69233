import { useLocation, useNavigate } from "@remix-run/react";
import { type FormEvent, useEffect, useRef } from "react";

const PAUSE_MS = 180;

/**
 * Asks while the person types: after a short pause, never in the middle of a Chinese character being composed.
 * A newer question cancels the one under way. Without script the form is an ordinary GET form.
 */
export function useSearchAsYouType(question: string) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<number>();
  const asked = useRef(question);
  const started = useRef(false);

  useEffect(() => () => window.clearTimeout(timer.current), []);
  useEffect(() => {
    // Back and forward change the question; while somebody types, the box is theirs.
    if (box.current && question !== asked.current) box.current.value = question;
    asked.current = question;
  }, [question]);

  const go = (form: HTMLFormElement, replace: boolean) => {
    window.clearTimeout(timer.current);
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) params.append(name, String(value));
    asked.current = params.get("q") ?? "";
    navigate(`${pathname}?${params}`, { replace, preventScrollReset: true });
  };
  const soon = (form: HTMLFormElement | null) => {
    window.clearTimeout(timer.current);
    if (form) timer.current = window.setTimeout(() => go(form, true), PAUSE_MS);
  };
  // On a slow phone somebody has typed before the script was there; looked at once, at the beginning.
  useEffect(() => {
    if (started.current) return;
    started.current = true;
    if (box.current && box.current.value.trim() !== question.trim()) soon(box.current.form);
  });
  return {
    box,
    onInput: (event: FormEvent<HTMLInputElement>) => {
      if (!(event.nativeEvent as InputEvent).isComposing) soon(event.currentTarget.form);
    },
    // What was typed just before waits for the character, too.
    onCompositionStart: () => window.clearTimeout(timer.current),
    onCompositionEnd: (event: { currentTarget: HTMLInputElement }) => soon(event.currentTarget.form),
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      go(event.currentTarget, false);
    },
  };
}
