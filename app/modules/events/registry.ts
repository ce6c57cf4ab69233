import type { EventType } from "./types.ts";

export type Subscriber = {
  /** The job's name, unique. */
  name: string;
  /** Which events it wants; a trailing `*` stands for any ending. */
  on: readonly string[];
};

type Registry = { subscribers: Subscriber[] };
const registry: Registry = ((globalThis as { __jianglianSubscribers?: Registry }).__jianglianSubscribers ??= {
  subscribers: [],
});

/** Called by worker/ at start; the same name twice replaces. */
export function subscribe(subscriber: Subscriber): void {
  registry.subscribers = [...registry.subscribers.filter((s) => s.name !== subscriber.name), subscriber];
}

const wants = (pattern: string, type: string): boolean =>
  pattern === type || (pattern.endsWith("*") && type.startsWith(pattern.slice(0, -1)));

/** Names of the jobs an event starts. */
export const subscribersOf = (type: EventType): string[] =>
  registry.subscribers.filter((s) => s.on.some((pattern) => wants(pattern, type))).map((s) => s.name);
