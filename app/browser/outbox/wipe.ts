import { forgetDrafts } from "../drafts/local-drafts.ts";
import { announce } from "./changes.ts";
import { deviceDatabase } from "./database.ts";

/** Copies are read for so long without the server having answered this person here. */
export const COPIES_LAST_MS = 7 * 86_400_000;

/** Takes what one person may read, and what the server has anyway, off the device; what is unsent stays. */
export async function wipeCopies(personId: string): Promise<void> {
  const db = await deviceDatabase();
  const tx = db.transaction(["copies", "forms", "choices"], "readwrite");
  for (const key of await tx.objectStore("copies").index("person").getAllKeys(personId))
    await tx.objectStore("copies").delete(key);
  for (const form of await tx.objectStore("forms").index("person").getAll(personId))
    if (!form.own) await tx.objectStore("forms").delete(form.id);
  await tx.objectStore("choices").delete(personId);
  await tx.done;
  announce();
}

/** Takes everything of one person off the device, unsent posts and half-typed forms included. */
export async function wipePerson(personId: string): Promise<void> {
  forgetDrafts(personId);
  await wipeCopies(personId);
  const db = await deviceDatabase();
  const tx = db.transaction(["posts", "files", "bytes", "forms", "device"], "readwrite");
  for (const id of await tx.objectStore("files").index("person").getAllKeys(personId)) {
    await tx.objectStore("files").delete(id);
    await tx.objectStore("bytes").delete(id);
  }
  for (const store of ["posts", "forms"] as const)
    for (const id of await tx.objectStore(store).index("person").getAllKeys(personId))
      await tx.objectStore(store).delete(id);
  if ((await tx.objectStore("device").get("owner"))?.personId === personId)
    await tx.objectStore("device").delete("owner");
  await tx.done;
  announce();
}
