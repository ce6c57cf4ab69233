import { useEffect, useState } from "react";
import { outboxPossible } from "#app/browser/outbox/possible.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { outboxWords } from "#app/words/outbox.ts";
import { Notice } from "../feedback/notice.tsx";

/** Says why there is no outbox here, where there is none. */
export function PlainHttp() {
  const w = useWords(outboxWords).plain;
  const [missing, setMissing] = useState(false);
  useEffect(() => setMissing(!outboxPossible()), []);
  if (!missing) return null;
  return (
    <Notice kind="warning" title={w.title}>
      <p>{w.text}</p>
      <p>{w.operator}</p>
    </Notice>
  );
}
