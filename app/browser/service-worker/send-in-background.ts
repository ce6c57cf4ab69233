import { alone } from "../outbox/alone.ts";
import { obey } from "../outbox/contact.ts";
import { expireCopies, readOwner } from "../outbox/owner.ts";
import { sendTexts } from "../outbox/send-texts.ts";

/**
 * The texts of whoever owns the device, sent without a page; the files follow with the next one. Rejects while the
 * server can't be reached, so that the browser wakes us again.
 */
export async function sendInBackground(): Promise<void> {
  const now = () => Date.now();
  await expireCopies(now());
  const owner = await readOwner();
  if (!owner || owner.locked) return;
  const trouble = await alone("texts", () => sendTexts(owner.personId, { now }));
  if (!trouble) return;
  await obey(trouble);
  if (trouble.kind === "unreached") throw new Error("no signal yet");
}
