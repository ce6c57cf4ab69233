import { alone } from "./alone.ts";
import { waitAfter } from "./backoff.ts";
import { contact, obey } from "./contact.ts";
import { onChange } from "./changes.ts";
import { expireCopies, readOwner, takeOver } from "./owner.ts";
import { postsOf, tidyPosts } from "./posts.ts";
import { sendFiles } from "./send-files.ts";
import { sendTexts, type TextOptions, type Trouble } from "./send-texts.ts";

/** Asked no more often than this while pages are open. */
const CONTACT_EVERY_MS = 5 * 60_000;
/** A look at the clock is all it costs. */
const LOOK_EVERY_MS = 15_000;

export type Person = { personId: string; name: string; locale: string };
type Lane = { failures: number; notBefore: number; running: boolean; again: boolean };

/**
 * Sends, in a page, what the device's owner has written: texts in one lane, files in another, so that a new text does
 * not wait for an old video. Wakes up when the signal returns, the page is looked at again, something is kept, or a
 * pause is over. @returns stops it
 */
export function startSending(options: TextOptions): () => void {
  const stopped = new AbortController();
  const lanes = { texts: newLane(), files: newLane() };
  let contacted = 0;
  let ownerId: string | null = null;
  let uploads = new AbortController();

  const settle = async (lane: Lane, trouble: Trouble | null) => {
    if (!trouble) {
      lane.failures = 0;
      return;
    }
    lane.failures += 1;
    lane.notBefore = options.now() + waitAfter(lane.failures, Math.random(), options.firstWaitMs);
    // An upload only knows that nobody is signed in; why, the server says when asked.
    if (trouble.kind === "no-session" && !trouble.revoked && ownerId) await contact(ownerId, options.now);
    else await obey(trouble);
  };
  const runLane = async (name: "texts" | "files", personId: string) => {
    const lane = lanes[name];
    if (lane.notBefore > options.now()) return;
    if (lane.running) {
      lane.again = true;
      return;
    }
    lane.running = true;
    try {
      do {
        lane.again = false;
        const work = () => (name === "texts" ? sendTexts(personId, options) : sendFiles(personId, uploads.signal));
        await settle(lane, await alone(name, work));
      } while (lane.again && lane.notBefore <= options.now());
    } catch {
      // Stopped, or the device's store was closed under it: the posts are as they were, and are tried again.
      await settle(lane, { kind: "unreached" });
    } finally {
      lane.running = false;
    }
  };
  const look = () => lookAround().catch(() => undefined);
  const lookAround = async () => {
    if (stopped.signal.aborted) return;
    const owner = await readOwner();
    const id = owner && !owner.locked ? owner.personId : null;
    if (id !== ownerId) {
      // What is on its way under another name stops at once.
      uploads.abort();
      uploads = new AbortController();
      ownerId = id;
    }
    if (owner && options.now() - contacted > CONTACT_EVERY_MS) {
      contacted = options.now();
      if ((await contact(owner.personId, options.now))?.kind === "unreached") contacted = 0;
    }
    if (!id) return;
    const posts = await postsOf(id);
    if (posts.some(({ state }) => state === "waiting" || state === "sending")) void runLane("texts", id);
    if (posts.some(({ state }) => state === "files")) void runLane("files", id);
  };
  const wake = () => {
    lanes.texts.notBefore = lanes.files.notBefore = 0;
    void look();
  };
  const seen = () => {
    if (document.visibilityState === "visible") wake();
  };

  const timer = setInterval(() => void look(), options.firstWaitMs ?? LOOK_EVERY_MS);
  const unsubscribe = onChange((change) => change.kind === "rows" && void look());
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", seen);
  void look();
  return () => {
    stopped.abort();
    uploads.abort();
    clearInterval(timer);
    unsubscribe();
    removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", seen);
  };
}

const newLane = (): Lane => ({ failures: 0, notBefore: 0, running: false, again: false });

/** Begins with a page: who is signed in owns the device from now on; a page without one leaves it as it is. */
export async function startOutbox(person: Person | null): Promise<() => void> {
  if (person) {
    await takeOver(person, Date.now());
    await tidyPosts(person.personId, Date.now());
  } else await expireCopies(Date.now());
  return startSending({ now: () => Date.now() });
}
