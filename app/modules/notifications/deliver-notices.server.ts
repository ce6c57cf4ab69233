import { setTimeout as wait } from "node:timers/promises";
import { formatDate } from "#app/lib/format.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { layersFor } from "#app/modules/problems/layers-for.server.ts";
import { isUrgent } from "#app/modules/problems/lifecycle.ts";
import { fileNotices } from "./file-notices.server.ts";
import { layerOf, loadNoticeFacts } from "./notice-facts.server.ts";
import { recipientsOf } from "./recipients.server.ts";

/** News of before is history: it is filed, but nobody is called to it. */
const OLD_NEWS_MS = 14 * 24 * 3_600_000;

/** Notes and comments come one a day and matter, or a busy log would drown the rest. */
const ONE_A_DAY = ["problem.log-added", "problem.commented"];

/** Rights are asked for so many people at once, right before they are told. */
const AT_ONCE = 50;
/** More than these are told at leisure, by a job of their own: neither pages nor other messages wait for them. */
const MANY = 500;
/** Of the time it takes, so many times as much belongs to others. */
const REST = 12;

/**
 * Tells everybody an event concerns, as far as they may read the problem at that moment. Delivered again, it
 * changes nothing: one notice a person and matter. @returns "many" when there are too many to be told in one go; then
 * nobody has been told yet, and `atLeisure` tells them.
 */
export async function deliverNotices(eventId: bigint, now: Date, atLeisure = false): Promise<"done" | "many"> {
  const facts = await loadNoticeFacts(eventId);
  if (!facts) return "done";
  const { event, problem } = facts;
  const { told, mentioned } = await recipientsOf({ event, problem, now });
  const wanted = layerOf(event);
  const day = formatDate(event.at);
  const everybody = [...new Set([...mentioned, ...told])];
  if (everybody.length > MANY && !atLeisure) return "many";
  for (let from = 0; from < everybody.length; from += AT_ONCE) {
    const began = performance.now();
    const layers = await layersFor(everybody.slice(from, from + AT_ONCE), problem.id, now);
    await fileNotices(
      [...layers].flatMap(([personId, layer]) => {
        if (!includesLayer(layer, wanted)) return [];
        const called = mentioned.includes(personId);
        const daily = !called && ONE_A_DAY.includes(event.type);
        return {
          personId,
          type: called ? "problem.mentioned" : event.type,
          subjectKind: "problem",
          subjectId: problem.id,
          eventId: event.id,
          dedupeKey: daily ? `${event.type}:${problem.id}:${day}` : `event:${event.id}`,
          urgent: isUrgent(problem.severity),
          history: now.getTime() - event.at.getTime() > OLD_NEWS_MS,
          createdAt: event.at,
        };
      }),
      now,
    );
    if (atLeisure) await wait((performance.now() - began) * REST);
  }
  return "done";
}
