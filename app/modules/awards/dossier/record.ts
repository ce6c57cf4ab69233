import type {
  AchievementKind,
  PatentKind,
  PatentState,
  WorkKind,
} from "#app/modules/achievements/achievement/rules.ts";
import type { Band, BenefitKind } from "#app/modules/achievements/benefit/rules.ts";
import type { ApplicationState } from "../lifecycle.ts";

/** A file that proves something, as kept. */
export type EvidenceFile = {
  id: string;
  key: string;
  /** The name people gave it. */
  name: string;
  mime: string;
  size: number;
  sha256: string;
  /** Of photos a picture made anew is kept, of all else the file as it came. */
  photo: boolean;
  of: "APPLICATION" | "ACHIEVEMENT" | "BENEFIT" | "SCAN";
};

/**
 * Everything a dossier says of one application, as read at one moment. Days are "2026-11-20", money is integer fen.
 * Plain data: it goes to the thread that draws it, and the same record gives the same papers.
 */
export type DossierRecord = {
  id: string;
  /** For people: year and the end of the id. */
  number: string;
  subject: "ACHIEVEMENT" | "STUDIO" | "PERSON";
  state: ApplicationState;
  version: number;
  /** Amounts to the yuan; else bands, and `fen` and `basis` are empty. */
  exact: boolean;
  round: {
    id: string;
    name: string;
    year: number;
    title: string;
    legalBasis: string;
    organiser: string;
    organiserId: string;
    timeZone: string;
    frozenHash: string | null;
  };
  title: string;
  kind: AchievementKind | null;
  enterprise: string;
  studio: string;
  completedOn: string;
  submittedOn: string;
  summary: string;
  innovation: string;
  application: string;
  social: string;
  novelty: string;
  /** What the applicants say about each criterion of the rubric. */
  statement: { zh: string; en: string; text: string }[];
  people: { name: string; unit: string; share: string; contribution: string; confirmedOn: string }[];
  units: string[];
  benefits: {
    year: number;
    /** Null where it is not named. */
    recipient: string | null;
    kind: BenefitKind;
    period: string;
    band: Band;
    fen: bigint | null;
    basis: string;
    social: string;
    certifiedBy: string;
    certifiedOn: string;
  }[];
  adopters: { unit: string | null; contact: string; on: string; verified: boolean }[];
  patents: { kind: PatentKind; number: string; title: string; holder: string; state: PatentState; on: string }[];
  works: { kind: WorkKind; title: string; issuer: string; number: string; on: string }[];
  awards: { name: string; issuer: string; grade: string; on: string }[];
  /** Of a studio or a person: what came out of them. */
  achievements: { title: string; kind: AchievementKind; on: string }[];
  fixes: { number: string; title: string }[];
  facts: { key: string; value: string }[];
  steps: {
    unit: string;
    decision: "WAITING" | "RECOMMENDED" | "RETURNED" | "REJECTED";
    opinion: string;
    by: string;
    on: string;
  }[];
  factsHash: string | null;
  grade: string;
  certificateNumber: string;
  files: EvidenceFile[];
  /** Organisations whose chains of events hold what is told here. */
  chains: string[];
};

/** "2026-3F9A2C": short enough for a filing cabinet, and the end of the id it is found by. */
export const numberOf = (year: number, id: string): string =>
  `${year}-${id.replaceAll("-", "").slice(-6).toUpperCase()}`;

/** Sum of what is certified; null where amounts are bands. */
export const benefitTotal = (record: Pick<DossierRecord, "exact" | "benefits">): bigint | null =>
  record.exact ? record.benefits.reduce((sum, one) => sum + (one.fen ?? 0n), 0n) : null;
