import type { SubmissionResult } from "@conform-to/react";
import { createContext, type MouseEvent, type ReactNode, useContext, useId, useState } from "react";
import type { Moment } from "#app/lib/format.ts";
import { useWords } from "#app/lib/i18n-context.tsx";
import { overtakenWords } from "#app/words/overtaken.ts";
import { Button } from "../actions/button.tsx";
import { DayTime } from "../facts/time.tsx";
import { toValues } from "./field-props.ts";
import type { Answer } from "./use-result.ts";

/** Who wrote what stands in the record now, and when. */
export type Writer = { name: string; at: Moment | null; timeZone?: string } | null;

type StandsNowProps = {
  answer: Answer;
  /** The record's version as the page has it; where it is still the one that was sent, the page is about to be read anew. */
  version: number | string | undefined;
  /** What each field would hold if the form were opened now, by the field's name. */
  now: Record<string, string | readonly string[]>;
  by?: Writer;
  /** What a value is called, where the value is no text to be read. */
  read?: (name: string, value: string) => string | undefined;
  /** The form can't be sent any more: what stands is shown, and not offered. */
  final?: boolean;
  children: ReactNode;
};

const Differing = createContext<(name: string) => ReactNode>(() => null);

/**
 * Around the fields of a form with a version: when somebody else was faster, `Beside` says of each field that differs what
 * stands in the record now, and offers it. What was typed stays until it is taken over. The button works without script, too:
 * `submitForm` answers it.
 */
export function StandsNow({ answer, version, now, by = null, read, final = false, children }: StandsNowProps) {
  const { result } = answer;
  const overtaken = answer.overtaken && typedAs(result, "version")[0] !== String(version);
  const beside = (name: string) => {
    const values = overtaken ? now[name] : undefined;
    if (values === undefined || isSame(toValues(values), typedAs(result, name))) return null;
    return <Theirs key={name} name={name} values={toValues(values)} by={by} read={read} final={final} />;
  };
  return (
    <Differing.Provider value={beside}>
      {/* Enter presses the first button of a form, which must not be one that takes over. */}
      {overtaken && <button type="submit" hidden tabIndex={-1} aria-hidden="true" />}
      {children}
    </Differing.Provider>
  );
}

/** Stands after a field within `StandsNow`. */
export const Beside = ({ name }: { name: string }) => useContext(Differing)(name);

/** What was typed into a field, by its name as it is posted: `said[0].text`. */
export function typedAs(result: SubmissionResult | undefined, name: string): string[] {
  let at: unknown = result?.initialValue;
  for (const part of name.split(/[[\].]+/).filter(Boolean)) at = (at as Record<string, unknown> | undefined)?.[part];
  return toValues(at);
}

/** Lines as browsers send them, and the order of ticks, make no difference. */
export function isSame(one: readonly string[], other: readonly string[]): boolean {
  const plain = (values: readonly string[]) =>
    values
      .map((value) => value.replace(/\r\n?/g, "\n").trim())
      .filter(Boolean)
      .sort()
      .join("\0");
  return plain(one) === plain(other);
}

type TheirsProps = Pick<StandsNowProps, "read" | "final"> & { name: string; values: string[]; by: Writer };

function Theirs({ name, values, by, read, final }: TheirsProps) {
  const w = useWords(overtakenWords);
  const id = useId();
  const [taken, setTaken] = useState(false);
  const take = (event: MouseEvent<HTMLButtonElement>) => {
    if (!fill(event.currentTarget.form, name, values)) return;
    event.preventDefault();
    setTaken(true);
  };
  const texts = values.filter(Boolean).map((value) => read?.(name, value) ?? value);
  return (
    <div className="mt-2 border-l-4 border-waiting bg-waiting-soft px-3 py-2" role="status">
      {taken ? (
        <p className="text-sm">{w.taken}</p>
      ) : (
        <>
          <p className="text-sm text-muted">
            {w.standsNow}
            {by && ` · ${by.name}`}
            {by?.at && (
              <>
                {" · "}
                <DayTime at={by.at} timeZone={by.timeZone} />
              </>
            )}
          </p>
          <div id={id} className="prose-plain">
            {texts.length === 0 ? w.empty : texts.map((text) => <p key={text}>{text}</p>)}
          </div>
          {!final && (
            <>
              {values.map((value) => (
                <input key={value} type="hidden" name={`now:${name}`} value={value} />
              ))}
              <Button
                variant="secondary"
                className="mt-2"
                name="takeOver"
                value={name}
                aria-describedby={id}
                onClick={take}
              >
                {w.takeOver}
              </Button>
            </>
          )}
        </>
      )}
    </div>
  );
}

/** Puts these values into the fields of this name, as if they had been typed. @returns whether there are any */
function fill(form: HTMLFormElement | null, name: string, values: readonly string[]): boolean {
  const fields = [...(form?.elements ?? [])].filter(
    (one): one is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement => "name" in one && one.name === name,
  );
  const [first] = fields;
  for (const field of fields) {
    if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox"))
      field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  first?.focus();
  return first !== undefined;
}
