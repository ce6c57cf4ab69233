import { newId } from "../upload/new-id.ts";
import { announce } from "./changes.ts";
import { deviceDatabase } from "./database.ts";
import type { Post, PostFile } from "./records.ts";

export type NewPost = { id: string; personId: string; fields: [string, string][]; title: string; files: File[] };
export type PostWithFiles = Post & { files: PostFile[] };

/**
 * Keeps a post with its files in one transaction: when this returns it survives a closed browser. A post that was
 * refused is kept anew with what was changed; with `keepFiles` its files stay beside the new ones.
 */
export async function keepPost({ files, ...post }: NewPost, now: number, keepFiles = false): Promise<void> {
  const db = await deviceDatabase();
  const tx = db.transaction(["posts", "files", "bytes", "forms"], "readwrite");
  const [posts, metas, bytes] = [tx.objectStore("posts"), tx.objectStore("files"), tx.objectStore("bytes")];
  const before = await posts.get(post.id);
  // The same press twice, or a page gone back to: what is on its way, or there, is not begun anew.
  if (before && before.state !== "refused") return tx.done;
  if (!keepFiles)
    for (const id of await metas.index("post").getAllKeys(post.id)) {
      await metas.delete(id);
      await bytes.delete(id);
    }
  await posts.put({ ...post, writtenAt: before?.writtenAt ?? now, state: "waiting", tries: 0, dueAt: 0 });
  const kept = await metas.index("post").count(post.id);
  for (const [at, file] of files.entries()) {
    const id = newId();
    const { name, type, size } = file;
    const place = kept + at;
    await metas.put({ id, postId: post.id, personId: post.personId, name, type, size, place, state: "waiting" });
    await bytes.put(file, id);
  }
  await tx.objectStore("forms").delete(post.id);
  await tx.done;
  announce();
}

/** The posts of one person, the latest first, each with its files in the order they were added. */
export async function postsOf(personId: string): Promise<PostWithFiles[]> {
  const db = await deviceDatabase();
  const tx = db.transaction(["posts", "files"]);
  const [posts, files] = await Promise.all([
    tx.objectStore("posts").index("person").getAll(personId),
    tx.objectStore("files").index("person").getAll(personId),
  ]);
  return posts
    .sort((a, b) => b.writtenAt - a.writtenAt)
    .map((post) => ({
      ...post,
      files: files.filter((file) => file.postId === post.id).sort((a, b) => a.place - b.place),
    }));
}

/** Changes a post unless it has gone meanwhile. */
export async function changePost(id: string, change: Partial<Post>): Promise<void> {
  const db = await deviceDatabase();
  const tx = db.transaction("posts", "readwrite");
  const post = await tx.store.get(id);
  if (post) await tx.store.put({ ...post, ...change });
  await tx.done;
  announce();
}

/** Changes a file unless it has gone meanwhile; what was sent gives its bytes up. */
export async function changeFile(id: string, change: Partial<PostFile>): Promise<void> {
  const db = await deviceDatabase();
  const tx = db.transaction(["files", "bytes"], "readwrite");
  const file = await tx.objectStore("files").get(id);
  if (file) await tx.objectStore("files").put({ ...file, ...change });
  if (change.state === "sent") await tx.objectStore("bytes").delete(id);
  await tx.done;
  announce();
}

/** The file as it was chosen; null when its bytes are gone. */
export async function fileOf({ id, name, type }: PostFile): Promise<File | null> {
  const bytes = await (await deviceDatabase()).get("bytes", id);
  return bytes ? new File([bytes], name, { type }) : null;
}

/** Takes a post and its files off the device. */
export async function removePost(id: string): Promise<void> {
  const db = await deviceDatabase();
  const tx = db.transaction(["posts", "files", "bytes"], "readwrite");
  for (const file of await tx.objectStore("files").index("post").getAllKeys(id)) {
    await tx.objectStore("files").delete(file);
    await tx.objectStore("bytes").delete(file);
  }
  await tx.objectStore("posts").delete(id);
  await tx.done;
  announce();
}

/** Tries a file again that was not accepted. */
export async function retryFile({ id, postId }: PostFile): Promise<void> {
  await changeFile(id, { state: "waiting", refusal: undefined, permit: null });
  await changePost(postId, { state: "files" });
}

/** Takes one file out of its post. */
export async function removeFile(id: string): Promise<void> {
  const db = await deviceDatabase();
  const tx = db.transaction(["files", "bytes"], "readwrite");
  await tx.objectStore("files").delete(id);
  await tx.objectStore("bytes").delete(id);
  await tx.done;
  announce();
}

/** Posts, or files of posts, the server does not have yet. */
export const isUnsent = (post: PostWithFiles): boolean =>
  post.state !== "sent" || post.files.some((file) => file.state !== "sent" && file.state !== "refused");

const SENT_SHOWN_MS = 7 * 86_400_000;

/** Takes what was sent a week ago off the list. */
export async function tidyPosts(personId: string, now: number): Promise<void> {
  for (const post of await postsOf(personId))
    if (!isUnsent(post) && post.state === "sent" && now - post.writtenAt > SENT_SHOWN_MS) await removePost(post.id);
}
