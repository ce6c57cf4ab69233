import { paths } from "#app/lib/paths.ts";
import { type Verdict, verdictOf } from "./answers.ts";
import { waitAfter } from "./backoff.ts";
import { changePost, type PostWithFiles, postsOf } from "./posts.ts";

/** No answer for so long: the connection is dead, though nobody said so. */
const ANSWER_WITHIN_MS = 20_000;

export type Trouble = { kind: "no-session"; revoked: string | null } | { kind: "other-person" } | { kind: "unreached" };

export type TextOptions = { now: () => number; answerWithinMs?: number; firstWaitMs?: number; signal?: AbortSignal };

const isDue = (post: PostWithFiles, now: number): boolean =>
  (post.state === "waiting" || post.state === "sending") && post.dueAt <= now;

/**
 * Sends the texts of a person's posts that are due, the oldest first, each alone. Stops at the first trouble that would
 * meet the next one too. Only one of a device's tabs may be in here (see `alone`).
 */
export async function sendTexts(personId: string, options: TextOptions): Promise<Trouble | null> {
  for (;;) {
    options.signal?.throwIfAborted();
    const post = (await postsOf(personId)).reverse().find((one) => isDue(one, options.now()));
    if (!post) return null;
    const trouble = await sendText(post, options);
    if (trouble) return trouble;
  }
}

async function sendText(post: PostWithFiles, options: TextOptions): Promise<Trouble | null> {
  await changePost(post.id, { state: "sending" });
  const verdict = await ask(post, options);
  switch (verdict.kind) {
    case "received": {
      const { problemId, number, isDraft } = verdict;
      const toCome = post.files.some(({ state }) => state === "waiting" || state === "sending");
      const state = toCome ? "files" : "sent";
      await changePost(post.id, { problemId, number, unfinished: isDraft, state, tries: 0, refusal: undefined });
      return null;
    }
    case "refused":
      await changePost(post.id, { state: "refused", refusal: verdict.refusal, tries: 0 });
      return null;
    case "fault": {
      const tries = post.tries + 1;
      const dueAt = options.now() + waitAfter(tries, Math.random(), options.firstWaitMs);
      await changePost(post.id, { state: "waiting", tries, dueAt });
      return null;
    }
    default:
      await changePost(post.id, { state: "waiting" });
      return verdict;
  }
}

/** Of a post that says nothing in words the server is told that a recording will. */
const recordingsOf = (post: PostWithFiles): number =>
  post.files.filter((file) => file.type.startsWith("audio/") && file.state !== "refused" && file.state !== "sent")
    .length;

async function ask(post: PostWithFiles, { answerWithinMs = ANSWER_WITHIN_MS, signal }: TextOptions): Promise<Verdict> {
  const body = new URLSearchParams(post.fields);
  body.set("personId", post.personId);
  body.set("recordings", String(recordingsOf(post)));
  const limit = AbortSignal.timeout(answerWithinMs);
  try {
    const answer = await fetch(paths.outboxPosts(), {
      method: "POST",
      body,
      headers: { Accept: "application/json", "X-Requested-With": "fetch" },
      redirect: "error",
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    return verdictOf(answer.status, await answer.json().catch(() => undefined));
  } catch {
    return { kind: "unreached" };
  }
}
