import { conflict, forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadMentorship } from "./queries.server.ts";
import { isMonth } from "./rules.ts";

/** One month's note, for the apprentice to write or the master to answer. Errors: not_found, forbidden, conflict. */
export async function loadMonth(actor: Actor, id: string, month: string) {
  if (!isMonth(month)) throw notFound();
  const page = await loadMentorship(actor, id);
  const note = page.notes.find((one) => one.month === month) ?? null;
  const head = { id: page.id, master: page.master, apprentice: page.apprentice, month, note };
  if (page.may["write-note"]) {
    if (note?.state === "COUNTERSIGNED") throw conflict("mentor-note-signed");
    if (!note && !page.writable.includes(month)) throw notFound();
    return { ...head, writes: true };
  }
  if (!page.full) throw forbidden("not-your-move");
  if (!note) throw notFound();
  if (!page.mayAnswer) throw forbidden("not-your-move");
  if (note.state !== "WRITTEN") throw conflict();
  return { ...head, writes: false };
}
