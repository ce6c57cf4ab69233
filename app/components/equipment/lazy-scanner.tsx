import { lazy, Suspense, useEffect, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { scanWords } from "#app/words/scan.ts";

const Scanner = lazy(() => import("./scanner.tsx"));

/** The scanner, once the page is alive; a place of its size until then. */
export function LazyScanner({ onText }: { onText: (text: string) => void }) {
  const w = useWords(scanWords);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <Suspense
      fallback={
        <div className="flex aspect-square max-w-md items-end justify-center rounded-md bg-black p-2 text-white">
          {w.starting}
        </div>
      }
    >
      <Scanner onText={onText} />
    </Suspense>
  );
}
