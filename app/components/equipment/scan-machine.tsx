import { ScanLine } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import { Button } from "../actions/button.tsx";
import type { MachineForForm } from "#app/modules/equipment/rules.ts";

const ScanDialog = lazy(() => import("./scan-dialog.tsx"));

/**
 * The button beside a form's machine field that reads a label; all behind it is loaded when it is pressed. Without
 * script the machine is written.
 */
export function ScanMachine({ onMachine }: { onMachine: (machine: MachineForForm) => void }) {
  const w = useWords(commonWords);
  const [ready, setReady] = useState(false);
  const [open, setOpen] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <>
      <Button type="button" variant="secondary" icon={ScanLine} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {w.scan}
      </Button>
      {open && (
        <Suspense>
          <ScanDialog onMachine={onMachine} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
