/** What somebody was typing and the server does not have yet. */
export type LocalDraft = {
  clientId: string;
  /** Milliseconds since 1970 of the last key. */
  at: number;
  /** On the page for a new problem; else in the draft with this client id. */
  isNew: boolean;
  values: Record<string, string>;
};

const PREFIX = "jianglian:draft:";
/** Copies on a device expire after this long. */
const EXPIRES_MS = 7 * 24 * 3_600_000;

const keyOf = (personId: string, clientId: string) => `${PREFIX}${personId}:${clientId}`;

/** The device's store; null where it has none or keeps it shut. */
function store(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function keysOf(prefix: string): string[] {
  const found = store();
  return found ? Object.keys(found).filter((key) => key.startsWith(prefix)) : [];
}

function read(key: string): LocalDraft | null {
  try {
    const draft = JSON.parse(store()?.getItem(key) ?? "null") as LocalDraft | null;
    return draft && typeof draft.at === "number" && typeof draft.values === "object" ? draft : null;
  } catch {
    return null;
  }
}

/** Keeps what is typed on this device, for this person only. */
export function keepDraft(personId: string, draft: LocalDraft): void {
  try {
    store()?.setItem(keyOf(personId, draft.clientId), JSON.stringify(draft));
  } catch {
    // Full: the server's own copy has to do.
  }
}

export const dropDraft = (personId: string, clientId: string): void =>
  store()?.removeItem(keyOf(personId, clientId)) ?? undefined;

/** What this person did not finish: in this draft, or the newest on the page for new ones. Old copies go. */
export function findDraft(personId: string, clientId: string | null, now: number): LocalDraft | null {
  for (const key of keysOf(PREFIX)) {
    const draft = read(key);
    if (!draft || now - draft.at > EXPIRES_MS) store()?.removeItem(key);
  }
  if (clientId !== null) return read(keyOf(personId, clientId));
  const own = keysOf(`${PREFIX}${personId}:`).flatMap((key) => read(key) ?? []);
  return own.filter((one) => one.isNew).sort((a, b) => b.at - a.at)[0] ?? null;
}

/** Wipes what this person typed on this device: at signing out, or when the session was revoked. */
export function forgetDrafts(personId: string): void {
  for (const key of keysOf(`${PREFIX}${personId}:`)) store()?.removeItem(key);
}
