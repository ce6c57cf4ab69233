import { db, type Prisma } from "#app/lib/db.server.ts";
import { DomainError, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { type CommentLayer, type Reading, reads, type Subject } from "#app/modules/discussion/subject.ts";
import { layerSeenBy, readingOf } from "#app/modules/problems/discussion-subject.server.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { enterRoom, type Room, roomSelect } from "./room.server.ts";

/** What a reader of a room is to what is said there. */
const readingIn = (actor: Actor, { row, access, rights }: Room): Reading => ({
  ...readingOf(actor, row.problem, access),
  layer: rights.layer,
});

async function roomOf(
  actor: Actor,
  id: string,
  reader: Pick<Prisma.TransactionClient, "jointDiagnosis" | "$queryRaw"> = db,
): Promise<Room> {
  const row = await reader.jointDiagnosis.findFirst({
    where: { id, problem: visibleTo(actor) },
    select: roomSelect(actor),
  });
  if (!row) throw notFound();
  return { row, ...(await enterRoom(reader, actor, row)) };
}

/** The layer somebody reads in the room; null when it is not theirs to enter. */
async function layerIn(personId: string, id: string, now: Date): Promise<CommentLayer | null> {
  const account = await db.person.findFirst({ where: { id: personId, disabledAt: null }, select: { id: true } });
  if (!account) return null;
  try {
    return (await roomOf(await loadActor(personId, now), id)).rights.layer;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}

const seated = (room: Room, reading: Reading, people: readonly { id: string; name: string }[]) =>
  people.filter(({ id }) =>
    room.row.seats.some(
      (seat) => seat.personId === id && seat.state !== "WITHDRAWN" && reading.shows(seat.organisation),
    ),
  );

/** Discussion in the room of a joint diagnosis: read by those who enter it, each up to their layer there. */
export const diagnosisDiscussion: Subject = {
  kind: "diagnosis",
  events: {
    commented: "problem.diagnosis-commented",
    edited: "problem.diagnosis-comment-edited",
    removed: "problem.diagnosis-comment-removed",
  },
  async requireReading(actor, subjectId, reader = db) {
    return readingIn(actor, await roomOf(actor, subjectId, reader));
  },
  async open(actor, subjectId) {
    const row = await db.jointDiagnosis.findFirst({
      where: { id: subjectId, problem: visibleTo(actor) },
      select: {
        ...roomSelect(actor),
        seats: {
          ...roomSelect(actor).seats,
          select: { ...roomSelect(actor).seats.select, person: { select: { id: true, name: true } } },
        },
        problem: {
          select: {
            ...roomSelect(actor).problem.select,
            number: true,
            title: true,
            fieldLayers: true,
            redactions: true,
          },
        },
      },
    });
    if (!row) throw notFound();
    const room = { row, ...(await enterRoom(db, actor, row)) };
    const reading = readingIn(actor, room);
    return {
      reading,
      participants: seated(
        room,
        reading,
        row.seats.map((seat) => seat.person),
      ),
      head: {
        id: row.problem.id,
        number: row.problem.number,
        title: projectFields(row.problem, room.access).title || row.problem.number,
      },
    };
  },
  async layerOf(personId, subjectId, reading, now) {
    const layer = await layerIn(personId, subjectId, now);
    if (layer === null) return null;
    const seats = await db.diagnosisSeat.findMany({
      where: { diagnosisId: subjectId, state: { not: "WITHDRAWN" } },
      select: { personId: true, organisation: { select: { id: true, parentId: true } } },
    });
    const known = seats.filter((one) => reading.shows(one.organisation)).map((one) => ({ id: one.personId }));
    const seen = await layerSeenBy(personId, reading.problemId, reading, known, now);
    if (seen === null) return null;
    return reads(seen, layer) ? layer : seen;
  },
  async suggest(actor, subjectId, reading, { q }) {
    const { participants } = await diagnosisDiscussion.open(actor, subjectId);
    const from = new Map<string, string>();
    return participants
      .filter((one) => one.id !== actor.personId && one.name.startsWith(q))
      .slice(0, 8)
      .map((one) => ({ ...one, from: from.get(one.id) ?? "" }));
  },
};
