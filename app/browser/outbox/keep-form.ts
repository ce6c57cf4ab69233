import { dropDraft } from "../drafts/local-drafts.ts";
import { keepPost } from "./posts.ts";
import { wakeWithSignal } from "./register.ts";

type Options = { personId: string; more?: Record<string, string>; keepFiles?: boolean };

const TITLE_LENGTH = 60;

/** Keeps a posting form with its files in the outbox. @returns the post's id: the form's client id */
export async function keepForm(form: HTMLFormElement, { personId, more, keepFiles }: Options): Promise<string> {
  const fields = new Map<string, string>(Object.entries(more ?? {}));
  const files: File[] = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string") {
      // An empty file box sends a file without name or content.
      if (value.size > 0) files.push(value);
    } else if (name !== "intent") fields.set(name, value);
  }
  const id = fields.get("clientId");
  if (!id) throw new Error("A form without client id can't be kept.");
  const said = fields.get("title")?.trim() || fields.get("phenomenon")?.trim() || fields.get("equipmentType")?.trim();
  const title = (said ?? "").split("\n")[0]?.slice(0, TITLE_LENGTH) ?? "";
  await keepPost({ id, personId, fields: [...fields], title, files }, Date.now(), keepFiles);
  dropDraft(personId, id);
  // Asked once, and only of those who have something to lose.
  void navigator.storage?.persist?.();
  void wakeWithSignal();
  return id;
}
