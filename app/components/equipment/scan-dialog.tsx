import { X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import { readScan } from "#app/modules/equipment/rules.ts";
import { commonWords } from "#app/words/common.ts";
import { scanWords } from "#app/words/scan.ts";
import type { MachineForForm } from "#app/modules/equipment/rules.ts";
import { Button } from "../actions/button.tsx";
import { IconButton } from "../actions/icon-button.tsx";
import { inputLook } from "../form/field-props.ts";
import { LazyScanner } from "./lazy-scanner.tsx";

type Answer = { machines: (MachineForForm & { retired: boolean })[]; foreign: string | null };

type ScanDialogProps = { onMachine: (machine: MachineForForm) => void; onClose: () => void };

/** Reads a label, or a number typed, and hands the machine over. Stands inside a form without being part of it. */
export default function ScanDialog({ onMachine, onClose }: ScanDialogProps) {
  const w = useWords(scanWords);
  const c = useWords(commonWords);
  const titleId = useId();
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => box.current?.showModal(), []);
  return (
    <dialog
      ref={box}
      aria-labelledby={titleId}
      onClose={onClose}
      className="m-auto w-[min(36rem,calc(100%-2rem))] rounded-md border border-line bg-surface p-0 text-left font-normal whitespace-normal text-ink shadow-float max-sm:m-0 max-sm:h-dvh max-sm:max-h-none max-sm:w-full max-sm:max-w-none max-sm:rounded-none"
    >
      <div className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-5">
        <h2 id={titleId} className="text-lg">
          {w.title}
        </h2>
        <IconButton label={c.close} icon={X} onClick={() => box.current?.close()} />
      </div>
      <div className="p-5">
        <Finder
          onFound={(machine) => {
            box.current?.close();
            onMachine(machine);
          }}
        />
      </div>
    </dialog>
  );
}

function Finder({ onFound }: { onFound: (machine: MachineForForm) => void }) {
  const w = useWords(scanWords);
  const id = useId();
  const typed = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState("");
  const [several, setSeveral] = useState<Answer["machines"]>([]);

  const find = async (text: string) => {
    const scanned = readScan(text, [location.origin]);
    if (scanned.kind === "nothing") return setNote(text.trim() ? w.notALabel : "");
    // Labels may carry the address set for this installation, which the server knows; other addresses are nobody's business.
    if (scanned.kind === "foreign" && !/\/e\/[^/]+$/.test(text.trim())) return setNote(w.foreign(scanned.host));
    setSeveral([]);
    try {
      const answer = await fetch(paths.scannedMachine({ q: text }), { headers: { Accept: "application/json" } });
      if (!answer.ok) return setNote(w.failed);
      const { machines, foreign } = (await answer.json()) as Answer;
      const [first] = machines;
      if (foreign !== null) setNote(w.foreign(foreign));
      else if (!first) setNote(w.unknown(text.trim().slice(0, 60)));
      else if (machines.length === 1) onFound(first);
      else {
        setNote(w.several(machines.length));
        setSeveral(machines);
      }
    } catch {
      setNote(w.failed);
    }
  };

  return (
    <>
      <LazyScanner onText={find} />
      <label htmlFor={id} className="mt-4 mb-1 block font-medium">
        {w.typed}
      </label>
      <div className="flex gap-3">
        <input
          id={id}
          ref={typed}
          className={inputLook}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          onInput={(event) => event.stopPropagation()}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            // Enter would send the form around it.
            event.preventDefault();
            void find(event.currentTarget.value);
          }}
        />
        <Button type="button" variant="secondary" onClick={() => void find(typed.current?.value ?? "")}>
          {w.find}
        </Button>
      </div>
      <p role="status" className="mt-2 wrap-anywhere">
        {note}
      </p>
      {several.length > 0 && (
        <ul className="mt-2 divide-y divide-line border-y border-line">
          {several.map((machine) => (
            <li key={machine.code}>
              <button
                type="button"
                className="min-h-12 w-full py-2 text-left wrap-anywhere"
                onClick={() => onFound(machine)}
              >
                <span className="font-medium">{machine.number}</span>{" "}
                <span className="text-muted">{machine.name || machine.type}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
