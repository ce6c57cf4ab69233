import type { LayerName } from "#app/words/states.ts";

export type SuitsName = "YES" | "MAYBE" | "NO";
export type OpinionVersion = {
  version: number;
  layer: LayerName;
  text: string;
  dissents: boolean;
  at: string;
  votes: { entryId: string; text: string; status: string }[];
};
export type SeatData = {
  id: string;
  own: boolean;
  name: string | null;
  from: string | null;
  convener: boolean;
  /** An expert from outside. */
  guest: boolean;
  state: "INVITED" | "COMING" | "DECLINED" | "WITHDRAWN";
  note: string;
  attended: boolean | null;
  suits: Record<string, SuitsName>;
  consent: "GRANTED" | "REQUESTED" | "REFUSED" | "WITHDRAWN" | "MISSING" | null;
  admittable: boolean;
  onSite: boolean | null;
};
export type OpinionData = OpinionVersion & {
  seatId: string;
  own: boolean;
  name: string | null;
  from: string | null;
  earlier: OpinionVersion[];
};
export type InviteeData = { personId: string; organisationId: string; name: string; from: string };

/** What a room draws; its loader brings it. Times are ISO strings. */
export type RoomData = {
  id: string;
  problem: { id: string; number: string; title: string };
  state: "CONVENED" | "FIXED" | "RECORDED" | "CANCELLED";
  version: number;
  purpose: string;
  mode: "ON_SITE" | "VIDEO";
  heldAt: string | null;
  over: boolean;
  minutes: number;
  timeZone: string;
  place: string | null;
  link: string | null;
  reason: string;
  visitAllowed: boolean;
  times: { id: string; at: string; typed: string }[];
  seats: SeatData[];
  opinions: OpinionData[];
  hypotheses: { id: string; text: string; status: string | null }[];
  outcome: { text: string; layer: LayerName; at: string | null; dissent: string } | null;
  recorded: boolean;
  seen: number;
  layers: LayerName[];
  rights: {
    layer: LayerName;
    manages: boolean;
    answers: boolean;
    joins: boolean;
    speaks: boolean;
    marks: boolean;
    records: boolean;
    admits: boolean;
  };
};
