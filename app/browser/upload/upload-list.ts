import { type Refusal, refusalBeforehand } from "#app/modules/attachments/rules.ts";
import { type RefusalReason, UploadRefused } from "./failures.ts";
import { newId } from "./new-id.ts";
import { fingerprint, forget, forgetAll, note, recall } from "./unfinished.ts";

export type UploadState = "queued" | "sending" | "waiting" | "checking" | "done" | "cancelled" | "failed";

export type UploadItem = {
  id: string;
  /** What the file is for: a problem, a comment being written, an activity. */
  problemId: string;
  name: string;
  type: string;
  size: number;
  state: UploadState;
  /** 0 to 100. */
  percent: number;
  /** Why it failed: known here, or said by the server in the reader's words. */
  failure: { why: RefusalReason; text: string } | { before: Refusal } | null;
};

/** What has files of its own that are sent from a page. */
export type OwnerKind = "problem" | "comment" | "activity";
type Work = {
  file: File;
  ownerKind: OwnerKind;
  personId: string;
  keepClose: boolean;
  stop: AbortController;
  permit: string | null;
};

const AT_ONCE = 3;
const ENDED = new Set<UploadState>(["done", "cancelled", "failed"]);

/**
 * The files on their way from this tab. Not of one page: they go on while other pages of the product are read. All
 * belong to one person; with another one signed in on the same device nothing of the first is shown or sent.
 */
let items: readonly UploadItem[] = [];
let owner = "";
const works = new Map<string, Work>();
const listeners = new Set<() => void>();
const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();

function setItems(next: readonly UploadItem[]): void {
  items = next;
  if (items.every(({ state }) => ENDED.has(state))) removeEventListener("beforeunload", askFirst);
  else addEventListener("beforeunload", askFirst);
  for (const listener of listeners) listener();
}

const change = (id: string, to: Partial<UploadItem>) =>
  setItems(items.map((item) => (item.id === id ? { ...item, ...to } : item)));

export const currentUploads = (): readonly UploadItem[] => items;

export function watchUploads(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Takes those of one problem off the list that have come to an end. */
export function dropEnded(problemId: string): void {
  const left = items.filter((item) => item.problemId !== problemId || !ENDED.has(item.state));
  for (const { id } of items) if (!left.some((item) => item.id === id)) works.delete(id);
  setItems(left);
}

/** Says who is signed in. */
export function uploadsBelongTo(personId: string): void {
  if (owner === personId) return;
  for (const { stop } of works.values()) stop.abort();
  works.clear();
  if (owner !== "") forgetAll();
  owner = personId;
  if (items.length > 0) setItems([]);
}

/** Sends files as the person who is signed in, a few at a time; what cannot be taken is refused at once. */
export function addUploads(
  problemId: string,
  files: readonly File[],
  keepClose: boolean,
  ownerKind: OwnerKind = "problem",
): void {
  const fresh = files.map((file): UploadItem => {
    const before = refusalBeforehand(file);
    const earlier = before ? undefined : recall(fingerprint(owner, problemId, file));
    // Chosen twice in one go, or while it is still being sent: that is the same file.
    const id = earlier && !works.has(earlier.clientId) ? earlier.clientId : newId();
    if (!before) {
      const permit = earlier?.clientId === id ? earlier.permit : null;
      works.set(id, { file, ownerKind, personId: owner, keepClose, stop: new AbortController(), permit });
    }
    const { name, type, size } = file;
    const state = before ? "failed" : "queued";
    return { id, problemId, name, type, size, state, percent: 0, failure: before ? { before } : null };
  });
  setItems([...items, ...fresh]);
  sendNext();
}

/** Takes a file that has not arrived off the list of those to send. */
export function cancelUpload(id: string): void {
  works.get(id)?.stop.abort();
  change(id, { state: "cancelled" });
}

/** Sends a file again that was cancelled or could not be sent; what had arrived is not sent twice. */
export function retryUpload(id: string): void {
  const work = works.get(id);
  if (!work) return;
  work.stop = new AbortController();
  change(id, { state: "queued", failure: null });
  sendNext();
}

export const mayRetry = ({ state, failure }: UploadItem): boolean =>
  state === "cancelled" || (failure !== null && "why" in failure && ["fault", "signed-out"].includes(failure.why));

let underWay = 0;

function sendNext(): void {
  for (const item of items) {
    const work = works.get(item.id);
    if (underWay >= AT_ONCE) return;
    if (item.state !== "queued" || !work) continue;
    underWay += 1;
    void send(item, work).finally(() => {
      underWay -= 1;
      sendNext();
    });
  }
}

async function send({ id, problemId }: UploadItem, work: Work): Promise<void> {
  const { file, ownerKind, personId, keepClose, permit } = work;
  const { signal } = work.stop;
  // A word from an attempt that was cancelled must not undo what came after it.
  const say = (to: Partial<UploadItem>) => {
    if (!signal.aborted) change(id, to);
  };
  say({ state: "sending" });
  try {
    const { sendFile } = await import("./send-file.ts");
    await sendFile({
      ownerKind,
      problemId,
      personId,
      file,
      layer: keepClose ? "CONFIDENTIAL" : undefined,
      clientId: id,
      signal,
      permit,
      onPermit: (next) => {
        work.permit = next;
        note({ clientId: id, of: fingerprint(personId, problemId, file), permit: next });
      },
      onProgress: ({ state, sent, total }) => say({ state, percent: Math.floor((sent / total) * 100) }),
    });
    forget(id);
    works.delete(id);
    say({ state: "done", percent: 100 });
  } catch (error) {
    const why = error instanceof UploadRefused ? error.why : "fault";
    if (why === "refused" || why === "unreadable") forget(id);
    say({ state: "failed", failure: { why, text: error instanceof UploadRefused ? error.message : "" } });
  }
}
