import { localText } from "#app/lib/calendar.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readingOf } from "#app/modules/problems/discussion-subject.server.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { visibleTo } from "#app/modules/problems/visibility.server.ts";
import { mayEnterSite } from "../policy.ts";
import { writableIn } from "./policy.ts";
import {
  enterRoom,
  grantedTo,
  type Address,
  hasConsent,
  roomSelect,
  seatIsForeign,
  seatIsGuest,
} from "./room.server.ts";

const pageSelect = (actor: Actor) => {
  const room = roomSelect(actor);
  return {
    ...room,
    purpose: true,
    outcome: true,
    outcomeLayer: true,
    dissent: true,
    reason: true,
    recordedAt: true,
    createdAt: true,
    seats: {
      ...room.seats,
      select: {
        ...room.seats.select,
        note: true,
        attended: true,
        person: { select: { name: true } },
        answers: { select: { timeId: true, suits: true } },
        opinions: {
          orderBy: { version: "asc" },
          select: {
            id: true,
            version: true,
            layer: true,
            text: true,
            dissents: true,
            at: true,
            votes: { select: { entryId: true, status: true } },
          },
        },
      },
    },
    problem: {
      select: {
        ...room.problem.select,
        number: true,
        title: true,
        fieldLayers: true,
        redactions: true,
        // With the layer it is published in, beside what the relations ask for.
        audiences: { select: { ...room.problem.select.audiences.select, layer: true } },
        named: { select: { personId: true, layer: true, until: true } },
        log: {
          where: { kind: "HYPOTHESIS" },
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
          take: 50,
          select: { id: true, text: true, status: true, layer: true },
        },
      },
    },
  } satisfies Prisma.JointDiagnosisSelect;
};

type Permits = readonly {
  kind: string;
  studioId: string;
  state: "REQUESTED" | "GRANTED" | "REFUSED" | "WITHDRAWN";
}[];

/** Where the employer's consent to a guest's coming stands. */
function consentOf(permits: Permits, studioId: string): Permits[number]["state"] | "MISSING" {
  if (hasConsent(permits, studioId)) return "GRANTED";
  return permits.find((one) => one.studioId === studioId && one.kind === "DIAGNOSIS_CONSENT")?.state ?? "MISSING";
}

export type RoomPage = Awaited<ReturnType<typeof loadRoom>>["room"];

/**
 * A joint diagnosis as the actor may see it, and what its discussion needs of the same rows: what was said above the actor's layer is absent, who hides behind an
 * anonymous post is not named, and the way in is told to those who come. Two statements. Errors: not_found
 */
export async function loadRoom(actor: Actor, { problemId, diagnosisId }: Address) {
  const row = await db.jointDiagnosis.findFirst({
    where: { id: diagnosisId, problemId, problem: visibleTo(actor) },
    select: pageSelect(actor),
  });
  if (!row) throw notFound();
  const { problem } = row;
  const { access, seat: own, rights } = await enterRoom(db, actor, row);
  const reading = readingOf(actor, problem, access);
  const reads = (layer: typeof access.layer) => includesLayer(rights.layer, layer);
  const zone = problem.enterprise.timeZone;
  const hypotheses = problem.log
    .filter((one) => reads(one.layer))
    .map(({ id, text, status }) => ({ id, text, status }));
  const named = (personId: string) =>
    problem.named.some(
      (one) =>
        one.personId === personId &&
        includesLayer(one.layer, "DETAIL") &&
        (one.until === null || one.until > actor.now),
    );
  const summaries = problem.audiences.some((one) => one.layer === "SUMMARY");
  const textOf = new Map(hypotheses.map((one) => [one.id, one.text]));

  const seats = row.seats.map((seat) => {
    const shown = seat.personId === actor.personId || reading.shows(seat.organisation);
    const foreign = seatIsForeign(seat, problem.enterpriseId);
    const granted = grantedTo(problem.permits, seat.organisationId);
    return {
      id: seat.id,
      own: seat.id === own?.id,
      name: shown ? seat.person.name : null,
      from: shown ? seat.organisation.shortName || seat.organisation.name : null,
      convener: seat.convener,
      guest: seatIsGuest(seat),
      state: seat.state,
      note: seat.note,
      attended: seat.attended,
      suits: Object.fromEntries(seat.answers.map((one) => [one.timeId, one.suits])),
      /** The employer's word on a guest; null where none is needed. */
      consent: foreign ? consentOf(problem.permits, seat.organisationId) : null,
      /** Somebody cleared who may read the summary only: the reviewer can let them read the details. */
      admittable:
        rights.admits &&
        foreign &&
        summaries &&
        (seat.state === "INVITED" || seat.state === "COMING") &&
        hasConsent(problem.permits, seat.organisationId) &&
        !named(seat.personId),
      /** 可进厂; null where no steps are needed. */
      onSite: foreign && row.mode === "ON_SITE" ? mayEnterSite(foreign, granted) : null,
    };
  });

  const opinions = row.seats.flatMap((seat, n) => {
    const open = seat.opinions.filter((one) => reads(one.layer));
    const last = open.at(-1);
    const shown = seats[n];
    if (!last || !shown) return [];
    const plain = (one: (typeof open)[number]) => ({
      version: one.version,
      layer: one.layer,
      text: one.text,
      dissents: one.dissents,
      at: one.at.toISOString(),
      votes: one.votes.flatMap(({ entryId, status }) => {
        const text = textOf.get(entryId);
        return text === undefined ? [] : [{ entryId, text, status }];
      }),
    });
    return [
      {
        seatId: seat.id,
        own: shown.own,
        name: shown.name,
        from: shown.from,
        // A later version in a stricter layer takes the earlier one's place only for its readers.
        ...plain(last),
        earlier: open.slice(0, -1).map(plain).reverse(),
      },
    ];
  });
  const mine = row.seats.find((seat) => seat.id === own?.id);

  const room = {
    id: row.id,
    problem: {
      id: problem.id,
      number: problem.number,
      title: projectFields(problem, access).title || problem.number,
    },
    state: row.state,
    version: row.version,
    purpose: reads("DETAIL") || own !== null || rights.manages ? row.purpose : "",
    mode: row.mode,
    heldAt: row.heldAt?.toISOString() ?? null,
    /** Its time is over and nothing is written down yet. */
    over: row.state === "FIXED" && row.heldAt !== null && row.heldAt <= actor.now,
    minutes: row.minutes,
    timeZone: zone,
    place: rights.joins ? row.place : null,
    link: rights.joins ? row.link : null,
    reason: row.reason,
    visitAllowed: problem.visitAllowed,
    times: row.times.map(({ id, startsAt }) => ({ id, at: startsAt.toISOString(), typed: localText(startsAt, zone) })),
    seats,
    opinions,
    hypotheses,
    outcome:
      row.state === "RECORDED" && reads(row.outcomeLayer)
        ? {
            text: row.outcome,
            layer: row.outcomeLayer,
            at: row.recordedAt?.toISOString() ?? null,
            dissent: row.dissent,
          }
        : null,
    recorded: row.state === "RECORDED",
    seen: mine?.opinions.length ?? 0,
    layers: writableIn(rights.layer),
    rights,
  };
  const participants = row.seats
    .filter((seat) => seat.state !== "WITHDRAWN" && reading.shows(seat.organisation))
    .map((seat) => ({ id: seat.personId, name: seat.person.name }));
  return { room, known: { reading: { ...reading, layer: rights.layer }, participants } };
}
