import { ACTIVITY_KINDS, type ActivityKind } from "./rules.ts";

export type CountedActivity = {
  kind: ActivityKind;
  /** People at it by name (see `whoOf`), each once. */
  who: readonly string[];
  /** Those who were counted but not named. */
  listeners: number;
};

/**
 * 场次, 人次 and 人 of one kind: three different counts, never added to one another.
 * - sessions: activities that took place
 * - attendances: every named person at every session, and the listeners who were only counted
 * - people: named people, each once however often they came; who was only counted is nobody in particular
 * - unnamed: of the attendances, those that are listeners
 */
export type ActivityCount = { sessions: number; attendances: number; people: number; unnamed: number };

function countOf(activities: readonly CountedActivity[]): ActivityCount {
  const people = new Set<string>();
  let named = 0;
  let unnamed = 0;
  for (const { who, listeners } of activities) {
    const here = new Set(who);
    named += here.size;
    unnamed += listeners;
    for (const one of here) people.add(one);
  }
  return { sessions: activities.length, attendances: named + unnamed, people: people.size, unnamed };
}

/**
 * Counts of each kind and of all together, of activities that took place (the caller leaves out others). People of
 * all kinds are not the sum of the kinds: who came to two kinds is one person.
 */
export function countActivities(activities: readonly CountedActivity[]): {
  byKind: Record<ActivityKind, ActivityCount>;
  all: ActivityCount;
} {
  const byKind = Object.fromEntries(
    ACTIVITY_KINDS.map((kind) => [kind, countOf(activities.filter((one) => one.kind === kind))]),
  ) as Record<ActivityKind, ActivityCount>;
  return { byKind, all: countOf(activities) };
}
