import { db, PLANNED_ONCE, Prisma } from "#app/lib/db.server.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/lib/i18n.ts";
import type { Actor, OrganisationKind, Role, Standing } from "./actor.ts";

type StandingRow = {
  what: "standing";
  role: Role;
  organisationId: string;
  kind: OrganisationKind;
  name: string;
  timeZone: string;
  parentId: string | null;
  isHead: boolean;
  inForce: boolean;
  absentId: string | null;
  guestId: string | null;
  absentName: string | null;
  /** When this last changed what the person may do. */
  changedAt: Date;
};
/**
 * An alliance one of the person's enterprises or studios is a member of today, one below an officer's unions, or any
 * body that these and the own ones belong to, themselves included.
 */
type BodyRow = { what: "member" | "officer" | "above"; organisationId: string };
type Row = StandingRow | BodyRow;

type LoadOptions = {
  currentOrganisationId?: string | null;
  /** Name and language when the caller has them already; spares a query. */
  person?: { name: string; locale: string };
};

export type LoadedActor = {
  actor: Actor;
  /** The latest beginning or end of a role: sessions older than that get a new id. */
  rolesChangedAt: Date | null;
};

/** Roles nobody acts for in an absence: they were given to one person, or are the platform's own. */
const PERSONAL_ROLES = ["ADMIN", "JUDGE", "GUEST"];

/**
 * Own roles (also those ended within 12 months, for conflicts of interest), and those held as a deputy; with the
 * alliances that follow from those in force, and what stands above all of them.
 */
const rowsOf = (personId: Prisma.Sql, now: Date) => Prisma.sql`
  WITH RECURSIVE standing AS (
    SELECT m."role"::text AS "role", m."organisationId", o."kind"::text AS "kind", o."name", o."timeZone", o."parentId", m."isHead",
           (m."endsAt" IS NULL OR m."endsAt" > ${now}) AND (o."closedAt" IS NULL OR o."closedAt" > ${now}) AS "inForce",
           NULL::uuid AS "absentId", NULL AS "absentName", m."guestId",
           CASE WHEN m."endsAt" <= ${now} THEN m."endsAt" ELSE greatest(m."startsAt", m."createdAt") END AS "changedAt"
    FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId"
    WHERE m."personId" = ${personId} AND m."startsAt" <= ${now}
      AND (m."endsAt" IS NULL OR m."endsAt" > ${now}::timestamp - interval '12 months')
    UNION ALL
    SELECT m."role"::text, m."organisationId", o."kind"::text, o."name", o."timeZone", o."parentId", m."isHead", true,
           absent."id", absent."name", NULL::uuid, greatest(d."startsAt", d."createdAt")
    FROM "Deputy" d
    JOIN "Person" absent ON absent."id" = d."personId" AND absent."disabledAt" IS NULL
    JOIN "Membership" m ON m."personId" = d."personId" AND m."organisationId" = d."organisationId"
      AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now})
    JOIN "Organisation" o ON o."id" = m."organisationId" AND (o."closedAt" IS NULL OR o."closedAt" > ${now})
    LEFT JOIN "Alliance" a ON a."organisationId" = o."id"
    WHERE d."deputyId" = ${personId} AND d."personId" <> d."deputyId"
      AND d."startsAt" <= ${now} AND d."endsAt" > ${now} AND d."endedAt" IS NULL
      AND NOT m."role"::text = ANY (${PERSONAL_ROLES})
      AND EXISTS (
        SELECT 1 FROM "Membership" own
        WHERE own."personId" = d."deputyId" AND own."startsAt" <= ${now} AND (own."endsAt" IS NULL OR own."endsAt" > ${now})
          AND own."role"::text <> 'GUEST' AND own."organisationId" IN (o."id", a."leadUnitId"))
  ), employed AS (
    SELECT "organisationId", "kind", "parentId" FROM standing WHERE "inForce" AND "role" NOT IN ('GUEST', 'JUDGE')
  ), member AS (
    SELECT "organisationId" AS "id" FROM employed WHERE "kind" IN ('ENTERPRISE', 'STUDIO')
    UNION
    SELECT "parentId" FROM employed WHERE "kind" = 'STUDIO' AND "parentId" IS NOT NULL
  ), below AS (
    SELECT "organisationId" AS "id" FROM standing WHERE "inForce" AND "role" = 'UNION_OFFICER'
    UNION
    SELECT o."id" FROM "Organisation" o JOIN below b ON o."parentId" = b."id" WHERE o."kind" <> 'PLATFORM'
  ), alliance AS (
    SELECT DISTINCT 'member' AS "what", a."allianceId" AS "id"
    FROM "AllianceMember" a JOIN member ON member."id" = a."memberId"
    WHERE a."joinedAt" <= ${now} AND (a."leftAt" IS NULL OR a."leftAt" > ${now})
    UNION ALL
    SELECT 'officer', a."organisationId" FROM "Alliance" a JOIN below ON below."id" = a."organisationId"
  ), above AS (
    (SELECT "organisationId" AS "id" FROM standing WHERE "inForce" AND "guestId" IS NULL UNION SELECT "id" FROM alliance)
    UNION
    SELECT o."parentId" FROM "Organisation" o JOIN above ON above."id" = o."id" WHERE o."parentId" IS NOT NULL
  ), body AS (
    SELECT * FROM alliance UNION ALL SELECT 'above', "id" FROM above
  ), found AS (
    SELECT 'standing' AS "what", standing.* FROM standing
    UNION ALL
    SELECT "what", NULL, "id", NULL, NULL, NULL, NULL::uuid, NULL::boolean, NULL::boolean, NULL::uuid, NULL, NULL::uuid, NULL::timestamp
    FROM body
  )
  SELECT * FROM found ORDER BY "organisationId", "role"`;

const unique = (values: string[]): string[] => [...new Set(values)];

/**
 * Loads a person with everything that permissions need, as of `now`, in one query when the caller knows name and language.
 * @returns null when there is no such account, or it is disabled
 */
export async function loadActorWithChanges(
  personId: string,
  now: Date,
  options: LoadOptions = {},
): Promise<LoadedActor | null> {
  const person =
    options.person ??
    (await db.person.findFirst({
      where: { id: personId, OR: [{ disabledAt: null }, { disabledAt: { gt: now } }] },
      select: { name: true, locale: true },
    }));
  if (!person) return null;
  const found = await db.$queryRaw<Row[]>`${PLANNED_ONCE} ${rowsOf(Prisma.sql`${personId}::uuid`, now)}`;
  return actorFrom({ ...person, id: personId }, found, now, options.currentOrganisationId ?? null);
}

/** Many people as actors, in two queries, by id; those without an account, or with one that is disabled, are left out. */
export async function loadActors(personIds: readonly string[], now: Date): Promise<Map<string, Actor>> {
  const people = await db.person.findMany({
    where: { id: { in: [...personIds] }, OR: [{ disabledAt: null }, { disabledAt: { gt: now } }] },
    select: { id: true, name: true, locale: true },
  });
  const found = await db.$queryRaw<(Row & { personId: string })[]>`
    ${PLANNED_ONCE} SELECT p."id" AS "personId", f.* FROM unnest(${people.map(({ id }) => id)}::uuid[]) AS p("id")
    CROSS JOIN LATERAL (${rowsOf(Prisma.sql`p."id"`, now)}) f`;
  const rowsOfPerson = Map.groupBy(found, (row) => row.personId);
  return new Map(
    people.map((person) => [person.id, actorFrom(person, rowsOfPerson.get(person.id) ?? [], now, null).actor]),
  );
}

function actorFrom(
  person: { id: string; name: string; locale: string },
  found: readonly Row[],
  now: Date,
  wanted: string | null,
): LoadedActor {
  const rows = found.filter((row): row is StandingRow => row.what === "standing");
  const standings: Standing[] = rows
    .filter((row) => row.inForce)
    .map((row) => ({
      role: row.role,
      organisationId: row.organisationId,
      organisationKind: row.kind,
      organisationName: row.name,
      timeZone: row.timeZone,
      parentId: row.parentId,
      isHead: row.isHead,
      ...(row.guestId ? { guestId: row.guestId } : {}),
      ...(row.absentId ? { deputyFor: { personId: row.absentId, name: row.absentName ?? "" } } : {}),
    }));

  const secretariatOf = standings.filter((s) => s.role === "SECRETARIAT").map((s) => s.organisationId);
  const via = (what: BodyRow["what"]) => found.flatMap((row) => (row.what === what ? [row.organisationId] : []));

  const current =
    standings.find((s) => s.organisationId === wanted) ?? standings.find((s) => !s.deputyFor) ?? standings[0];
  const changes = rows.map((row) => row.changedAt.getTime());
  return {
    actor: {
      personId: person.id,
      name: person.name,
      locale: isLocale(person.locale) ? person.locale : DEFAULT_LOCALE,
      now,
      currentOrganisationId: current?.organisationId ?? null,
      standings,
      recentOrganisationIds: unique(rows.filter((row) => !row.absentId).map((row) => row.organisationId)),
      allianceIds: unique([...via("member"), ...secretariatOf]),
      officerAllianceIds: unique(via("officer")),
      aboveIds: via("above"),
    },
    rolesChangedAt: changes.length > 0 ? new Date(Math.max(...changes)) : null,
  };
}

/** The person as an actor, for commands, seeds and tests. @throws when there is no such account */
export async function loadActor(personId: string, now: Date, options: LoadOptions = {}): Promise<Actor> {
  const loaded = await loadActorWithChanges(personId, now, options);
  if (!loaded) throw new Error(`No account ${personId}, or it is disabled`);
  return loaded.actor;
}
