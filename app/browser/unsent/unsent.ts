/** What became of the last form: it did not leave the device, or the signal has returned since, or nobody is signed in any more, or somebody else. */
export type Unsent = "no-signal" | "signal-back" | "signed-out" | "other-person";

let unsent: Unsent | null = null;
const listeners = new Set<() => void>();

export const readUnsent = (): Unsent | null => unsent;

export function tellUnsent(now: Unsent | null): void {
  if (now === unsent) return;
  unsent = now;
  for (const listener of listeners) listener();
}

/** Calls back when it changes. @returns stops it */
export function onUnsent(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
