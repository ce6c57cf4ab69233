import { announce } from "./changes.ts";
import { deviceDatabase } from "./database.ts";
import type { Owner } from "./records.ts";
import { COPIES_LAST_MS, wipeCopies } from "./wipe.ts";

/** Who used this device last, or undefined. */
export const readOwner = async (): Promise<Owner | undefined> => (await deviceDatabase()).get("device", "owner");

async function put(owner: Owner): Promise<void> {
  await (await deviceDatabase()).put("device", owner, "owner");
  announce();
}

/**
 * This person is signed in here. Somebody else's copies go; what somebody else has not sent stays, unseen, until they
 * come back.
 */
export async function takeOver(person: { personId: string; name: string; locale: string }, now: number): Promise<void> {
  const before = await readOwner();
  if (before && before.personId !== person.personId) await wipeCopies(before.personId);
  else await expireCopies(now);
  const contactAt = before?.personId === person.personId ? before.contactAt : now;
  await put({ ...person, contactAt, locked: false });
}

/** The session is over: copies go, unsent posts wait unseen for the same person. */
export async function lockDevice(): Promise<void> {
  const owner = await readOwner();
  if (!owner) return;
  await wipeCopies(owner.personId);
  await put({ ...owner, locked: true });
}

/** Copies the server has not confirmed for seven days go; also when the device's clock was turned back. */
export async function expireCopies(now: number): Promise<void> {
  const owner = await readOwner();
  if (owner && Math.abs(now - owner.contactAt) > COPIES_LAST_MS) await wipeCopies(owner.personId);
}
