import { db, type Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { bandOf, isCertified } from "#app/modules/achievements/benefit/rules.ts";
import { percentText } from "#app/modules/achievements/shares/rules.ts";
import { readStatement } from "../applications/statement.ts";
import { readRubric } from "../rubrics/schema.ts";
import { basisText } from "./basis.ts";
import { type DossierRecord, type EvidenceFile, numberOf } from "./record.ts";

const MOST_ACHIEVEMENTS = 100;
const name = { select: { name: true } } as const;
const heldAchievements = {
  where: { state: "REGISTERED" },
  orderBy: [{ completedOn: "asc" }, { id: "asc" }],
  take: MOST_ACHIEVEMENTS,
  select: { title: true, kind: true, completedOn: true },
} satisfies Prisma.Organisation$ofStudioArgs;

const achievementSelect = {
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
  benefits: {
    select: {
      benefit: {
        select: {
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
        },
      },
    },
  },
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
  fixes: { select: { problem: { select: { number: true, title: true, redactions: true, enterpriseId: true } } } },
} satisfies Prisma.AchievementSelect;

const select = {
  id: true,
  state: true,
  version: true,
  statement: true,
  achievementId: true,
  studioId: true,
  personId: true,
  submittedAt: true,
  factsHash: true,
  grade: true,
  certificateNumber: true,
  enterpriseId: true,
  enterprise: name,
  round: {
    select: {
      id: true,
      rubric: true,
      name: true,
      year: true,
      frozenHash: true,
      organisationId: true,
      organisation: { select: { name: true, timeZone: true } },
      title: { select: { name: true, legalBasis: true } },
    },
  },
  achievement: { select: achievementSelect },
  studio: {
    select: {
      name: true,
      about: true,
      studio: { select: { designatedOn: true } },
      memberships: {
        where: { endsAt: null, role: { in: ["STUDIO_LEADER", "CRAFTSMAN"] } },
        orderBy: [{ role: "desc" }, { startsAt: "asc" }, { id: "asc" }],
        select: { role: true, person: name },
      },
      ofStudio: heldAchievements,
    },
  },
  person: {
    select: {
      name: true,
      profile: { select: { bio: true } },
      contributions: {
        where: { achievement: { state: "REGISTERED" } },
        orderBy: { achievement: { completedOn: "asc" } },
        take: MOST_ACHIEVEMENTS,
        select: { achievement: { select: { title: true, kind: true, completedOn: true } } },
      },
    },
  },
  facts: { orderBy: { key: "asc" }, select: { key: true, value: true } },
  steps: {
    orderBy: { position: "asc" },
    select: { organisation: name, decision: true, opinion: true, byName: true, at: true },
  },
} satisfies Prisma.AwardApplicationSelect;
type Row = Prisma.AwardApplicationGetPayload<{ select: typeof select }>;

const day = (at: Date | null | undefined): string => at?.toISOString().slice(0, 10) ?? "";

/** Which of these applications, and how much of them; in the order of the ids. Who may read is asked before. */
export async function readRecords(ids: readonly string[], { exact }: { exact: boolean }): Promise<DossierRecord[]> {
  const rows = await db.awardApplication.findMany({ where: { id: { in: [...ids] } }, select });
  const [files, certifiers] = await Promise.all([filesOf(rows, exact), certifiersOf(rows)]);
  const byId = new Map(rows.map((row) => [row.id, recordOf(row, exact, files.get(row.id) ?? [], certifiers)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

const certified = (row: Row) =>
  (row.achievement?.benefits ?? []).map(({ benefit }) => benefit).filter((one) => isCertified(one.state));

async function certifiersOf(rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => certified(row).flatMap((one) => one.certifiedById ?? []));
  if (ids.length === 0) return new Map();
  const people = await db.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map((one) => [one.id, one.name]));
}

/** Evidence of the achievement and stamped scans; what recipients proved their benefit with only where amounts are open. */
async function filesOf(rows: readonly Row[], exact: boolean): Promise<Map<string, EvidenceFile[]>> {
  const owners = new Map<string, { row: string; of: EvidenceFile["of"] }[]>();
  const owns = (id: string, row: string, of: EvidenceFile["of"]) =>
    owners.set(id, [...(owners.get(id) ?? []), { row, of }]);
  for (const row of rows) {
    if (row.achievementId) owns(row.achievementId, row.id, "ACHIEVEMENT");
    if (exact) for (const one of certified(row)) owns(one.id, row.id, "BENEFIT");
    owns(row.id, row.id, "APPLICATION");
  }
  const found = await db.attachment.findMany({
    where: {
      ownerId: { in: [...owners.keys()] },
      ownerKind: { in: ["achievement", "benefit", "application", "application-scan"] },
      removedAt: null,
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      ownerId: true,
      ownerKind: true,
      key: true,
      fileName: true,
      kind: true,
      mime: true,
      size: true,
      sha256: true,
    },
  });
  const files = new Map<string, EvidenceFile[]>();
  for (const { ownerId, ownerKind, fileName, kind, ...file } of found) {
    for (const { row, of } of owners.get(ownerId) ?? [])
      files.set(row, [
        ...(files.get(row) ?? []),
        { ...file, name: fileName, photo: kind === "PHOTO", of: ownerKind === "application-scan" ? "SCAN" : of },
      ]);
  }
  return files;
}

function recordOf(
  row: Row,
  exact: boolean,
  files: EvidenceFile[],
  certifiers: ReadonlyMap<string, string>,
): DossierRecord {
  const { round, achievement: one } = row;
  const { timeZone } = round.organisation;
  const local = (at: Date | null) => (at ? formatDate(at, timeZone) : "");
  const shared = {
    id: row.id,
    number: numberOf(round.year, row.id),
    state: row.state,
    version: row.version,
    exact,
    round: {
      id: round.id,
      name: round.name,
      year: round.year,
      title: round.title.name,
      legalBasis: round.title.legalBasis,
      organiser: round.organisation.name,
      organiserId: round.organisationId,
      timeZone,
      frozenHash: round.frozenHash,
    },
    enterprise: row.enterprise.name,
    submittedOn: local(row.submittedAt),
    statement: statementOf(row.statement, round.rubric),
    facts: row.facts,
    steps: row.steps.map((step) => ({
      unit: step.organisation.name,
      decision: step.decision,
      opinion: step.opinion,
      by: step.byName,
      on: local(step.at),
    })),
    factsHash: row.factsHash,
    grade: row.grade,
    certificateNumber: row.certificateNumber ?? "",
    files,
  };
  const chains = new Set([round.organisationId, row.enterpriseId]);
  if (!one) return { ...shared, ...ofStudioOrPerson(row), chains: [...chains].sort() };
  chains.add(one.enterpriseId);
  const benefits = certified(row).map((benefit) => {
    // Rule: whoever stays unnamed is unnamed on paper too, and in the list of chains.
    const unnamed = benefit.reuse ? benefit.reuse.anonymous : benefit.fix.anonymous;
    if (!unnamed) chains.add(benefit.recipientId);
    return {
      year: benefit.year,
      recipient: unnamed ? null : benefit.recipient.name,
      kind: benefit.kind,
      period: `${day(benefit.fromOn)} — ${day(benefit.toOn)}`,
      band: bandOf(benefit.certifiedFen),
      fen: exact ? benefit.certifiedFen : null,
      basis: exact ? basisText(benefit.statements[0]) : "",
      social: benefit.social,
      certifiedBy: unnamed ? "" : (certifiers.get(benefit.certifiedById ?? "") ?? ""),
      certifiedOn: local(benefit.certifiedAt),
    };
  });
  benefits.sort((a, b) => a.year - b.year || a.period.localeCompare(b.period));
  const people = one.contributors.map((line) => ({
    name: line.person.name,
    unit: line.organisation.name,
    share: percentText(line.basisPoints),
    contribution: line.contribution,
    confirmedOn: line.confirmedOf === one.contributorsVersion ? local(line.confirmedAt) : "",
  }));
  return {
    ...shared,
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
    people,
    units: [...new Set(people.map((person) => person.unit))],
    benefits,
    adopters: one.adopters.map((adopter) => ({
      unit: adopter.reuse?.anonymous ? null : (adopter.reuse?.enterprise.name ?? adopter.unit),
      contact: adopter.reuse?.anonymous ? "" : adopter.contact,
      on: day(adopter.on),
      verified: adopter.reuse?.state === "ACCEPTED",
    })),
    patents: one.patents.map((p) => ({ ...p, on: day(p.on) })),
    works: one.works.map((w) => ({ ...w, on: day(w.on) })),
    awards: one.awards.map((a) => ({ ...a, on: day(a.on) })),
    achievements: [],
    fixes: one.fixes.map(({ problem }) => ({ number: problem.number, title: titleForOthers(problem) })),
    chains: [...chains].sort(),
  };
}

/** What the poster's reviewer put in the title's place for everybody outside. */
const titleForOthers = ({ title, redactions }: { title: string; redactions: Prisma.JsonValue }): string => {
  const instead = (redactions as { title?: unknown } | null)?.title;
  return typeof instead === "string" ? instead : title;
};

/** What is said about each criterion, in the order of the rubric. */
function statementOf(json: Prisma.JsonValue, rubric: Prisma.JsonValue): DossierRecord["statement"] {
  const said = readStatement(json);
  return readRubric(rubric).criteria.flatMap(({ key, name: { zh, en } }) => {
    const text = said[key]?.text.trim() ?? "";
    return text === "" ? [] : [{ zh, en, text }];
  });
}

function ofStudioOrPerson(row: Row) {
  const { studio, person } = row;
  const held = studio?.ofStudio ?? person?.contributions.map((one) => one.achievement) ?? [];
  const people = studio
    ? studio.memberships.map((one) => ({ name: one.person.name, unit: studio.name }))
    : [{ name: person?.name ?? "", unit: row.enterprise.name }];
  return {
    subject: studio ? ("STUDIO" as const) : ("PERSON" as const),
    title: studio?.name ?? person?.name ?? "",
    kind: null,
    studio: studio?.name ?? "",
    completedOn: day(studio?.studio?.designatedOn),
    summary: studio?.about || person?.profile?.bio || "",
    innovation: "",
    application: "",
    social: "",
    novelty: "",
    people: people.map((one) => ({ ...one, share: "", contribution: "", confirmedOn: "" })),
    units: [row.enterprise.name],
    benefits: [],
    adopters: [],
    patents: [],
    works: [],
    awards: [],
    achievements: held.map((one) => ({ title: one.title, kind: one.kind, on: day(one.completedOn) })),
    fixes: [],
  };
}
