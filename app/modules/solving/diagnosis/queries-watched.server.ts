import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadWatched } from "#app/modules/discussion/queries-watched.server.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { cursorText, readCursor } from "#app/modules/problems/cursor.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { entered, roomSelect } from "./room.server.ts";

/** What the actor watches, with what it is today; what was closed to them since says so and no more. Three statements. */
export async function loadWatchedPage(actor: Actor, cursor: string | null) {
  const read = readCursor(cursor);
  const { watched, after } = await loadWatched(
    actor,
    read && read.at !== null ? { at: new Date(read.at), id: read.id } : null,
  );
  const ids = (kind: string) => watched.filter((one) => one.kind === kind).map((one) => one.id);
  const rooms = await db.jointDiagnosis.findMany({
    where: { id: { in: ids("diagnosis") }, problem: visibleTo(actor) },
    select: roomSelect(actor),
  });
  const open = await entered(actor, rooms);
  const problems = await db.problem.findMany({
    where: { id: { in: [...ids("problem"), ...rooms.map((one) => one.problemId)] }, AND: visibleTo(actor) },
    select: {
      id: true,
      number: true,
      title: true,
      state: true,
      partial: true,
      fieldLayers: true,
      redactions: true,
      ...accessSelect(actor),
    },
  });
  const problemOf = new Map(problems.map((one) => [one.id, one]));
  const roomOf = new Map(rooms.flatMap((one) => (open.has(one.id) ? [[one.id, one] as const] : [])));
  return {
    after: after && cursorText(after),
    watched: watched.map(({ kind, id, since }) => {
      const room = kind === "diagnosis" ? roomOf.get(id) : undefined;
      const problem = problemOf.get(kind === "diagnosis" ? (room?.problemId ?? "") : id);
      return {
        kind,
        id,
        since,
        room: room
          ? { state: room.state, over: room.state === "FIXED" && room.heldAt !== null && room.heldAt <= actor.now }
          : null,
        problem: problem
          ? {
              id: problem.id,
              number: problem.number,
              title: projectFields(problem, accessOf(actor, problem)).title || problem.number,
              state: problem.state,
              partial: problem.partial,
            }
          : null,
      };
    }),
  };
}
