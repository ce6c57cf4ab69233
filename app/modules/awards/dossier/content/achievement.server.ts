import type { Prisma } from "#app/lib/db.server.ts";
import { bandOf, isCertified } from "#app/modules/achievements/benefit/rules.ts";
import { percentText } from "#app/modules/achievements/shares/rules.ts";
import { basisText } from "../basis.ts";
import type { BenefitLine, CompleterLine, DossierContent } from "./content.ts";
import { day, honourOf, isUnnamed, titleForOthers } from "./named.ts";

const name = { select: { name: true } } as const;

export const benefitSelect = {
  id: true,
  recipientId: true,
  recipient: name,
  kind: true,
  year: true,
  fromOn: true,
  toOn: true,
  state: true,
  social: true,
  certifiedFen: true,
  certifiedById: true,
  certifiedAt: true,
  statements: { where: { stage: "ACTUAL" }, select: { formula: true, inputs: true, costs: true } },
  reuse: { select: { anonymous: true } },
  fix: { select: { anonymous: true } },
} satisfies Prisma.BenefitSelect;
export type BenefitRow = Prisma.BenefitGetPayload<{ select: typeof benefitSelect }>;

export const achievementSelect = {
  title: true,
  kind: true,
  completedOn: true,
  summary: true,
  innovation: true,
  application: true,
  social: true,
  novelty: true,
  contributorsVersion: true,
  enterpriseId: true,
  studio: name,
  contributors: {
    orderBy: { position: "asc" },
    select: {
      basisPoints: true,
      contribution: true,
      confirmedOf: true,
      confirmedAt: true,
      person: name,
      organisation: name,
    },
  },
  benefits: { select: { benefit: { select: benefitSelect } } },
  adopters: {
    orderBy: [{ on: "asc" }, { id: "asc" }],
    select: {
      unit: true,
      contact: true,
      on: true,
      reuse: { select: { anonymous: true, state: true, enterprise: name } },
    },
  },
  patents: { orderBy: [{ on: "asc" }, { id: "asc" }] },
  works: { orderBy: [{ on: "asc" }, { id: "asc" }] },
  awards: { orderBy: [{ on: "asc" }, { id: "asc" }] },
  fixes: { select: { problem: { select: { number: true, title: true, redactions: true, solvedAt: true } } } },
} satisfies Prisma.AchievementSelect;
export type AchievementRow = Prisma.AchievementGetPayload<{ select: typeof achievementSelect }>;

/** A moment's day at the organising union. */
export type Local = (at: Date | null) => string;
export type Certifiers = ReadonlyMap<string, string>;

/** One certified benefit; `fen` is what counts of it here. */
export function benefitLine(
  benefit: BenefitRow,
  fen: bigint | null,
  certifiers: Certifiers,
  local: Local,
): BenefitLine {
  const unnamed = isUnnamed(benefit);
  return {
    year: benefit.year,
    recipient: unnamed ? null : benefit.recipient.name,
    kind: benefit.kind,
    period: `${day(benefit.fromOn)} — ${day(benefit.toOn)}`,
    band: bandOf(fen),
    fen,
    basis: basisText(benefit.statements[0]),
    social: benefit.social,
    certifiedBy: unnamed ? "" : (certifiers.get(benefit.certifiedById ?? "") ?? ""),
    certifiedOn: local(benefit.certifiedAt),
  };
}

export const byYear = (a: BenefitLine, b: BenefitLine): number => a.year - b.year || a.period.localeCompare(b.period);

/**
 * What is told of an achievement. Of its certified benefits those the facts were counted from, once they are counted
 * (`counted`), so that the sum on paper is the sum that is scored; those without money stand beside.
 */
export function contentOfAchievement(
  one: AchievementRow,
  { counted, certifiers, local }: { counted: ReadonlySet<string> | null; certifiers: Certifiers; local: Local },
): Omit<DossierContent, "enterprise" | "statement" | "facts"> {
  const chains = new Set([one.enterpriseId]);
  const benefits = one.benefits
    .map(({ benefit }) => benefit)
    .filter(({ id, kind, state }) => isCertified(state) && (counted === null || kind === "SOCIAL" || counted.has(id)))
    .map((benefit) => {
      if (!isUnnamed(benefit)) chains.add(benefit.recipientId);
      return benefitLine(benefit, benefit.certifiedFen, certifiers, local);
    });
  const people: CompleterLine[] = one.contributors.map((line) => ({
    name: line.person.name,
    unit: line.organisation.name,
    share: percentText(line.basisPoints),
    contribution: line.contribution,
    confirmedOn: line.confirmedOf === one.contributorsVersion ? local(line.confirmedAt) : "",
    role: null,
    trade: "",
    honour: honourOf(null),
  }));
  return {
    subject: "ACHIEVEMENT",
    title: one.title,
    kind: one.kind,
    studio: one.studio?.name ?? "",
    completedOn: day(one.completedOn),
    summary: one.summary,
    innovation: one.innovation,
    application: one.application,
    social: one.social,
    novelty: one.novelty,
    profile: null,
    people,
    units: [...new Set(people.map((person) => person.unit))],
    benefits: benefits.toSorted(byYear),
    adopters: one.adopters.map((adopter) => ({
      unit: adopter.reuse?.anonymous ? null : (adopter.reuse?.enterprise.name ?? adopter.unit),
      contact: adopter.reuse?.anonymous ? "" : adopter.contact,
      on: day(adopter.on),
      verified: adopter.reuse?.state === "ACCEPTED",
    })),
    patents: one.patents.map(({ kind, number, title, holder, state, on }) => ({
      kind,
      number,
      title,
      holder,
      state,
      on: day(on),
    })),
    works: one.works.map(({ kind, title, issuer, number, on }) => ({ kind, title, issuer, number, on: day(on) })),
    awards: one.awards.map(({ name: award, issuer, grade, on }) => ({ name: award, issuer, grade, on: day(on) })),
    achievements: [],
    activities: [],
    apprentices: [],
    promotions: [],
    competitions: [],
    targets: [],
    funds: [],
    fixes: one.fixes.map(({ problem }) => ({
      number: problem.number,
      title: titleForOthers(problem),
      on: local(problem.solvedAt),
    })),
    chains: [...chains].sort(),
  };
}
