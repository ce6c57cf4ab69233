import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { commonWords } from "#app/words/common.ts";

type Errors = Record<string, string[] | null | undefined>;

type ErrorSummaryProps = {
  /** Conform's form metadata, as `useForm` gives it. */
  form?: { id: string; allErrors: Record<string, string[] | undefined> };
  /** Or plain errors by field name, "" for the whole form. */
  errors?: Errors;
  /** What each field is called, by field name; in a list by the whole name, or by the list's. */
  labels?: Record<string, string | undefined>;
  /** The element to jump to; by default Conform's `formId-name`, or the name itself. */
  idOf?: (name: string) => string;
};

/** The tab's title says, while there is anything wrong, that there is. */
export function useErrorTitle(wrong: string): void {
  const w = useWords(commonWords);
  const before = w.labelled(w.error, "");
  useEffect(() => {
    if (!wrong) return;
    if (!document.title.startsWith(before)) document.title = before + document.title;
    return () => {
      if (document.title.startsWith(before)) document.title = document.title.slice(before.length);
    };
  }, [wrong, before]);
}

/** All that is wrong, at the top of a form, with a link to each field. Takes the focus when it appears, and the tab's title says so. */
export function ErrorSummary({ form, errors, labels = {}, idOf }: ErrorSummaryProps) {
  const w = useWords(commonWords);
  const box = useRef<HTMLDivElement>(null);
  const all: Errors = errors ?? form?.allErrors ?? {};
  const entries = Object.entries(all).flatMap(([name, messages]) =>
    [...new Set(messages ?? [])].map((message) => ({ name, text: message })),
  );
  const signature = entries.map((entry) => entry.name + entry.text).join();
  useErrorTitle(signature);
  useEffect(() => {
    if (signature) box.current?.focus();
  }, [signature]);
  if (entries.length === 0) return null;
  const target = idOf ?? ((name: string) => (form ? `${form.id}-${name}` : name));
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      // Without script it is the browser that brings the reader here, as the effect does with it.
      // oxlint-disable-next-line jsx-a11y/no-autofocus
      autoFocus
      className="rounded-md border-2 border-urgent bg-urgent-soft px-4 py-3 outline-none"
    >
      <p className="flex items-center gap-2 font-semibold text-urgent">
        <CircleAlert aria-hidden className="size-5 shrink-0" />
        {w.errorSummary(entries.length)}
      </p>
      <ul className="mt-2 space-y-1">
        {entries.map(({ name, text }) => {
          const own = labels[name];
          const label = own ?? labels[name.replace(/\[.*$|\..*$/, "")];
          // What is called by the list it stands in needs its place there.
          const row = own === undefined ? /^\w+\[(\d+)\]/.exec(name)?.[1] : undefined;
          return (
            <li key={name + text}>
              {name === "" ? (
                text
              ) : (
                <a href={`#${target(name)}`} className="font-medium text-urgent underline underline-offset-4">
                  {label ? w.labelled(row ? w.inRow(label, Number(row) + 1) : label, text) : text}
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
