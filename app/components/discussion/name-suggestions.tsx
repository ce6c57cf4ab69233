import { useEffect, useId, useRef, useState } from "react";
import { useWords } from "#app/lib/i18n-context.tsx";
import { discussionWords } from "#app/words/discussion.ts";
import { cx } from "../cx.ts";

type Person = { id: string; name: string; from: string };
type Typed = { q: string; from: number; to: number };

/** The name being typed after an @, up to the cursor. */
function typedIn(box: HTMLTextAreaElement): Typed | null {
  const to = box.selectionStart;
  const match = /@([\p{L}·.'-]{1,20})$/u.exec(box.value.slice(0, to));
  return match?.[1] ? { q: match[1], from: to - match[1].length, to } : null;
}

const PAUSE_MS = 180;

/**
 * Names to call under the box one writes in: chosen with the arrow keys and Enter, or tapped. Whoever is chosen is
 * called by id, so that two of one name are told apart. Without it names are typed in full.
 */
export function NameSuggestions({ box, source }: { box: HTMLTextAreaElement; source: (q: string) => string }) {
  const w = useWords(discussionWords);
  const listId = useId();
  const [people, setPeople] = useState<Person[]>([]);
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<Person[]>([]);
  const choose = (person: Person): void => {
    const typed = typedIn(box);
    setPeople([]);
    if (!typed) return;
    box.setRangeText(`${person.name} `, typed.from, typed.to, "end");
    box.focus();
    setChosen((before) => [...before.filter((one) => one.id !== person.id), person]);
  };
  const now = useRef({ source, people, at, choose });
  useEffect(() => {
    now.current = { source, people, at, choose };
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stop = new AbortController();
    const close = () => setPeople([]);
    const look = () => {
      clearTimeout(timer);
      stop.abort();
      const typed = typedIn(box);
      if (!typed) return close();
      stop = new AbortController();
      const { signal } = stop;
      timer = setTimeout(() => {
        fetch(now.current.source(typed.q), { signal, headers: { Accept: "application/json" } })
          .then(async (answer) => (answer.ok ? ((await answer.json()) as { people: Person[] }).people : []))
          .then((found) => {
            setAt(0);
            setPeople(found);
          })
          // Without signal names are typed in full.
          .catch(() => undefined);
      }, PAUSE_MS);
    };
    const onKey = (event: KeyboardEvent) => {
      const { people: found, at: here, choose: take } = now.current;
      if (found.length === 0 || event.isComposing) return;
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) setAt((here + step + found.length) % found.length);
      else if (event.key === "Escape") close();
      else if ((event.key === "Enter" || event.key === "Tab") && found[here]) take(found[here]);
      else return;
      event.preventDefault();
    };
    const onBlur = () => setTimeout(close, 150);
    box.addEventListener("input", look);
    box.addEventListener("keydown", onKey);
    box.addEventListener("blur", onBlur);
    look();
    return () => {
      clearTimeout(timer);
      stop.abort();
      box.removeEventListener("input", look);
      box.removeEventListener("keydown", onKey);
      box.removeEventListener("blur", onBlur);
    };
  }, [box]);

  const open = people.length > 0;
  useEffect(() => {
    if (open) {
      box.setAttribute("aria-controls", listId);
      box.setAttribute("aria-activedescendant", `${listId}-${at}`);
    } else {
      box.removeAttribute("aria-controls");
      box.removeAttribute("aria-activedescendant");
    }
  }, [box, listId, open, at]);

  return (
    <>
      {chosen
        .filter((one) => box.value.includes(`@${one.name}`))
        .map((one) => (
          <input key={one.id} type="hidden" name="mentions" value={one.id} />
        ))}
      <p role="status" className="sr-only">
        {open ? w.suggestions(people.length) : ""}
      </p>
      {open && (
        <div
          id={listId}
          role="listbox"
          tabIndex={-1}
          aria-label={w.mentions}
          className="absolute inset-x-0 top-full z-20 -mt-6 overflow-hidden rounded-md border border-line-strong bg-surface shadow-float"
        >
          {people.map((person, n) => (
            <div
              key={person.id}
              id={`${listId}-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={n === at}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(person);
              }}
              className={cx(
                "flex min-h-12 cursor-pointer flex-wrap items-center gap-x-2 px-3 py-2",
                n === at ? "bg-primary-soft" : "hover:bg-hover",
              )}
            >
              <span className="font-medium">{person.name}</span>
              <span className="text-sm text-muted">{person.from}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
