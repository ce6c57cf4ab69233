import type { UploadProgress } from "../upload/send-file.ts";

/** What pages and tabs tell one another: rows have changed, or a file is so far. */
export type Change = { kind: "rows" } | { kind: "progress"; fileId: string; progress: UploadProgress };

const listeners = new Set<(change: Change) => void>();
let opened: BroadcastChannel | undefined;

/** Opened at the first use: this file is also read where pages are rendered. */
function channel(): BroadcastChannel {
  if (!opened) {
    opened = new BroadcastChannel("outbox");
    opened.addEventListener("message", ({ data }: MessageEvent<Change>) => {
      for (const listener of listeners) listener(data);
    });
  }
  return opened;
}

/** Tells this page and all others of this browser. */
export function announce(change: Change = { kind: "rows" }): void {
  for (const listener of listeners) listener(change);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin only
  channel().postMessage(change);
}

/** Calls back at every change, here or in another tab. @returns stops it */
export function onChange(listener: (change: Change) => void): () => void {
  listeners.add(listener);
  channel();
  return () => listeners.delete(listener);
}
