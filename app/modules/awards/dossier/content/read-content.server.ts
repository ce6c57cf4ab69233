import type { Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { readStatement } from "../../applications/statement.ts";
import type { Facts } from "../../facts/catalogue.ts";
import { factsOf } from "../../facts/facts-of.server.ts";
import { readRubric } from "../../rubrics/schema.ts";
import { factsFrom } from "../../scores/facts-from.ts";
import { achievementSelect, type Certifiers, contentOfAchievement } from "./achievement.server.ts";
import type { DossierContent } from "./content.ts";
import { type Counted, countedRecords, type Reader } from "./counted.server.ts";
import { contentOfPerson, contentOfStudio, personSelect, studioSelect } from "./studio-or-person.server.ts";

const contentSelect = (now: Date) =>
  ({
    id: true,
    roundId: true,
    admittedAt: true,
    statement: true,
    enterpriseId: true,
    enterprise: { select: { name: true } },
    round: {
      select: {
        id: true,
        rubric: true,
        factsFrom: true,
        factsUntil: true,
        organisationId: true,
        organisation: { select: { timeZone: true } },
      },
    },
    facts: { orderBy: { key: "asc" }, select: { key: true, value: true, evidence: true } },
    achievement: { select: achievementSelect },
    studio: { select: studioSelect(now) },
    person: { select: personSelect(now) },
  }) satisfies Prisma.AwardApplicationSelect;
type Row = Prisma.AwardApplicationGetPayload<{ select: ReturnType<typeof contentSelect> }>;

/**
 * What the dossiers of these applications say as things are now, amounts to the fen. Facts are those the application was
 * admitted with; a studio's or a person's that is not admitted yet is counted as of now.
 */
export async function readContent(
  reader: Reader,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, DossierContent>> {
  const rows = await reader.awardApplication.findMany({ where: { id: { in: [...ids] } }, select: contentSelect(now) });
  const facts = await factsFor(reader, rows);
  const counted = await countedRecords(
    reader,
    rows.filter((row) => !row.achievement).map((row) => facts.get(row.id) ?? {}),
  );
  const certifiers = await certifiersOf(reader, rows, counted);
  return new Map(rows.map((row) => [row.id, contentOf(row, { facts: facts.get(row.id) ?? {}, counted, certifiers })]));
}

async function factsFor(reader: Reader, rows: readonly Row[]): Promise<Map<string, Facts>> {
  const known = new Map(rows.map((row) => [row.id, factsFrom(row.facts)]));
  const toCount = Map.groupBy(
    rows.filter((row) => !row.achievement && row.admittedAt === null),
    (row) => row.roundId,
  );
  for (const [first, ...others] of toCount.values()) {
    if (!first) continue;
    const span = { from: first.round.factsFrom, until: first.round.factsUntil };
    const found = await factsOf(
      reader,
      [first, ...others].map((row) => row.id),
      span,
    );
    for (const [id, facts] of found) known.set(id, facts);
  }
  return known;
}

async function certifiersOf(reader: Reader, rows: readonly Row[], counted: Counted): Promise<Certifiers> {
  const ofAchievements = rows.flatMap((row) => (row.achievement?.benefits ?? []).map(({ benefit }) => benefit));
  const ids = [...ofAchievements, ...counted.benefit.values()].flatMap((one) => one.certifiedById ?? []);
  if (ids.length === 0) return new Map();
  const people = await reader.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map((one) => [one.id, one.name]));
}

type Read = { facts: Facts; counted: Counted; certifiers: Certifiers };

function contentOf(row: Row, { facts, counted, certifiers }: Read): DossierContent {
  const { round } = row;
  const local = (at: Date | null) => (at ? formatDate(at, round.organisation.timeZone) : "");
  const about = {
    enterprise: row.enterprise.name,
    facts,
    counted,
    certifiers,
    local,
    years: { from: round.factsFrom.getUTCFullYear(), until: round.factsUntil.getUTCFullYear() },
  };
  const money = row.admittedAt === null ? null : new Set(facts.certifiedYuan?.evidence.map((one) => one.id));
  const told = row.achievement
    ? contentOfAchievement(row.achievement, { counted: money, certifiers, local })
    : row.studio
      ? contentOfStudio(row.studio, about)
      : row.person && contentOfPerson(row.person, about);
  if (!told) throw new Error(`application ${row.id} is about nothing`);
  return {
    ...told,
    enterprise: row.enterprise.name,
    statement: statementOf(row.statement, round.rubric),
    facts: Object.entries(facts)
      .map(([key, { value }]) => ({ key, value }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
    chains: [...new Set([...told.chains, round.organisationId, row.enterpriseId])].sort(),
  };
}

/** What is said about each criterion, in the order of the rubric. */
function statementOf(json: Prisma.JsonValue, rubric: Prisma.JsonValue): DossierContent["statement"] {
  const said = readStatement(json);
  return readRubric(rubric).criteria.flatMap(({ key, name: { zh, en } }) => {
    const text = said[key]?.text.trim() ?? "";
    return text === "" ? [] : [{ zh, en, text }];
  });
}
