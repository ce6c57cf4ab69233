import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { Button } from "./button.tsx";

/** Opens the browser's print dialog; appears only once script runs. */
export function PrintButton() {
  const w = useWords(commonWords);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <Button type="button" variant="quiet" size="small" icon={Printer} onClick={() => window.print()}>
      {w.print}
    </Button>
  );
}
