import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { layerFor } from "#app/modules/problems/discussion-subject.server.ts";
import { loadNoticeFacts, type NoticeEvent } from "./notice-facts.server.ts";
import { recipientsOf } from "./recipients.server.ts";

/** News of before is history: it is filed, but nobody is called to it. */
const OLD_NEWS_MS = 14 * 24 * 3_600_000;

/** Notes and comments come one a day and matter, or a busy log would drown the rest. */
const ONE_A_DAY = ["problem.log-added", "problem.commented"];

/** The layer somebody must read to be told: a sealed event concerns those it names, who read at least the summary. */
const layerOf = (event: NoticeEvent): Layer =>
  event.layer === "DETAIL" || event.layer === "CONFIDENTIAL" ? event.layer : "SUMMARY";

/**
 * Tells everybody an event concerns, as far as they may read the problem at that moment. Delivered again, it
 * changes nothing: one notice a person and matter.
 */
export async function deliverNotices(eventId: bigint, now: Date): Promise<void> {
  const facts = await loadNoticeFacts(eventId);
  if (!facts) return;
  const { event, problem } = facts;
  const { told, mentioned } = await recipientsOf({ event, problem, now });
  const wanted = layerOf(event);
  const readers = await Promise.all(
    [...told, ...mentioned].map(async (personId) => {
      const layer = await layerFor(personId, problem.id, now);
      return layer !== null && includesLayer(layer, wanted) ? personId : null;
    }),
  );
  const read = now.getTime() - event.at.getTime() > OLD_NEWS_MS ? event.at : null;
  const day = formatDate(event.at);
  const row = (personId: string, called: boolean) => ({
    personId,
    type: called ? "problem.mentioned" : event.type,
    subjectKind: "problem",
    subjectId: problem.id,
    eventId: event.id,
    dedupeKey: !called && ONE_A_DAY.includes(event.type) ? `${event.type}:${problem.id}:${day}` : `event:${event.id}`,
    createdAt: event.at,
    readAt: read,
  });
  const data = readers.flatMap((personId) => (personId ? [row(personId, mentioned.includes(personId))] : []));
  if (data.length > 0) await db.notice.createMany({ data, skipDuplicates: true });
}
