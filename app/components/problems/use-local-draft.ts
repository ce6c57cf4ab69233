import { useLocation, useNavigation } from "@remix-run/react";
import { type RefObject, useCallback, useEffect, useState } from "react";
import { dropDraft, findDraft, keepDraft } from "#app/browser/drafts/local-drafts.ts";
import { paths } from "#app/lib/paths.ts";

type Values = Record<string, string>;
const OWN = new Set(["intent", "clientId", "version"]);

function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !OWN.has(name)) values[name] = value;
  return values;
}

function fill(form: HTMLFormElement, values: Values): void {
  for (const box of form.elements) {
    const typed = box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement;
    if ((!typed && !(box instanceof HTMLSelectElement)) || !box.name || OWN.has(box.name)) continue;
    if (box.type === "file" || box.type === "hidden") continue;
    if (box.type === "radio" || box.type === "checkbox")
      (box as HTMLInputElement).checked = values[box.name] === box.value;
    else box.value = values[box.name] ?? "";
  }
}

const same = (a: Values, b: Values) =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((name) => (a[name] ?? "") === (b[name] ?? ""));

type Kept = { at: number; before: Values };

/**
 * Keeps each key on this device until the server has it, and brings back what a crash or a lost signal left unsaved.
 * Kept by person: nobody else signed in on the same device ever meets it.
 */
export function useLocalDraft(
  box: RefObject<HTMLFormElement | null>,
  { personId, clientId: first, isNew }: { personId: string; clientId: string; isNew: boolean },
) {
  const [clientId, setClientId] = useState(first);
  const [restored, setRestored] = useState<Kept>();
  const navigation = useNavigation();
  const here = useLocation().pathname;

  /** Once all fields answer to script. */
  const restore = useCallback(() => {
    const form = box.current;
    const found = form && findDraft(personId, isNew ? null : first, Date.now());
    if (!form || !found) return;
    const before = valuesOf(form);
    if (same(before, found.values)) return dropDraft(personId, found.clientId);
    fill(form, found.values);
    setClientId(found.clientId);
    setRestored({ at: found.at, before });
  }, [box, personId, first, isNew]);
  const undo = () => {
    if (!box.current || !restored) return;
    fill(box.current, restored.before);
    dropDraft(personId, clientId);
    setClientId(first);
    setRestored(undefined);
  };
  const keep = (form: HTMLFormElement) =>
    keepDraft(personId, { clientId, at: Date.now(), isNew, values: valuesOf(form) });
  const drop = useCallback(() => dropDraft(personId, clientId), [personId, clientId]);

  // The answer leads on to another page: the server has it. A page of errors, or to sign in again, is none.
  const target = navigation.location?.pathname;
  const accepted =
    navigation.state === "loading" && navigation.formData !== undefined && target !== here && target !== paths.login();
  useEffect(() => {
    if (accepted) drop();
  }, [accepted, drop]);

  return { clientId, restored: restored?.at, restore, undo, keep, drop };
}
