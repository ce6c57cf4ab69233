import { type ComponentType, useEffect, useRef, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { paths } from "#app/lib/paths.ts";
import type { MachineForForm } from "#app/modules/equipment/rules.ts";
import { problemFormWords } from "#app/words/problem-form.ts";
import { buttonLook } from "../actions/button-look.ts";
import { cx } from "../cx.ts";
import { Field } from "../form/field.tsx";
import { controlOf, type FieldLike, inputLook } from "../form/field-props.ts";

/** What a machine of the register fills in, by the names of the form's fields. */
const FILLS = [
  ["equipmentType", "type"],
  ["equipmentModel", "model"],
  ["equipmentMaker", "maker"],
  ["assetNumber", "number"],
  ["line", "line"],
  ["enterpriseId", "enterpriseId"],
] as const;

const boxNamed = (form: HTMLFormElement, name: string) => form.elements.namedItem(name) as HTMLInputElement | null;

/** Reads a label, and says which machine it is on. */
export type Scanner = ComponentType<{ onMachine: (machine: MachineForForm) => void }>;

type MachineFieldProps = {
  field: FieldLike | undefined;
  machines: MachineForForm[];
  /** Types written before, suggested while somebody types. */
  types: string[];
  /** The asset number the form begins with. */
  number: string | undefined;
  /** A button that finds a machine by its label. */
  scanner?: Scanner;
  /** Without script a machine is a link to this page with its code; only where nothing is lost by it. */
  links: boolean;
  /** The folded fields are alive; what a machine brings may have come before them. */
  restReady: boolean;
};

/** Which machine: written, one tap among those used before, or scanned. */
export function MachineField({ field, machines, types, number, scanner: Scan, links, restReady }: MachineFieldProps) {
  const w = useWords(problemFormWords);
  const props = { field, label: w.whichMachine, hint: w.whichMachineHint, required: true };
  const control = controlOf(props);
  const box = useRef<HTMLInputElement>(null);
  /** The box is filled by a choice, not by somebody's hand. */
  const taking = useRef(false);
  const [ready, setReady] = useState(false);
  const [chosen, setChosen] = useState(() => machines.find((one) => one.number === number));
  useEffect(() => setReady(true), []);
  /** Chosen before the folded fields were there: carried until they are, also if the form is sent first. */
  const [carried, setCarried] = useState<MachineForForm>();
  const last = useRef(chosen);
  useEffect(() => {
    if (restReady) setCarried(undefined);
  }, [restReady]);
  useEffect(() => {
    const form = box.current?.form;
    if (!restReady || carried || !form || !last.current) return;
    for (const [name, fact] of FILLS.slice(1, 5)) {
      const target = boxNamed(form, name);
      if (target?.value === "") target.value = last.current[fact];
    }
  }, [restReady, carried]);

  const take = (machine: MachineForForm) => {
    const form = box.current?.form;
    if (!form || !box.current) return;
    for (const [name, fact] of FILLS) {
      const target = boxNamed(form, name);
      // What the machine chosen before brought does not stay with this one.
      if (target && (machine[fact] || target.value === chosen?.[fact])) target.value = machine[fact];
    }
    setChosen(machine);
    last.current = machine;
    if (carried || !boxNamed(form, "assetNumber")) setCarried(machine);
    taking.current = true;
    box.current.dispatchEvent(new InputEvent("input", { bubbles: true }));
    taking.current = false;
  };
  /** Another machine is meant: what came with the one chosen before goes, unless somebody wrote over it. */
  const letGo = () => {
    const form = box.current?.form;
    if (taking.current || !form || !chosen || box.current?.value === chosen.type) return;
    for (const [name, fact] of FILLS.slice(1, 5)) {
      const target = boxNamed(form, name);
      if (target?.value === chosen[fact]) target.value = "";
    }
    setChosen(undefined);
    last.current = undefined;
    setCarried(undefined);
  };
  const look = (on: boolean) =>
    cx(
      buttonLook("secondary", "medium", true),
      "justify-start px-3.5 py-1.5 text-left",
      on && "border-primary bg-primary-soft",
    );

  return (
    <Field control={control} props={props}>
      <div className="flex gap-2">
        <input
          ref={box}
          id={control.id}
          name={control.name}
          type="text"
          list={`${control.id}-list`}
          autoComplete="off"
          defaultValue={control.value}
          {...control.aria}
          onInput={letGo}
          className={`${inputLook} min-h-14`}
        />
        {ready && Scan && (
          <span className="flex shrink-0 whitespace-nowrap">
            <Scan onMachine={take} />
          </span>
        )}
      </div>
      {carried &&
        FILLS.slice(1, 5).map(([name, fact]) => <input key={name} type="hidden" name={name} value={carried[fact]} />)}
      <datalist id={`${control.id}-list`}>
        {types.map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
      {machines.length > 0 && (ready || links) && (
        <ul aria-label={w.machines} className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
          {machines.map((machine) => {
            const text = (
              <span className="min-w-0">
                <span className="block truncate text-sm font-normal text-muted tabular-nums">{machine.number}</span>
                <span className="block truncate">{machine.name || machine.type}</span>
              </span>
            );
            const on = chosen?.code === machine.code;
            return (
              <li key={machine.code} className="min-w-0 max-sm:nth-[n+5]:hidden">
                {ready ? (
                  <button type="button" aria-pressed={on} onClick={() => take(machine)} className={look(on)}>
                    {text}
                  </button>
                ) : (
                  <a href={paths.newProblem({ equipment: machine.code })} className={look(on)}>
                    {text}
                  </a>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Field>
  );
}
