import { db } from "#app/lib/db.server.ts";
import { type EventStream, openEventStream, openStreams } from "#app/lib/http/event-stream.server.ts";
import { log } from "#app/lib/log.server.ts";
import { listen } from "#app/lib/signals.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { ownSessionKey } from "#app/modules/accounts/session.server.ts";

type Reader = {
  personId: string;
  sessionKey: string;
  stream: EventStream;
  /** What it was told last. */
  knows: string;
};
type Stand = { personId: string; unread: number; newest: string | null };
type Hub = {
  readers: Set<Reader>;
  /** People whose count may have changed. */
  changed: Set<string>;
  telling: boolean;
  stops: (() => void)[];
};

const hub: Hub = ((globalThis as { __jianglianLive?: Hub }).__jianglianLive ??= {
  readers: new Set(),
  changed: new Set(),
  telling: false,
  stops: [],
});

/** Windows of one browser; a hidden one lets go of its stream. */
const MOST_OF_SESSION = 6;
/** Of one process; beyond, pages show what was there when they were made. */
const MOST = 2_000;
/** A session that ran out, or an account that was shut, is noticed after this long; a session that was ended, at once. */
const CHECK_MS = 60_000;
const AGAIN_MS = 2_000;

/**
 * Opens a stream that says about how many matters the actor has unread messages, at once and whenever that changes: a number, never
 * what they are about. It ends with the session.
 */
export async function openLive(request: Request, actor: Actor): Promise<Response> {
  const sessionKey = ownSessionKey(request);
  if (!sessionKey) return new Response(null, { status: 204 });
  if (openStreams() >= MOST) return new Response(null, { status: 503, headers: { "Retry-After": "60" } });
  const same = [...hub.readers].filter((one) => one.sessionKey === sessionKey);
  for (const oldest of same.slice(0, Math.max(0, same.length - MOST_OF_SESSION + 1))) {
    oldest.stream.send("bye", {});
    oldest.stream.end();
  }
  // Listening comes before counting: what happens in between is heard.
  const stream = openEventStream(request, () => leave(reader));
  const knows = request.headers.get("Last-Event-ID") ?? "";
  const reader: Reader = { personId: actor.personId, sessionKey, stream, knows };
  hub.readers.add(reader);
  if (hub.stops.length === 0) begin();
  hub.changed.add(actor.personId);
  void tell();
  return stream.response;
}

function begin(): void {
  const everybody = () => {
    for (const reader of hub.readers) hub.changed.add(reader.personId);
    void tell();
  };
  const checking = setInterval(() => void checkSessions(() => true), CHECK_MS);
  checking.unref();
  hub.stops.push(
    listen(
      "notices",
      (ids) => {
        for (const id of ids) hub.changed.add(id);
        void tell();
      },
      everybody,
    ),
    listen("sessions", (ids) => void checkSessions((reader) => ids.includes(reader.sessionKey))),
    () => clearInterval(checking),
  );
}

function leave(reader: Reader): void {
  hub.readers.delete(reader);
  if (hub.readers.size === 0) for (const stop of hub.stops.splice(0)) stop();
}

/** Counts for all who are to be told, in one statement; what changes meanwhile is told in the next round. */
async function tell(): Promise<void> {
  if (hub.telling) return;
  hub.telling = true;
  try {
    while (hub.changed.size > 0) {
      const here = new Set([...hub.readers].map((reader) => reader.personId));
      const ids = [...hub.changed].filter((id) => here.has(id));
      hub.changed.clear();
      if (ids.length === 0) continue;
      try {
        pass(await standsOf(ids));
      } catch (error) {
        for (const id of ids) hub.changed.add(id);
        throw error;
      }
    }
  } catch (error) {
    log.debug("live: the database does not answer, trying again", { error: (error as Error).message });
    setTimeout(() => void tell(), AGAIN_MS).unref();
  } finally {
    hub.telling = false;
  }
}

function pass(stands: Map<string, Stand>): void {
  for (const reader of hub.readers) {
    const stand = stands.get(reader.personId);
    if (!stand) continue;
    const mark = `${stand.newest ?? ""}.${stand.unread}`;
    if (mark === reader.knows) continue;
    reader.knows = mark;
    reader.stream.send("notices", { unread: stand.unread, at: Date.now() }, mark);
  }
}

async function standsOf(personIds: string[]): Promise<Map<string, Stand>> {
  const rows = await db.$queryRaw<Stand[]>`
    SELECT p."id" AS "personId",
      (SELECT count(DISTINCT (n."subjectKind", n."subjectId"))::int FROM "Notice" n
       WHERE n."personId" = p."id" AND n."readAt" IS NULL) AS "unread",
      (SELECT n."id"::text FROM "Notice" n WHERE n."personId" = p."id" AND n."readAt" IS NULL
       ORDER BY n."createdAt" DESC, n."id" DESC LIMIT 1) AS "newest"
    FROM unnest(${personIds}::uuid[]) AS p("id")`;
  return new Map(rows.map((row) => [row.personId, row]));
}

/** Ends the streams whose session is over or whose account is shut. */
async function checkSessions(which: (reader: Reader) => boolean): Promise<void> {
  const readers = [...hub.readers].filter(which);
  if (readers.length === 0) return;
  try {
    const rows = await db.session.findMany({
      where: {
        id: { in: [...new Set(readers.map((reader) => reader.sessionKey))] },
        expiresAt: { gt: new Date() },
        person: { disabledAt: null },
      },
      select: { id: true },
    });
    const open = new Set(rows.map((row) => row.id));
    for (const reader of readers) if (!open.has(reader.sessionKey)) reader.stream.end();
  } catch (error) {
    log.debug("live: sessions could not be checked, trying again", { error: (error as Error).message });
  }
}
