import { likeLiteral } from "#app/lib/containing.ts";
import { db, Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { type Actor, hasRole } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import type { Reading, Subject } from "#app/modules/discussion/subject.ts";
import { type Access, accessFrom, includesLayer, type Layer, LAYERS } from "./access.ts";
import { projectFields } from "./layers.ts";
import { spokesOrganisation } from "./transition.server.ts";
import { accessOf, accessSelect, visibleTo } from "./visibility.server.ts";

/** The layer a person reads of a problem at a moment; null when it isn't open to them. Outside a transaction. */
export async function layerFor(personId: string, problemId: string, now: Date) {
  return (await accessFor(personId, problemId, now))?.access.layer ?? null;
}

/** What a person reads of a problem at a moment and through what; null when nothing. Outside a transaction. */
async function accessFor(personId: string, problemId: string, now: Date) {
  const account = await db.person.findFirst({ where: { id: personId, disabledAt: null }, select: { id: true } });
  if (!account) return null;
  const actor = await loadActor(personId, now);
  const row = await db.problem.findFirst({
    where: { id: problemId, AND: visibleTo(actor) },
    select: accessSelect(actor),
  });
  return row && { access: accessOf(actor, row), row };
}

/** Ways of reading that follow from whom it is published to, whoever posted it. */
const PUBLIC_WAYS = ["AUDIENCE", "SECRETARIAT", "OFFICER"];

/**
 * The layer another person reads, as far as the one who asks may learn it: who may not know the poster does not find
 * out by calling people one by one whose enterprise reads more than the others.
 */
export async function layerSeenBy(
  personId: string,
  problemId: string,
  reading: Reading,
  participants: readonly { id: string }[],
  now: Date,
) {
  const found = await accessFor(personId, problemId, now);
  if (!found) return null;
  const { row, access } = found;
  const hidden = !reading.shows({ id: reading.organisationId, parentId: null });
  if (!hidden || participants.some((one) => one.id === personId)) return access.layer;
  const readers = row.readers.filter((one) => PUBLIC_WAYS.includes(one.via));
  return accessFrom(readers, row, now)?.layer ?? null;
}

/** What a reader of a problem is to its discussion. */
export const readingOf = (
  actor: Actor,
  { id, enterpriseId, allianceId }: { id: string; enterpriseId: string; allianceId: string | null },
  access: Access,
): Reading => {
  const ofPoster = (one: { id: string; parentId: string | null }) =>
    one.id === enterpriseId || one.parentId === enterpriseId;
  return {
    layer: access.layer,
    organisationId: enterpriseId,
    eventOn: { kind: "problem", id },
    problemId: id,
    spokesId: spokesOrganisation(actor, enterpriseId, allianceId),
    audits: hasRole(actor, "REVIEWER", enterpriseId),
    shows: (organisation) => access.knowsPoster || (organisation !== null && !ofPoster(organisation)),
  };
};

const person = { select: { id: true, name: true } } as const;

/** Put this in a `select` to learn who takes part with `participantsOf`. */
export const participantsSelect = (now: Date) =>
  ({
    enterpriseId: true,
    author: person,
    named: { where: { OR: [{ until: null }, { until: { gt: now } }] }, select: { person } },
    engagements: {
      where: { OR: [{ endedAt: null }, { end: "FINISHED" }] },
      select: { studio: { select: { id: true, parentId: true } }, members: { select: { person } } },
    },
  }) satisfies Prisma.ProblemSelect;

/** People who take part by their office, as far as the reader may know them. */
export function participantsOf(
  row: Prisma.ProblemGetPayload<{ select: ReturnType<typeof participantsSelect> }>,
  reading: Reading,
): { id: string; name: string }[] {
  const plain = ({ id, name }: { id: string; name: string }) => ({ id, name });
  const poster = reading.shows({ id: row.enterpriseId, parentId: null })
    ? [row.author, ...(reading.layer === "CONFIDENTIAL" ? row.named.map((n) => n.person) : [])]
    : [];
  const team = row.engagements.filter((e) => reading.shows(e.studio)).flatMap((e) => e.members.map((m) => m.person));
  return [...new Map([...poster, ...team].map((one) => [one.id, plain(one)])).values()];
}

type Suggestion = { id: string; name: string; from: string; key: string };

/**
 * People the actor may know of whose names begin so and who hold a key to the problem's layer by a role of their own.
 * Only for suggestions: whether somebody may be called is decided by `layerOf` when it is said.
 */
export async function suggestReaders(
  actor: Actor,
  problemId: string,
  reading: Reading,
  { q, layer }: { q: string; layer: Layer },
): Promise<{ id: string; name: string; from: string }[]> {
  const known = await db.person.findMany({
    where: {
      disabledAt: null,
      id: { not: actor.personId },
      name: { startsWith: likeLiteral(q) },
      AND: peopleVisibleTo(actor),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 40,
    select: { id: true },
  });
  if (known.length === 0) return [];
  const hidden = !reading.shows({ id: reading.organisationId, parentId: null });
  const layers = Prisma.join(
    LAYERS.filter((one) => includesLayer(one, layer)).map((one) => Prisma.sql`${one}::"Layer"`),
  );
  const ways = hidden ? PUBLIC_WAYS : ["OWN", "TEAM", "NAMED", ...PUBLIC_WAYS];
  const rows = await db.$queryRaw<Suggestion[]>`
    WITH place AS (
      SELECT p."id", p."name", m."role"::text AS "role", o."id" AS "organisationId", o."kind"::text AS "kind", o."parentId",
             coalesce(nullif(o."shortName", ''), o."name") AS "from"
      FROM "Person" p JOIN "Membership" m ON m."personId" = p."id" JOIN "Organisation" o ON o."id" = m."organisationId"
      WHERE p."id" = ANY (${known.map((one) => one.id)}::uuid[]) AND m."role" NOT IN ('GUEST', 'JUDGE')
        AND m."startsAt" <= ${actor.now} AND (m."endsAt" IS NULL OR m."endsAt" > ${actor.now})
    ), held AS (
      SELECT "id", "name", "from", unnest(
        CASE "kind" WHEN 'ENTERPRISE' THEN
            ARRAY['own:' || "organisationId", 'org:' || "organisationId", 'as:' || "id" || '@' || "organisationId"]
            || CASE WHEN "role" = 'REVIEWER' THEN ARRAY['reviewer:' || "organisationId"] ELSE ARRAY[]::text[] END
          WHEN 'STUDIO' THEN
            ARRAY['member:' || "id" || '@' || "organisationId", 'org:' || "organisationId", 'own:' || "parentId", 'org:' || "parentId"]
          WHEN 'ALLIANCE' THEN ARRAY['secretariat:' || "organisationId", 'alliance:' || "organisationId"]
          ELSE ARRAY[]::text[] END || ARRAY['person:' || "id"]) AS "key"
      FROM place
      UNION ALL
      SELECT place."id", place."name", place."from", 'alliance:' || a."allianceId"
      FROM place JOIN "AllianceMember" a ON a."memberId" IN (place."organisationId", place."parentId")
        AND a."joinedAt" <= ${actor.now} AND (a."leftAt" IS NULL OR a."leftAt" > ${actor.now})
    )
    SELECT DISTINCT ON (held."name", held."id") held."id", held."name", held."from", held."key"
    FROM held JOIN "ProblemReader" r ON r."problemId" = ${problemId}::uuid AND r."key" = held."key"
      AND r."layer" IN (${layers}) AND r."via" = ANY (${ways}) AND (r."until" IS NULL OR r."until" > ${actor.now})
    ORDER BY held."name", held."id", held."from" LIMIT 8`;
  return rows.map(({ id, name, from }) => ({ id, name, from }));
}

const subjectSelect = (actor: Actor) =>
  ({ id: true, enterpriseId: true, allianceId: true, ...accessSelect(actor) }) satisfies Prisma.ProblemSelect;

/** Discussion on a problem. */
export const problemDiscussion: Subject = {
  kind: "problem",
  events: { commented: "problem.commented", edited: "problem.comment-edited", removed: "problem.comment-removed" },
  async requireReading(actor, subjectId, reader = db) {
    const row = await reader.problem.findFirst({
      where: { id: subjectId, AND: visibleTo(actor) },
      select: subjectSelect(actor),
    });
    if (!row) throw notFound();
    return readingOf(actor, row, accessOf(actor, row));
  },
  async open(actor, subjectId) {
    const row = await db.problem.findFirst({
      where: { id: subjectId, AND: visibleTo(actor) },
      select: {
        ...participantsSelect(actor.now),
        ...subjectSelect(actor),
        number: true,
        title: true,
        fieldLayers: true,
        redactions: true,
      },
    });
    if (!row) throw notFound();
    const access = accessOf(actor, row);
    const reading = readingOf(actor, row, access);
    return {
      reading,
      participants: participantsOf(row, reading),
      head: { id: row.id, number: row.number, title: projectFields(row, access).title || row.number },
    };
  },
  async layerOf(personId, subjectId, reading, now) {
    const row = await db.problem.findUniqueOrThrow({ where: { id: subjectId }, select: participantsSelect(now) });
    return layerSeenBy(personId, subjectId, reading, participantsOf(row, reading), now);
  },
  suggest: suggestReaders,
};
