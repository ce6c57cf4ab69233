import { useActionData } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { Notice } from "../feedback/notice.tsx";
import { useErrorTitle } from "./error-summary.tsx";

/**
 * Why nothing was done, once no form on the page says it itself: somebody else was faster, and what was pressed is gone.
 * Looks when it comes and whenever the page was read anew; once said it stays.
 */
export default function RefusedNote({ said }: { said: string }) {
  // Drawn anew when the answer goes, which is when the page was read anew.
  useActionData();
  const [shown, setShown] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (shown) return;
    // A form that was just answered shows it right after this.
    const look = setTimeout(() => {
      if (!document.querySelector('[role="alert"][tabindex="-1"]')) setShown(true);
    });
    return () => clearTimeout(look);
  });
  useErrorTitle(shown ? said : "");
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={box} role="alert" tabIndex={-1} className="mt-4 outline-none">
      <Notice kind="error">{said}</Notice>
    </div>
  );
}
