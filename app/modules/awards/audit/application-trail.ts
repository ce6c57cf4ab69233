/** An application's rows against what the chain tells of it. Pure: no clock, no I/O. */
import type { AuditKind, Told } from "#app/modules/events/audit-checks.ts";

export type Wrong = { kind: AuditKind; part: string };

type Step = {
  position: number;
  organisationId: string;
  decision: string;
  opinion: string;
  byId: string | null;
  byName: string;
  at: Date | null;
};
export type Trail = {
  state: string;
  roundId: string;
  achievementId: string | null;
  studioId: string | null;
  personId: string | null;
  enterpriseId: string;
  textVersion: number;
  reason: string;
  submittedAt: Date | null;
  submittedById: string | null;
  admittedAt: Date | null;
  admittedById: string | null;
  decidedAt: Date | null;
  revokedAt: Date | null;
  revokedById: string | null;
  steps: readonly Step[];
  confirmations: readonly { personId: string; confirmedOf: number; at: Date }[];
};
/** Hashes of what the rows say, made anew. */
export type Hashes = { statement: string; opinion: (text: string) => string };

const DECIDED: Record<string, string> = {
  "application.recommended": "RECOMMENDED",
  "application.passed-on": "RECOMMENDED",
  "application.returned": "RETURNED",
  "application.rejected": "REJECTED",
};
/** Steps after which the reason on the row is the one that was given. */
const SAID = [
  "application.submitted",
  "application.returned",
  "application.rejected",
  "application.withdrawn",
  "application.admitted",
  "award.excluded",
  "award.revoked",
];
/** Events this needs of each application. */
export const TRAIL_EVENTS = [
  "application.drafted",
  "application.confirmed",
  ...Object.keys(DECIDED),
  ...SAID,
  "award.granted",
];

const differs = (part: string): Wrong => ({ kind: "row-differs", part });
const same = (row: Date | null, told: Date | null): boolean => row?.getTime() === told?.getTime();

/** What is wrong with the rows of one application; its events oldest first. */
export function trailWrongs(row: Trail, told: readonly Told[], hashes: Hashes): Wrong[] {
  return [
    ...subjectWrongs(row, told),
    ...momentWrongs(row, told),
    ...textWrongs(row, told, hashes),
    ...confirmationWrongs(row, told),
    ...stepWrongs(row, told, hashes),
  ];
}

/** How it was handed in, where that was not returned since: it lies with an office, or went further from there. */
function handedIn(row: Pick<Trail, "state">, told: readonly Told[]): Told | undefined {
  const last = told.findLast((one) => ["application.submitted", "application.returned"].includes(one.type));
  return row.state !== "DRAFT" && last?.type === "application.submitted" ? last : undefined;
}

/** Whether the chain says enough to compare all of it: what was handed in before it said the way and its hash is old. */
export const toldWhole = (row: Pick<Trail, "state">, told: readonly Told[]): boolean => {
  const handed = handedIn(row, told);
  return handed === undefined || "way" in handed.payload;
};

function subjectWrongs(row: Trail, told: readonly Told[]): Wrong[] {
  const begun = told.find((one) => one.type === "application.drafted")?.payload;
  // The product begins none without saying so: its applicants would be handed a row of somebody else's.
  if (!begun) return [{ kind: "row-without-event", part: "subject" }];
  const keys = ["roundId", "achievementId", "studioId", "personId", "enterpriseId"] as const;
  return keys.every((key) => (begun[key] ?? null) === row[key]) ? [] : [differs("subject")];
}

function momentWrongs(row: Trail, told: readonly Told[]): Wrong[] {
  const last = (type: string) => told.findLast((one) => one.type === type);
  const [handed, admitted, granted, revoked] = [
    last("application.submitted"),
    last("application.admitted"),
    last("award.granted"),
    last("award.revoked"),
  ];
  const as = (at: Date | null, byId: string | null, event: Told | undefined): boolean =>
    same(at, event?.at ?? null) && byId === (event?.actorId ?? null);
  const said = told.findLast((one) => SAID.includes(one.type));
  return [
    ...(as(row.submittedAt, row.submittedById, handed) ? [] : [differs("submitted")]),
    ...(as(row.admittedAt, row.admittedById, admitted) ? [] : [differs("admitted")]),
    ...(same(row.decidedAt, granted?.at ?? null) ? [] : [differs("decided")]),
    ...(as(row.revokedAt, row.revokedById, revoked) ? [] : [differs("revoked")]),
    ...(row.reason === (said?.reason ?? "") ? [] : [differs("reason")]),
  ];
}

/** What the applicants said, as it was handed in; a draft is theirs to change, also one they then withdrew. */
function textWrongs(row: Trail, told: readonly Told[], hashes: Hashes): Wrong[] {
  const handed = handedIn(row, told)?.payload;
  if (!handed) return [];
  const whole = handed.textVersion === row.textVersion && (handed.statement ?? hashes.statement) === hashes.statement;
  return whole ? [] : [differs("statement")];
}

function confirmationWrongs(row: Trail, told: readonly Told[]): Wrong[] {
  const said = new Map(told.filter((one) => one.type === "application.confirmed").map((one) => [one.actorId, one]));
  const kinds = new Set<AuditKind>();
  for (const one of row.confirmations) {
    const event = said.get(one.personId);
    said.delete(one.personId);
    if (!event) kinds.add("row-without-event");
    else if (event.payload.textVersion !== one.confirmedOf || !same(one.at, event.at)) kinds.add("row-differs");
  }
  if (said.size > 0) kinds.add("event-without-row");
  return [...kinds].map((kind) => ({ kind, part: "confirmation" }));
}

/** The way of the recommendation since it was handed in last: which office, what it decided, who, when, and its words. */
function stepWrongs(row: Trail, told: readonly Told[], hashes: Hashes): Wrong[] {
  const from = told.findLastIndex((one) => one.type === "application.submitted");
  const way = told[from]?.payload.way as string[] | undefined;
  const decisions = told.slice(from + 1).filter((one) => one.type in DECIDED);
  // A union's word that is no office's opinion: what returns or rejects says so; what does not say is an old one.
  const given = decisions.filter((one) => !("step" in one.payload) || one.payload.step !== null);
  const wrongs = row.steps.flatMap((step): Wrong[] => {
    const at = `:${step.position + 1}`;
    if (from < 0 || (way && step.position >= way.length)) return [{ kind: "row-without-event", part: `step${at}` }];
    if (way && way[step.position] !== step.organisationId) return [differs(`step${at}`)];
    const event = given[step.position];
    if (event === undefined) return step.decision === "WAITING" && step.at === null ? [] : [differs(`step${at}`)];
    const old = !("step" in event.payload) && DECIDED[event.type] !== "RECOMMENDED";
    if (old && step.decision === "WAITING") return [];
    const who =
      step.decision === DECIDED[event.type] &&
      step.byId === event.actorId &&
      step.byName === event.actorName &&
      same(step.at, event.at) &&
      (event.payload.organisationId ?? step.organisationId) === step.organisationId;
    if (!who) return [differs(`step${at}`)];
    const stopped = DECIDED[event.type] !== "RECOMMENDED";
    const said = stopped
      ? step.opinion === event.reason
      : (event.payload.opinion ?? hashes.opinion(step.opinion)) === hashes.opinion(step.opinion);
    return said ? [] : [differs(`opinion${at}`)];
  });
  const due = way?.length ?? decisions.filter((one) => DECIDED[one.type] === "RECOMMENDED").length;
  const there = new Set(row.steps.map((one) => one.position));
  const gone = Array.from({ length: due }, (_, n) => n).filter((n) => !there.has(n));
  return [...wrongs, ...gone.map((n): Wrong => ({ kind: "event-without-row", part: `step:${n + 1}` }))];
}
