import { subMinutes } from "date-fns/subMinutes";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { parseSearch } from "#app/modules/knowledge/schema.ts";
import { searchReader } from "#app/modules/knowledge/search-reader.server.ts";
import { searchService } from "#app/modules/knowledge/search-service.server.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { FACETS } from "#search/engines/engine.ts";
import { ask } from "#search/question.ts";
import { fileNotices } from "./file-notices.server.ts";
import { loadRecipients } from "./load-choices.server.ts";

/** The soonest a search is looked through again, and only if something was indexed meanwhile. */
const EVERY_MINUTES = 60;
/** So many in one run of the job, those first that have waited longest. */
const AT_ONCE = 100;
/** The newest hits, by which new ones are told from known ones. */
const LOOKED_AT = 100;

type Hit = { problemId: string; postedAt: Date };
type Known = { known: readonly string[]; since: Date | null };

/**
 * Of the newest hits those not known from the last time. Where there were more hits than were looked at, older ones
 * than those are not new: they only moved up.
 */
export const newHits = (hits: readonly Hit[], { known, since }: Known): Hit[] =>
  hits.filter((hit) => !known.includes(hit.problemId) && (since === null || hit.postedAt >= since));

/**
 * Looks through saved searches and tells whoever keeps one of problems it finds that it did not find before: at most one
 * message a search and day, of what the person may read now. The first look only takes note of what there is.
 */
export async function tellSavedSearches(now: Date): Promise<void> {
  const unseen = await waiting({ watch: null }, AT_ONCE);
  const longAgo = { watch: { checkedAt: { lte: subMinutes(now, EVERY_MINUTES) } } };
  const searches = [...unseen, ...(await waiting(longAgo, AT_ONCE - unseen.length))];
  if (searches.length === 0) return;
  const newest = await db.searchDocument.aggregate({ _max: { writtenAt: true } });
  const recipients = await loadRecipients([...new Set(searches.map((one) => one.personId))]);
  for (const search of searches) {
    const unchanged = search.watch && (newest._max.writtenAt ?? new Date(0)) < search.watch.checkedAt;
    const zone = recipients.get(search.personId)?.preferences.quiet.timeZone;
    if (unchanged || !zone) {
      await db.searchWatch.updateMany({ where: { searchId: search.id }, data: { checkedAt: now } });
      continue;
    }
    await lookThrough(search, formatDate(now, zone), now);
  }
}

const waiting = (which: Prisma.SavedSearchWhereInput, take: number): Promise<Search[]> =>
  db.savedSearch.findMany({
    where: { ...which, person: { disabledAt: null } },
    orderBy: [{ watch: { checkedAt: "asc" } }, { id: "asc" }],
    take,
    select: { id: true, personId: true, query: true, watch: { select: { known: true, since: true, checkedAt: true } } },
  });

type Search = { id: string; personId: string; query: string; watch: (Known & { checkedAt: Date }) | null };

async function lookThrough(search: Search, day: string, now: Date): Promise<void> {
  const { id, personId, query, watch } = search;
  const dedupeKey = `search:${id}:${day}`;
  const toldToday = await db.notice.count({ where: { personId, dedupeKey } });
  // What comes after today's message is tomorrow's news.
  if (toldToday > 0) {
    await db.searchWatch.updateMany({ where: { searchId: id }, data: { checkedAt: now } });
    return;
  }
  const hits = await hitsFor(await loadActor(personId, now), query);
  const fresh = watch ? newHits(hits, watch) : [];
  if (fresh.length > 0) {
    const subject = { subjectKind: "search", subjectId: id, eventId: null };
    const payload = { count: fresh.length };
    const notice = { ...subject, personId, type: "search.new-matches", dedupeKey, payload, createdAt: now };
    await fileNotices([notice], now);
  }
  // After the message: killed in between, the next look finds the same and files it again, which changes nothing.
  const oldest = hits.length === LOOKED_AT ? (hits.at(-1)?.postedAt ?? null) : null;
  const data = { known: hits.map((hit) => hit.problemId), since: oldest, checkedAt: now };
  await db.searchWatch.upsert({ where: { searchId: id }, create: { searchId: id, ...data }, update: data });
}

/** The newest problems that hold what is asked for, as far as the person may read them at this moment. */
async function hitsFor(actor: Actor, query: string): Promise<Hit[]> {
  const { text, filters } = parseSearch(new URLSearchParams(query));
  const { reader, index } = await searchReader(actor);
  const question = ask(text, searchService().vocabulary);
  if (question.empty && (question.text !== "" || FACETS.every((facet) => !filters[facet]?.length))) return [];
  const page = { offset: 0, limit: LOOKED_AT, sort: "newest" as const, uncounted: true };
  const found = await searchService().find(question, reader, filters, page, index);
  const exact = found.hits.filter((hit) => !hit.related);
  const visible = await db.problem.findMany({
    where: { id: { in: exact.map((hit) => hit.problemId) }, AND: visibleTo(actor) },
    select: { id: true },
  });
  const ids = new Set(visible.map((one) => one.id));
  return exact.flatMap(({ problemId, createdAt }) =>
    ids.has(problemId) ? [{ problemId, postedAt: new Date(createdAt * 1_000) }] : [],
  );
}
