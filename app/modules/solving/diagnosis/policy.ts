import { includesLayer, type Layer } from "#app/modules/problems/access.ts";
import { ACTIVE, type ProblemState, type Relation } from "#app/modules/problems/lifecycle.ts";

export type DiagnosisState = "CONVENED" | "FIXED" | "RECORDED" | "CANCELLED";
export type SeatState = "INVITED" | "COMING" | "DECLINED" | "WITHDRAWN";
/** Whose side called it together. */
export type Side = "AUTHOR" | "SECRETARIAT";

export type SeatFacts = {
  state: SeatState;
  convener: boolean;
  /** From a studio of another enterprise than the poster's. */
  foreign: boolean;
  /** The employer consented to this. */
  consent: boolean;
};

export type RoomFacts = {
  state: DiagnosisState;
  side: Side;
  problemState: ProblemState;
  /** It has been held, or should have been by now. */
  past: boolean;
  /** What the actor is to the problem, and the layer read of it. */
  relations: ReadonlySet<Relation>;
  layer: Layer;
  /** The actor's own seat, while the membership behind it lasts. */
  seat: SeatFacts | null;
};

export type RoomRights = {
  /** Reads what was said in the room up to here. */
  layer: Layer;
  /** Invites, proposes and fixes times, cancels. */
  manages: boolean;
  /** Says whether they come, and which times suit. */
  answers: boolean;
  /** Learns where it is and how to join. */
  joins: boolean;
  /** Writes an opinion of their own. */
  speaks: boolean;
  /** Writes down who was there, and the outcome. */
  marks: boolean;
  records: boolean;
  /** Lets an invited person read the details. */
  admits: boolean;
};

const OFFICES: readonly Relation[] = ["AUTHOR", "ENTERPRISE", "REVIEWER", "SECRETARIAT", "SOLVER"];

/** A foreign craftsman comes only with the employer's consent (domain: employer's consent before more is seen). */
export const isCleared = (seat: SeatFacts): boolean => !seat.foreign || seat.consent;

/**
 * What somebody may do in the room of a joint diagnosis; null: there is no room for them. Those invited enter before
 * their employer consented, to answer; what is said there, where it is and how to join they learn after.
 */
export function roomRights(facts: RoomFacts): RoomRights | null {
  const { state, seat, relations } = facts;
  const office = OFFICES.some((one) => relations.has(one));
  const seated = seat !== null && seat.state !== "WITHDRAWN";
  if (!office && !seated) return null;
  const open = ACTIVE.includes(facts.problemState) && state !== "CANCELLED";
  const manages = open && relations.has(facts.side);
  const cleared = seated && isCleared(seat);
  const comes = cleared && (seat.convener || seat.state === "COMING");
  const before = open && (state === "CONVENED" || state === "FIXED");
  return {
    layer: office || cleared ? facts.layer : "SUMMARY",
    manages: manages && before,
    answers: before && seated && !seat.convener,
    joins: comes || manages,
    speaks: open && comes,
    marks: manages && facts.past && (state === "FIXED" || state === "RECORDED"),
    records: manages && facts.past && state === "FIXED",
    admits: before && relations.has("REVIEWER"),
  };
}

/** Layers somebody with these rights may write in: what only the room should know is never a summary. */
export const writableIn = (layer: Layer): Layer[] => {
  const inner = (["DETAIL", "CONFIDENTIAL"] as const).filter((one) => includesLayer(layer, one));
  return inner.length > 0 ? inner : ["SUMMARY"];
};
