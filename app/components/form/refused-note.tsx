import type { SubmissionResult } from "@conform-to/react";
import { useActionData, useLocation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { Notice } from "../feedback/notice.tsx";

/**
 * Why nothing was done, when the form that was sent is no longer on the page: somebody else was faster and it moved on.
 * A form that is still there says so itself; without script both do.
 */
export default function RefusedNote() {
  const answer = useActionData<{ result?: SubmissionResult }>();
  const { key } = useLocation();
  const said = answer?.result?.error?.[""]?.join(" ");
  const [shown, setShown] = useState<{ said: string; key: string }>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (said && !document.querySelector('[role="alert"][tabindex="-1"]')) setShown({ said, key });
  }, [said, key]);
  const now = shown?.key === key ? shown.said : undefined;
  useEffect(() => {
    if (now) box.current?.focus();
  }, [now]);
  if (now)
    return (
      <div ref={box} role="alert" tabIndex={-1} className="mt-4 outline-none">
        <Notice kind="error">{now}</Notice>
      </div>
    );
  if (!said) return null;
  return (
    <noscript>
      <div className="mt-4">
        <Notice kind="error">{said}</Notice>
      </div>
    </noscript>
  );
}
