import type {
  AchievementKind,
  PatentKind,
  PatentState,
  WorkKind,
} from "#app/modules/achievements/achievement/rules.ts";
import type { Band, BenefitKind } from "#app/modules/achievements/benefit/rules.ts";
import type { ActivityKind } from "#app/modules/activities/rules.ts";
import type { SkillGrade } from "#app/modules/mentorships/rules.ts";
import type { CompetitionLevel, Medal } from "#app/modules/studios/competitions/rules.ts";

export type HonourTier = "NATIONAL" | "PROVINCIAL" | "MUNICIPAL" | "ENTERPRISE";
export type HonourTitle = "MODEL_WORKER" | "CRAFTSMAN" | "MASTER_TECHNICIAN";
export type StudioLevel = "MUNICIPAL" | "PROVINCIAL" | "NATIONAL";
export type Honour = { tier: HonourTier | null; title: HonourTitle | null };
/** Money: integer fen where it is told to the yuan, else null; the band is always told. */
type Money = { fen: bigint | null; band: Band };

export type CompleterLine = {
  name: string;
  unit: string;
  /** Per cent; empty where nobody shares. */
  share: string;
  contribution: string;
  confirmedOn: string;
  /** Of a studio's people. */
  role: "LEADER" | "MEMBER" | null;
  trade: string;
  honour: Honour;
};

export type BenefitLine = Money & {
  year: number;
  /** Null where it is not named. */
  recipient: string | null;
  kind: BenefitKind;
  period: string;
  basis: string;
  social: string;
  certifiedBy: string;
  certifiedOn: string;
};

/** Of a studio or a person: the leader or the person, and what the union knows of the studio. */
export type ProfileLine = {
  leader: string;
  honour: Honour;
  trade: string;
  /** Years in the trade, as the person says; empty when nobody said. */
  tradeYears: string;
  bio: string;
  level: StudioLevel | null;
  premises: string;
  specialities: string[];
  /** Whole years since it was named, as counted by the round. */
  yearsRunning: string;
};

/**
 * What a dossier says of its subject. Days are "2026-11-20", money is integer fen. For a studio or a person every list
 * holds the records its facts were counted from, and nothing else.
 */
export type DossierContent = {
  subject: "ACHIEVEMENT" | "STUDIO" | "PERSON";
  title: string;
  kind: AchievementKind | null;
  enterprise: string;
  studio: string;
  completedOn: string;
  summary: string;
  innovation: string;
  application: string;
  social: string;
  novelty: string;
  profile: ProfileLine | null;
  /** What the applicants say about each criterion of the rubric. */
  statement: { zh: string; en: string; text: string }[];
  people: CompleterLine[];
  units: string[];
  /** Certified; of a studio or a person the part that is theirs. */
  benefits: BenefitLine[];
  adopters: { unit: string | null; contact: string; on: string; verified: boolean }[];
  patents: { kind: PatentKind; number: string; title: string; holder: string; state: PatentState; on: string }[];
  works: { kind: WorkKind; title: string; issuer: string; number: string; on: string }[];
  awards: { name: string; issuer: string; grade: string; on: string }[];
  /** Of a studio or a person: what came out of them, each with the benefit that recipients' finance certified. */
  achievements: (Money & { title: string; kind: AchievementKind; first: string; on: string; certifiedOn: string })[];
  activities: { kind: ActivityKind; ordinal: number | null; topic: string; host: string; on: string }[];
  apprentices: {
    master: string;
    name: string;
    trade: string;
    before: SkillGrade;
    after: SkillGrade | null;
    from: string;
    on: string;
  }[];
  promotions: {
    name: string;
    before: SkillGrade | null;
    after: SkillGrade | null;
    honour: Honour;
    issuer: string;
    document: string;
    on: string;
  }[];
  competitions: {
    name: string;
    level: CompetitionLevel;
    person: string;
    event: string;
    rank: number | null;
    medal: Medal | null;
    award: string;
    on: string;
  }[];
  /** A studio's yearly topics in the round's years. */
  targets: { year: number; topic: string; measure: string; unit: string; target: string; actual: string }[];
  funds: { year: number; grantedFen: bigint; usedFen: bigint }[];
  fixes: { number: string; title: string; on: string }[];
  facts: { key: string; value: string }[];
  /** Organisations whose chains of events hold what is told here. */
  chains: string[];
};

/** For who reads bands: no amount of a benefit, no calculation. What a studio was granted and spent is no benefit. */
export const withoutAmounts = (content: DossierContent): DossierContent => ({
  ...content,
  benefits: content.benefits.map((one) => ({ ...one, fen: null, basis: "" })),
  achievements: content.achievements.map((one) => ({ ...one, fen: null })),
});

type Plain<T> = T extends bigint
  ? string
  : T extends readonly (infer One)[]
    ? Plain<One>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T;
/** As it is kept: fen as decimal text. */
export type KeptContent = Plain<DossierContent>;

export const contentToKeep = (content: DossierContent): KeptContent =>
  JSON.parse(
    JSON.stringify(content, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
  ) as KeptContent;

const fen = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

/** What was kept, as it was. */
export const contentFromKept = (kept: KeptContent): DossierContent => ({
  ...kept,
  benefits: kept.benefits.map((one) => ({ ...one, fen: fen(one.fen) })),
  achievements: kept.achievements.map((one) => ({ ...one, fen: fen(one.fen) })),
  funds: kept.funds.map((one) => ({ ...one, grantedFen: BigInt(one.grantedFen), usedFen: BigInt(one.usedFen) })),
});
