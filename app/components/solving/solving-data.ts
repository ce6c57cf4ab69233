import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import type { SolvingAction } from "#app/modules/solving/policy.ts";
import type { LogKind, LogStatus, PermitKind, Template, Verdict } from "#app/modules/solving/schema.ts";
import type { LayerName } from "#app/words/states.ts";
import type { StillGoodLine } from "./still-good.tsx";

type PermitState = "REQUESTED" | "GRANTED" | "REFUSED" | "WITHDRAWN";
type LeaseEnd = "RELEASED" | "GIVEN_UP" | "FINISHED" | "CLOSED";

export type MeasureData = { name: string; unit: string; before: number | null; after: number | null; period: string };

export type BidData = {
  id: string;
  studioId: string;
  studio: string;
  lead: string;
  proposal: string;
  days: number;
  state: "OPEN" | "CHOSEN" | "REFUSED" | "WITHDRAWN";
  note: string;
  at: string;
  own: boolean;
  consent: PermitState | "NOT_NEEDED" | null;
};

export type PermitData = {
  id: string;
  kind: PermitKind;
  state: PermitState;
  version: number;
  studioId: string;
  /** Whose coming it is about. */
  studio: string | null;
  organisationId: string;
  /** Who decides; null when the reader may not know the poster. */
  decider: string | null;
  note: string;
  at: string;
  waitsForMe: boolean;
};

export type LeaseData = {
  studioId: string;
  studio: string;
  startedAt: string;
  endedAt: string | null;
  members: { id: string; name: string; lead: boolean }[];
  /** null: not needed, or not this reader's business. */
  onSite: boolean | null;
  agreement: boolean | null;
};

export type LogEntryData = {
  id: string;
  kind: LogKind;
  /** What a joint diagnosis came to. */
  outcome: boolean;
  text: string;
  status: LogStatus | null;
  why: string;
  layer: LayerName;
  version: number;
  at: string;
  author: string | null;
  studio: string | null;
};

export type SolutionData = {
  id: string;
  state: "DRAFT" | "SUBMITTED" | "SENT_BACK" | "ACCEPTED";
  template: Template | string;
  version: number;
  rootCause: string;
  containment: string;
  actions: string;
  prevention: string;
  safetyNotes: string;
  parts: string | null;
  parameters: string | null;
  costFen: string | null;
  submittedAt: string | null;
  measures: MeasureData[];
};

export type TrialData = {
  id: string;
  state: "RUNNING" | "REPORTED" | "FAILED";
  baseline: string;
  startedOn: string;
  endsOn: string;
  result: string;
  measures: MeasureData[];
};
export type AcceptanceData = {
  id: string;
  verdict: Verdict;
  note: string;
  at: string;
  by: string | null;
  internal: boolean;
  /** The fault came back. */
  superseded: boolean;
};
export type DiagnosisData = {
  id: string;
  state: "CONVENED" | "FIXED" | "RECORDED" | "CANCELLED";
  mode: "ON_SITE" | "VIDEO";
  heldAt: string | null;
  place: string;
  invited: string;
  outcome: string;
  /** Of people without a seat. */
  dissent: string;
  dissents: { name: string | null; from: string | null; text: string }[];
  /** The reader may enter its room. */
  room: boolean;
};

/** What the sections draw; what `loadSolving` answers fits it. */
export type SolvingData = {
  problemId: string;
  state: ProblemState;
  version: number;
  bids: { count: number | null; lines: BidData[] };
  assignment: { studio: string; craftsman: string; at: string; note: string } | null;
  lease: LeaseData | null;
  handOvers: { id: string; studio: string; end: LeaseEnd | null; note: string; at: string }[];
  permits: PermitData[];
  log: LogEntryData[];
  solutions: SolutionData[];
  trials: TrialData[];
  acceptances: AcceptanceData[];
  stillGood: StillGoodLine[];
  diagnoses: DiagnosisData[];
  reuses: number;
  reusesOpen: boolean;
  /** What may be built on it: a benefit by the asker, an achievement by who solved it. */
  builds: { benefit: boolean; achievement: boolean };
  mayDecideLog: boolean;
  actions: SolvingAction[];
};
