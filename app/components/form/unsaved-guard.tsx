import { useActionData, useBeforeUnload, useBlocker } from "@remix-run/react";
import { useCallback, useEffect, useRef } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { unsavedWords } from "#app/words/unsaved.ts";

type UnsavedGuardProps = {
  /** What the form was answered and still shows, where that outlives the page's answer. */
  refused?: object;
};

/** Stands in a long form: whoever leaves the page with something typed and not sent is asked first. Needs script to ask. */
export function UnsavedGuard({ refused: kept }: UnsavedGuardProps) {
  const w = useWords(unsavedWords);
  const mark = useRef<HTMLSpanElement>(null);
  const typed = useRef(false);
  const told = useActionData();
  const refused = kept ?? told;
  useEffect(() => {
    const form = mark.current?.closest("form");
    const set = (value: boolean) => () => {
      typed.current = value;
    };
    const [onInput, onSubmit] = [set(true), set(false)];
    form?.addEventListener("input", onInput);
    form?.addEventListener("submit", onSubmit);
    return () => {
      form?.removeEventListener("input", onInput);
      form?.removeEventListener("submit", onSubmit);
    };
  }, []);
  // What was sent and refused is still only here.
  useEffect(() => {
    if (refused !== undefined) typed.current = true;
  }, [refused]);
  useBeforeUnload(useCallback((event) => typed.current && event.preventDefault(), []));
  const blocker = useBlocker(
    ({ currentLocation: from, nextLocation: to }) => typed.current && from.pathname !== to.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    if (window.confirm(w.leave)) blocker.proceed();
    else blocker.reset();
  }, [blocker, w.leave]);
  return <span ref={mark} hidden />;
}
