import { Form, useSubmit } from "@remix-run/react";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "../actions/button.tsx";
import { inputLook } from "../form/field-props.ts";

/** How long after the last key the list follows. */
const PAUSE_MS = 250;

/** A search box over a list of choices: sent with its button, and while typing once script runs. */
export function SearchForm({ q, label, submit }: { q: string; label: string; submit: string }) {
  const send = useSubmit();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Form method="get" role="search" className="no-print mb-4 flex max-w-form gap-2">
      <label className="relative min-w-0 grow">
        <span className="sr-only">{label}</span>
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-3 size-5 -translate-y-1/2 text-muted"
        />
        <input
          type="search"
          name="q"
          defaultValue={q}
          placeholder={label}
          enterKeyHint="search"
          autoComplete="off"
          className={`${inputLook} pl-10`}
          onInput={({ currentTarget }) => {
            clearTimeout(timer.current);
            timer.current = setTimeout(
              () => send(currentTarget.form, { replace: true, preventScrollReset: true }),
              PAUSE_MS,
            );
          }}
        />
      </label>
      <Button>{submit}</Button>
    </Form>
  );
}
