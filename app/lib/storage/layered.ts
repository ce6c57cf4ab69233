import type { Storage } from "./storage.ts";

/**
 * Keeps new files in `above` and still finds those in `below`: for an installation that moved to a bucket, and after
 * the restore of a backup, until the files below have been brought up.
 */
export function layeredStorage(above: Storage, below: Storage): Storage {
  return {
    put: (name, bytes) => above.put(name, bytes),
    take: (name, path) => above.take(name, path),
    find: async (name) => (await above.find(name)) ?? below.find(name),
    async remove(name) {
      await above.remove(name);
      await below.remove(name);
    },
    async *names() {
      yield* above.names();
      yield* below.names();
    },
  };
}
