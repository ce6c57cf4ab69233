import type { ApplicationState } from "../lifecycle.ts";
import type { DossierContent } from "./content/content.ts";

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
  of: "APPLICATION" | "ACHIEVEMENT" | "BENEFIT" | "STUDIO" | "SCAN";
};

/**
 * Everything a dossier says of one application: what is told of its subject, and how far the application came. Plain data:
 * it goes to the thread that draws it, and the same record gives the same papers.
 */
export type DossierRecord = DossierContent & {
  id: string;
  /** For people: year and the end of the id. */
  number: string;
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
  submittedOn: string;
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
};

/** "2026-3F9A2C": short enough for a filing cabinet, and the end of the id it is found by. */
export const numberOf = (year: number, id: string): string =>
  `${year}-${id.replaceAll("-", "").slice(-6).toUpperCase()}`;

/** Sum of what is certified; null where amounts are bands. */
export const benefitTotal = (record: Pick<DossierRecord, "exact" | "benefits">): bigint | null =>
  record.exact ? record.benefits.reduce((sum, one) => sum + (one.fen ?? 0n), 0n) : null;
