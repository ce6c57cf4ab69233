import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";
import type { Control, FieldProps } from "./field-props.ts";

function Mark({ required, optional }: { required: boolean; optional?: boolean }) {
  const w = useWords(commonWords);
  if (required)
    return (
      <span className="ml-1 text-urgent" title={w.required} aria-hidden>
        *
      </span>
    );
  if (optional) return <span className="ml-2 text-sm font-normal text-muted">{w.optional}</span>;
  return null;
}

/** The sentences below a label that say what is wrong. */
export function FieldErrors({ control }: { control: Control }) {
  const w = useWords(commonWords);
  if (control.errors.length === 0) return null;
  return (
    <p id={control.errorId} className="flex items-start gap-1.5 text-sm font-medium text-urgent">
      <CircleAlert aria-hidden className="mt-[0.2em] size-4 shrink-0" />
      <span>
        <span className="sr-only">{w.labelled(w.error, "")}</span>
        {[...new Set(control.errors)].join(" ")}
      </span>
    </p>
  );
}

type Shell = { control: Control; props: FieldProps; children: ReactNode; after?: ReactNode };

/** Label, hint and error around one control. */
export function Field({ control, props, children, after }: Shell) {
  return (
    <div className="space-y-1.5">
      <label htmlFor={control.id} className={props.hideLabel ? "sr-only" : "block font-medium"}>
        {props.label}
        <Mark required={control.required} optional={props.optional} />
      </label>
      {props.hint && (
        <p id={control.hintId} className="text-sm text-muted">
          {props.hint}
        </p>
      )}
      <FieldErrors control={control} />
      {children}
      {after}
    </div>
  );
}

/** The same around a group of radios or checkboxes. */
export function FieldGroup({ control, props, children }: Shell) {
  return (
    <fieldset aria-describedby={control.aria["aria-describedby"]} className="min-w-0 space-y-1.5">
      <legend className={props.hideLabel ? "sr-only" : "mb-1.5 block font-medium"}>
        {props.label}
        <Mark required={control.required} optional={props.optional} />
      </legend>
      {props.hint && (
        <p id={control.hintId} className="text-sm text-muted">
          {props.hint}
        </p>
      )}
      <FieldErrors control={control} />
      {children}
    </fieldset>
  );
}
