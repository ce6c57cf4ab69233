import type { Prisma } from "#app/lib/db.server.ts";
import { bandOf } from "#app/modules/achievements/benefit/rules.ts";
import type { FactKey, Facts } from "../../facts/catalogue.ts";
import { benefitLine, byYear, type Certifiers, type Local } from "./achievement.server.ts";
import type { CompleterLine, DossierContent, ProfileLine } from "./content.ts";
import type { Counted } from "./counted.server.ts";
import { day, honourOf, isUnnamed, titleForOthers } from "./named.ts";

const STUDIO_ROLES = ["STUDIO_LEADER", "CRAFTSMAN"] as const;
const profile = { select: { honourTier: true, title: true, trade: true, years: true, bio: true } } as const;

/** People of a studio today, and what its union knows of it. */
export const studioSelect = (now: Date) =>
  ({
    name: true,
    about: true,
    studio: {
      select: {
        level: true,
        designatedOn: true,
        premises: true,
        specialities: true,
        targets: {
          orderBy: [{ year: "asc" }, { position: "asc" }],
          select: { year: true, topic: true, measure: true, unit: true, target: true, actual: true },
        },
        // What another entry took the place of does not count.
        funds: {
          where: { correction: { is: null } },
          orderBy: { onDay: "asc" },
          select: { kind: true, onDay: true, amountFen: true },
        },
      },
    },
    memberships: {
      where: {
        role: { in: [...STUDIO_ROLES] },
        startsAt: { lte: now },
        OR: [{ endsAt: null }, { endsAt: { gt: now } }],
      },
      orderBy: [{ role: "desc" }, { startsAt: "asc" }, { id: "asc" }],
      select: { role: true, person: { select: { id: true, name: true, profile } } },
    },
  }) satisfies Prisma.OrganisationSelect;
export const personSelect = (now: Date) =>
  ({
    name: true,
    profile,
    memberships: {
      where: {
        role: { in: [...STUDIO_ROLES] },
        startsAt: { lte: now },
        OR: [{ endsAt: null }, { endsAt: { gt: now } }],
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      select: { organisation: { select: { name: true } } },
    },
  }) satisfies Prisma.PersonSelect;

type StudioRow = Prisma.OrganisationGetPayload<{ select: ReturnType<typeof studioSelect> }>;
type PersonRow = Prisma.PersonGetPayload<{ select: ReturnType<typeof personSelect> }>;
type About = {
  enterprise: string;
  facts: Facts;
  counted: Counted;
  certifiers: Certifiers;
  local: Local;
  /** Calendar years of the round. */
  years: { from: number; until: number };
};
type Told = Omit<DossierContent, "enterprise" | "statement" | "facts">;

/** Yuan as decimal text in fen. */
function fenOf(yuan: string): bigint {
  const [whole = "0", part = ""] = yuan.split(".");
  return BigInt(whole + part.padEnd(2, "0").slice(0, 2));
}

/** The records of a fact in the order they were counted, each with its day and what it added; those that are gone left out. */
const listOf = <Row, Line>(
  facts: Facts,
  keys: readonly FactKey[],
  rows: ReadonlyMap<string, Row>,
  line: (row: Row, evidence: { on: string; value: string }) => Line,
): Line[] =>
  keys.flatMap((key) =>
    (facts[key]?.evidence ?? []).flatMap((one) => {
      const row = rows.get(one.id);
      return row ? [line(row, one)] : [];
    }),
  );

/** What the facts of a studio or a person were counted from. */
function countedLists({ facts, counted, certifiers, local }: About) {
  const chains = new Set<string>();
  const ofAchievement = new Map<string, { fen: bigint; on: string }>();
  const benefits = listOf(facts, ["certifiedYuan"], counted.benefit, (row, { value }) => {
    if (!isUnnamed(row)) chains.add(row.recipientId);
    const line = benefitLine(row, fenOf(value), certifiers, local);
    const id = row.achievement?.achievementId ?? "";
    const before = ofAchievement.get(id);
    const on = [before?.on ?? "", line.certifiedOn].toSorted().at(-1) ?? "";
    ofAchievement.set(id, { fen: (before?.fen ?? 0n) + (line.fen ?? 0n), on });
    return line;
  });
  const lists = {
    benefits: benefits.toSorted(byYear),
    adopters: listOf(facts, ["independentAdopters"], counted.adoption, (row, { on }) => {
      if (!row.anonymous) chains.add(row.enterpriseId);
      // Whom to call is the adopter's own to say.
      return { unit: row.anonymous ? null : row.enterprise.name, contact: "", on, verified: true };
    }),
    patents: listOf(
      facts,
      ["inventionPatents", "utilityPatents", "designPatents", "softwareRights"],
      counted.patent,
      ({ kind, number, title, holder, state }, { on }) => ({ kind, number, title, holder, state, on }),
    ),
    works: listOf(
      facts,
      ["papers", "standards", "operatingMethods"],
      counted.work,
      ({ kind, title, issuer, number }, { on }) => ({ kind, title, issuer, number, on }),
    ),
    achievements: listOf(facts, ["achievements"], counted.achievement, (row) => {
      const money = ofAchievement.get(row.id);
      return {
        title: row.title,
        kind: row.kind,
        first: row.contributors[0]?.person.name ?? "",
        on: day(row.completedOn),
        fen: money?.fen ?? 0n,
        band: bandOf(money?.fen ?? null),
        certifiedOn: money?.on ?? "",
      };
    }),
    awards: listOf(facts, ["achievements"], counted.achievement, (row) => row.awards)
      .flat()
      .map(({ name, issuer, grade, on }) => ({ name, issuer, grade, on: day(on) })),
    activities: listOf(facts, ["exchanges"], counted.activity, (row, { on }) => ({
      kind: row.kind,
      ordinal: row.ordinal,
      topic: row.topic,
      host: row.host?.name ?? row.otherHost,
      on,
    })),
    apprentices: listOf(facts, ["graduates"], counted.mentorship, (row, { on }) => ({
      master: row.master.name,
      name: row.apprentice.name,
      trade: row.trade,
      before: row.gradeBefore,
      after: row.gradeAfter,
      from: day(row.startsOn),
      on,
    })),
    promotions: listOf(facts, ["membersPromoted"], counted.promotion, (row, { on }) => ({
      name: row.person.name,
      before: row.gradeBefore,
      after: row.gradeAfter,
      honour: honourOf(row),
      issuer: row.issuer,
      document: row.document,
      on,
    })),
    competitions: listOf(facts, ["competitionResults"], counted.result, (row, { on }) => ({
      name: row.competition.name,
      level: row.competition.level,
      person: row.person.name,
      event: row.event,
      rank: row.rank,
      medal: row.medal,
      award: row.award,
      on,
    })),
    // The title only as its own house released it; else the number alone.
    fixes: listOf(facts, ["solvedProblems"], counted.problem, (row, { on }) => ({
      number: row.number,
      title: row.releasedAt ? titleForOthers(row) : "",
      on,
    })),
  };
  return { ...lists, chains: [...chains].sort() };
}

const TEXTS = { kind: null, innovation: "", application: "", social: "", novelty: "" } as const;
type Profile = PersonRow["profile"];

const profileOf = (
  leader: { name: string; profile: Profile } | undefined,
  facts: Facts,
  studio?: StudioRow["studio"],
): ProfileLine => ({
  leader: leader?.name ?? "",
  honour: honourOf(leader?.profile ?? null),
  trade: leader?.profile?.trade ?? "",
  tradeYears: leader?.profile?.years?.toString() ?? "",
  bio: leader?.profile?.bio ?? "",
  level: studio?.designatedOn ? studio.level : null,
  premises: studio?.premises ?? "",
  specialities: studio?.specialities ?? [],
  yearsRunning: studio ? (facts.yearsRunning?.value ?? "0") : "",
});

const memberOf = (
  person: { name: string; profile: Profile },
  unit: string,
  role: CompleterLine["role"],
): CompleterLine => ({
  name: person.name,
  unit,
  share: "",
  contribution: "",
  confirmedOn: "",
  role,
  trade: person.profile?.trade ?? "",
  honour: honourOf(person.profile),
});

/** What is told of a studio: its people today, its targets and money in the round's years, and what its facts were counted from. */
export function contentOfStudio(row: StudioRow, about: About): Told {
  const { from, until } = about.years;
  // Whoever leads and belongs stands once, as leader.
  const seen = new Set<string>();
  const members = row.memberships.filter(({ person }) => !seen.has(person.id) && seen.add(person.id));
  const leader = members.find((one) => one.role === "STUDIO_LEADER")?.person;
  const funds = Map.groupBy(row.studio?.funds ?? [], (one) => one.onDay.getUTCFullYear());
  const sum = (rows: { kind: string; amountFen: bigint }[], kind: string): bigint =>
    rows.reduce((all, one) => (one.kind === kind ? all + one.amountFen : all), 0n);
  return {
    ...TEXTS,
    ...countedLists(about),
    subject: "STUDIO",
    title: row.name,
    studio: row.name,
    completedOn: day(row.studio?.designatedOn),
    summary: row.about,
    profile: profileOf(leader, about.facts, row.studio),
    people: members.map(({ role, person }) =>
      memberOf(person, row.name, role === "STUDIO_LEADER" ? "LEADER" : "MEMBER"),
    ),
    units: [about.enterprise],
    targets: (row.studio?.targets ?? [])
      .filter(({ year }) => year >= from && year <= until)
      .map(({ target, actual, ...one }) => ({ ...one, target: target.toString(), actual: actual?.toString() ?? "" })),
    funds: [...funds]
      .filter(([year]) => year >= from && year <= until)
      .map(([year, rows]) => ({ year, grantedFen: sum(rows, "GRANTED"), usedFen: sum(rows, "USED") })),
  };
}

/** What is told of a person, as of a studio. */
export function contentOfPerson(row: PersonRow, about: About): Told {
  return {
    ...TEXTS,
    ...countedLists(about),
    subject: "PERSON",
    title: row.name,
    studio: [...new Set(row.memberships.map((one) => one.organisation.name))].join("、"),
    completedOn: "",
    summary: row.profile?.bio ?? "",
    profile: profileOf(row, about.facts),
    people: [memberOf(row, about.enterprise, null)],
    units: [about.enterprise],
    targets: [],
    funds: [],
  };
}
