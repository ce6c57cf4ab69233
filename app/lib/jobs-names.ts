const PREFIX = "dead.";

/** The queue that keeps what a queue gave up on. */
export const deadQueueOf = (queue: string): string => PREFIX + queue;

/** The queue a dead letter came from; null for any other queue. */
export const sourceOf = (queue: string): string | null =>
  queue.startsWith(PREFIX) ? queue.slice(PREFIX.length) : null;
