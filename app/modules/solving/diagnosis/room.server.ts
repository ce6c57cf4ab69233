import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { isDomainError } from "#app/lib/http/respond.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { relationsOf, relationsSelect } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { isForeign } from "../policy.ts";
import { type RoomRights, roomRights, type SeatFacts, type Side } from "./policy.ts";

const organisation = { select: { id: true, name: true, shortName: true, parentId: true, kind: true } } as const;

/** What every step in a room asks for: its state, who has a seat, and what the actor is to the problem. */
export const roomSelect = (actor: Actor) =>
  ({
    id: true,
    problemId: true,
    convenedById: true,
    side: true,
    state: true,
    mode: true,
    heldAt: true,
    minutes: true,
    place: true,
    link: true,
    version: true,
    times: { orderBy: { startsAt: "asc" }, select: { id: true, startsAt: true } },
    seats: {
      orderBy: [{ convener: "desc" }, { invitedAt: "asc" }, { id: "asc" }],
      select: { id: true, personId: true, organisationId: true, convener: true, state: true, organisation },
    },
    problem: {
      select: {
        ...relationsSelect(actor),
        id: true,
        visitAllowed: true,
        enterprise: { select: { timeZone: true } },
        permits: { select: { id: true, kind: true, studioId: true, state: true } },
        ...accessSelect(actor),
      },
    },
  }) satisfies Prisma.JointDiagnosisSelect;
export type RoomRow = Prisma.JointDiagnosisGetPayload<{ select: ReturnType<typeof roomSelect> }>;
type Seat = RoomRow["seats"][number];
type Permits = readonly { kind: string; studioId: string; state: string }[];

/** Whether a seat's person comes from outside the poster's enterprise and so needs the employer's consent. */
export const seatIsForeign = (
  seat: { organisation: Pick<Seat["organisation"], "kind" | "parentId"> },
  enterpriseId: string,
): boolean => seat.organisation.kind === "STUDIO" && isForeign(seat.organisation.parentId, enterpriseId);

/** Permits of a seat's studio that are granted. */
export const grantedTo = (permits: Permits, studioId: string): string[] =>
  permits.filter((one) => one.studioId === studioId && one.state === "GRANTED").map((one) => one.kind);

/** A studio's own consent to the work covers its part in a diagnosis too. */
export const hasConsent = (permits: Permits, studioId: string): boolean =>
  grantedTo(permits, studioId).some((kind) => kind === "DIAGNOSIS_CONSENT" || kind === "EMPLOYER_CONSENT");

export const seatFacts = (seat: Seat, problem: RoomRow["problem"]): SeatFacts => ({
  state: seat.state,
  convener: seat.convener,
  foreign: seatIsForeign(seat, problem.enterpriseId),
  consent: hasConsent(problem.permits, seat.organisationId),
});

/** An expert from outside comes as the alliance's guest; whoever calls for the alliance has the convener's seat. */
export const seatIsGuest = (seat: Pick<Seat, "organisation" | "convener">): boolean =>
  seat.organisation.kind === "ALLIANCE" && !seat.convener;

/** The actor's own seat, as long as they still belong to whom they come for, or the guest's stay lasts. */
const ownSeat = (actor: Actor, seats: readonly Seat[], guest: boolean): Seat | null =>
  seats.find(
    (seat) =>
      seat.personId === actor.personId &&
      seat.state !== "WITHDRAWN" &&
      (seatIsGuest(seat)
        ? guest
        : actor.standings.some((s) => s.organisationId === seat.organisationId || s.parentId === seat.organisationId)),
  ) ?? null;

/** What the actor may do in a room read with `roomSelect`. @throws not_found when there is no room for them */
export async function enterRoom(reader: Pick<Tx, "$queryRaw">, actor: Actor, row: RoomRow) {
  const access = accessOf(actor, row.problem);
  const relations = await relationsOf(reader, actor, row.problem.id, row.problem);
  const seat = ownSeat(actor, row.seats, access.guest);
  const rights = roomRights({
    state: row.state,
    side: row.side as Side,
    problemState: row.problem.state,
    past: row.heldAt !== null && row.heldAt <= actor.now,
    relations,
    layer: access.layer,
    seat: seat && seatFacts(seat, row.problem),
  });
  if (!rights) throw notFound();
  return { access, relations, seat, rights };
}

/** Of several rooms, the ids of those the actor enters; asks no statement a room. */
export async function entered(actor: Actor, rows: readonly RoomRow[]): Promise<Set<string>> {
  const ids = await Promise.all(
    rows.map(async (row) => {
      const { problem } = row;
      // Who may accept would be asked for each; accepting a fix opens no room.
      const state = problem.state === "ACCEPTANCE" ? "TRIAL_RUN" : problem.state;
      const enters = enterRoom(db, actor, { ...row, problem: { ...problem, state } });
      return enters.then(
        () => row.id,
        (error: unknown) => {
          if (isDomainError(error) && error.code === "not_found") return null;
          throw error;
        },
      );
    }),
  );
  return new Set(ids.flatMap((id) => id ?? []));
}

export type Address = { problemId: string; diagnosisId: string };
export type Room = Awaited<ReturnType<typeof enterRoom>> & { row: RoomRow };

/** The room as it stands, held until the commit: steps in one room come one after the other. @throws not_found */
export async function lockRoom(tx: Tx, actor: Actor, { problemId, diagnosisId }: Address): Promise<Room> {
  await tx.$queryRaw`SELECT 1 FROM "JointDiagnosis" WHERE "id" = ${diagnosisId}::uuid FOR UPDATE`;
  return findRoom(actor, { problemId, diagnosisId }, tx);
}

/** The room for reading. @throws not_found */
export async function findRoom(
  actor: Actor,
  { problemId, diagnosisId }: Address,
  reader: Pick<Tx, "jointDiagnosis" | "$queryRaw"> = db,
): Promise<Room> {
  const row = await reader.jointDiagnosis.findFirst({
    where: { id: diagnosisId, problemId, problem: visibleTo(actor) },
    select: roomSelect(actor),
  });
  if (!row) throw notFound();
  return { row, ...(await enterRoom(reader, actor, row)) };
}

/** @throws forbidden unless the actor has this right in the room */
export function requireRight(room: Room, right: Exclude<keyof RoomRights, "layer">): void {
  if (!room.rights[right]) throw forbidden("not-your-move");
}
