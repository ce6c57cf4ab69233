import { paths } from "#app/lib/paths.ts";
import { verdictOf } from "./answers.ts";
import { announce } from "./changes.ts";
import { deviceDatabase } from "./database.ts";
import { lockDevice, readOwner } from "./owner.ts";
import type { KeptForm, Owner, ReadingCopy } from "./records.ts";
import type { Trouble } from "./send-texts.ts";
import { wipePerson } from "./wipe.ts";

/** Problems kept for reading; the least recently seen goes first. */
const MOST_COPIES = 40;
const ANSWER_WITHIN_MS = 20_000;

type Answer = {
  gone: string[];
  changed: string[];
  drafts: { clientId: string; number: string; values: Record<string, string> }[];
  choices: unknown;
};

const options = (): RequestInit => ({
  headers: { Accept: "application/json", "X-Requested-With": "fetch" },
  redirect: "error",
  signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
});

/** Carries out what the server says of this device's session: a revoked one wipes, one that is over locks. */
export async function obey(trouble: Trouble): Promise<void> {
  if (trouble.kind !== "no-session") return;
  if (trouble.revoked) await wipePerson(trouble.revoked);
  else await lockDevice();
}

/** The session ended since this was asked: an answer from before opens nothing again. */
const lockedSince = (before: Owner | undefined, owner: Owner | undefined): boolean =>
  owner?.locked === true && !before?.locked;

/**
 * Asks the server what this person's device may keep, and does so: copies the person may no longer read go at once,
 * changed ones are fetched anew, drafts and the form's choices follow the server. A locked device opens again.
 */
export async function contact(personId: string, now: () => number): Promise<Trouble | null> {
  const db = await deviceDatabase();
  const before = await readOwner();
  const copies = await db.getAllFromIndex("copies", "person", personId);
  const body = JSON.stringify({ personId, copies: copies.map(({ id, mark }) => ({ id, mark })) });
  let response: Response;
  let said: unknown;
  try {
    const asked = options();
    const headers = { ...asked.headers, "Content-Type": "application/json" };
    response = await fetch(paths.outboxContact(), { ...asked, headers, method: "POST", body });
    said = await response.json();
  } catch {
    return { kind: "unreached" };
  }
  if (!response.ok) {
    const verdict = verdictOf(response.status, said);
    const trouble: Trouble =
      verdict.kind === "no-session" || verdict.kind === "other-person" ? verdict : { kind: "unreached" };
    await obey(trouble);
    return trouble;
  }
  const answer = said as Answer;
  const tx = db.transaction(["copies", "forms", "choices", "device"], "readwrite");
  // Who has signed out meanwhile leaves nothing behind, nor does an answer that was on its way.
  const owner = await tx.objectStore("device").get("owner");
  if (owner?.personId !== personId || lockedSince(before, owner)) return null;
  for (const id of [...answer.gone, ...answer.changed]) await tx.objectStore("copies").delete([personId, id]);
  await keepForms(tx.objectStore("forms"), personId, answer.drafts, now());
  if (answer.choices) await tx.objectStore("choices").put({ personId, choices: answer.choices });
  await tx.objectStore("device").put({ ...owner, contactAt: now(), locked: false }, "owner");
  await tx.done;
  for (const id of answer.changed) await keepCopy(personId, id);
  announce();
  return null;
}

type Forms = {
  index(name: "person"): { getAll(key: string): Promise<KeptForm[]> };
  put(form: KeptForm): Promise<unknown>;
  delete(id: string): Promise<void>;
};

/** The server's drafts in place of those it gave before; what was typed here without signal is not overwritten. */
async function keepForms(forms: Forms, personId: string, drafts: Answer["drafts"], at: number): Promise<void> {
  const own = new Set<string>();
  for (const form of await forms.index("person").getAll(personId)) {
    if (form.own) own.add(form.id);
    else await forms.delete(form.id);
  }
  for (const { clientId, number, values } of drafts)
    if (!own.has(clientId)) await forms.put({ id: clientId, personId, number, values, at });
}

/** Keeps a problem's text as this person may read it now. A copy that cannot be had is no loss: it is on the page. */
export async function keepCopy(personId: string, problemId: string): Promise<void> {
  try {
    const before = await readOwner();
    const response = await fetch(paths.outboxCopy(problemId), options());
    if (!response.ok) return;
    const copy = (await response.json()) as ReadingCopy;
    if (copy.personId !== personId) return;
    const db = await deviceDatabase();
    const tx = db.transaction(["copies", "device"], "readwrite");
    // On the very first page nobody owns the device yet; who did, and does no more, has signed out meanwhile.
    const owner = await tx.objectStore("device").get("owner");
    if ((owner?.personId !== personId && (owner || before)) || lockedSince(before, owner)) return;
    const copies = tx.objectStore("copies");
    await copies.put(copy);
    const all = await copies.index("person").getAll(personId);
    for (const old of all.sort((a, b) => b.at - a.at).slice(MOST_COPIES)) await copies.delete([personId, old.id]);
    await tx.done;
    announce();
  } catch {
    // No signal, or nowhere to keep it.
  }
}
