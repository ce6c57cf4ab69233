/** Runs `work` when no other tab of this browser, nor its service worker, is at the same lane. */
export const alone = <T>(lane: "texts" | "files", work: () => Promise<T>): Promise<T> =>
  navigator.locks.request(`outbox-${lane}`, work) as Promise<T>;
