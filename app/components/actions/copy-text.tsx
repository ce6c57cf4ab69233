import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";

/** Copies a text; appears once script runs and the browser has a clipboard (over https). The text itself can always be selected. */
export function CopyText({ text, label, copied }: { text: string; label: string; copied: string }) {
  const [ready, setReady] = useState(false);
  const [done, setDone] = useState(false);
  useEffect(() => setReady(navigator.clipboard !== undefined), []);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 2500);
    return () => clearTimeout(timer);
  }, [done]);
  if (!ready) return null;
  return (
    <Button
      type="button"
      variant="secondary"
      size="small"
      icon={done ? Check : Copy}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}
    >
      <span aria-live="polite">{done ? copied : label}</span>
    </Button>
  );
}
