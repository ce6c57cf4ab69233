import { useEffect, useState } from "react";
import { onChange } from "#app/browser/outbox/changes.ts";
import { readOwner } from "#app/browser/outbox/owner.ts";
import { type PostWithFiles, postsOf } from "#app/browser/outbox/posts.ts";
import type { Owner } from "#app/browser/outbox/records.ts";
import type { UploadProgress } from "#app/browser/upload/send-file.ts";

export type Outbox = { owner: Owner; posts: PostWithFiles[]; progress: ReadonlyMap<string, UploadProgress> };

/**
 * What the device keeps for whoever it belongs to now, as it changes. `null` when that is nobody, the session is over,
 * or the page is somebody else's; undefined until it is known.
 * @param personId whose page this is; a page nobody is signed in on takes the device's word
 */
export function useOutbox(personId: string | null): Outbox | null | undefined {
  const [outbox, setOutbox] = useState<Outbox | null>();
  useEffect(() => {
    let [gone, asked] = [false, 0];
    const read = async () => {
      const mine = ++asked;
      const owner = await readOwner();
      const own = owner && !owner.locked && (personId === null || owner.personId === personId) ? owner : null;
      const posts = own ? await postsOf(own.personId) : [];
      // Only the latest question is answered: an earlier one may end later.
      if (gone || mine !== asked) return;
      setOutbox((before) => own && { owner: own, posts, progress: before?.progress ?? new Map() });
    };
    const stop = onChange((change) => {
      if (change.kind === "rows") return void read();
      const { fileId, progress } = change;
      setOutbox((before) => before && { ...before, progress: new Map(before.progress).set(fileId, progress) });
    });
    read().catch(() => setOutbox(null));
    return () => {
      gone = true;
      stop();
    };
  }, [personId]);
  return outbox;
}
