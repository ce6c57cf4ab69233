import { UploadRefused } from "../upload/failures.ts";
import { sendFile } from "../upload/send-file.ts";
import { announce } from "./changes.ts";
import { changeFile, changePost, fileOf, type PostWithFiles, postsOf } from "./posts.ts";
import type { PostFile } from "./records.ts";
import type { Trouble } from "./send-texts.ts";

/**
 * Sends the files of posts whose text has arrived, one after the other, the oldest post first. Needs a page. Goes on by
 * itself after a lost connection. Only one of a device's tabs may be in here (see `alone`).
 */
export async function sendFiles(personId: string, signal: AbortSignal): Promise<Trouble | null> {
  for (;;) {
    const post = (await postsOf(personId)).reverse().find(({ state }) => state === "files");
    if (!post?.problemId) return null;
    const next = post.files.find(({ state }) => state === "waiting" || state === "sending");
    if (!next) await finish(post);
    else {
      const trouble = await send(next, post.problemId, signal);
      if (trouble) return trouble;
    }
  }
}

/** All its files have arrived or were refused. What waited for a recording is asked for once more. */
async function finish(post: PostWithFiles): Promise<void> {
  await changePost(post.id, post.unfinished ? { state: "waiting", dueAt: 0 } : { state: "sent" });
}

async function send(meta: PostFile, problemId: string, signal: AbortSignal): Promise<Trouble | null> {
  const file = await fileOf(meta);
  if (!file) {
    await changeFile(meta.id, { state: "refused", refusal: "" });
    return null;
  }
  await changeFile(meta.id, { state: "sending" });
  try {
    await sendFile({
      problemId,
      file,
      clientId: meta.id,
      signal,
      permit: meta.permit,
      onPermit: (permit) => void changeFile(meta.id, { permit }),
      onProgress: (progress) => announce({ kind: "progress", fileId: meta.id, progress }),
    });
    await changeFile(meta.id, { state: "sent", permit: null });
    return null;
  } catch (error) {
    await changeFile(meta.id, { state: "waiting" });
    if (!(error instanceof UploadRefused)) throw error;
    if (error.why === "signed-out") return { kind: "no-session", revoked: null };
    if (error.why === "fault") return { kind: "unreached" };
    await changeFile(meta.id, { state: "refused", refusal: error.message });
    return null;
  }
}
