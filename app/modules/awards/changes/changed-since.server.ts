import { createHash } from "node:crypto";
import { subMonths } from "date-fns/subMonths";
import { Prisma, type Tx } from "#app/lib/db.server.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import type { Facts } from "../facts/catalogue.ts";
import { factsOf, recordsCounted } from "../facts/facts-of.server.ts";
import { flagsBlocking } from "../flags/open-flags.server.ts";
import { headsRefused, type HeadRule } from "../gates/rules.ts";
import { meets } from "../rubrics/evaluate.ts";
import { readGates } from "../rubrics/schema.ts";
import { RECORDS_GONE } from "./records-gone.server.ts";
import { type Change, type Changed, KEEP, type MovedFact, movedBy, movedFacts, OUT, type Settled } from "./rules.ts";

type Reader = Pick<Tx, "$queryRaw">;

/** Of a round what says whether an application is still admitted by it. */
export type ChangedRound = {
  titleId: string;
  factsFrom: Date;
  factsUntil: Date;
  gates: unknown;
  headRule: HeadRule;
  countedCompleters: number;
};

type Row = {
  app: string;
  what: "KEPT" | "RECORD" | "FIX" | "STUDIO" | "HEAD" | "AWARDED" | "WITHDRAWN" | "FLAG" | "SETTLED";
  kind: string;
  id: string;
  state: string;
  name: string;
  keys: string[];
  position: number;
  at: Date | null;
};

/** SHA-256 of changes and of what they come to: the same ones give the same, in whatever order they are found. */
function markOf(changes: readonly Change[], facts: readonly MovedFact[]): string {
  const found = changes.map(({ what, kind, id, state, now }) => [what, kind, id, state, now].join(" ")).sort();
  const sums = facts.map(({ key, now }) => `${key} ${now}`).sort();
  return createHash("sha256").update(canonicalJson({ found, sums })).digest("hex");
}

const rowsOf = (ids: readonly string[], round: ChangedRound, now: Date) => Prisma.sql`
  WITH asked AS MATERIALIZED (
    SELECT a."id" AS "app", a."roundId", a."achievementId", a."studioId", a."personId", a."admittedAt"
    FROM "AwardApplication" a WHERE a."id" = ANY (${[...ids]}::uuid[])
  ), counted AS MATERIALIZED (
    ${recordsCounted(ids, { from: round.factsFrom, until: round.factsUntil })}
  ), kept AS MATERIALIZED (
    -- A year's sum says nothing that its records do not.
    SELECT asked."app", f."key", record ->> 'kind' AS "kind", record ->> 'id' AS "id", record ->> 'value' AS "value"
    FROM asked JOIN "ApplicationFact" f ON f."applicationId" = asked."app", jsonb_array_elements(f."evidence") AS record
    WHERE record ->> 'kind' <> 'year'
  ), ${RECORDS_GONE}, completer AS (
    SELECT asked."app", c."personId", c."position" FROM asked JOIN "AchievementContributor" c USING ("achievementId")
    UNION ALL SELECT "app", "personId", 0 FROM asked WHERE "personId" IS NOT NULL
    UNION ALL SELECT "app", "personId", (row_number() OVER (PARTITION BY "app" ORDER BY "personId"))::int - 1 FROM (
      SELECT DISTINCT asked."app", m."personId" FROM asked JOIN "Membership" m ON m."organisationId" = asked."studioId"
      WHERE m."role" = 'STUDIO_LEADER' AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${now})) leader
  )
  SELECT gone."app", 'RECORD' AS "what", gone."kind", gone."id", CASE WHEN gone."now" IS NOT NULL THEN 'SHARE' ELSE
      coalesce(b."state"::text, p."state"::text, r."state"::text, h."state"::text, '') END AS "state",
    coalesce(gone."now", '') AS "name", gone."keys", 0 AS "position", NULL::timestamp AS "at"
  FROM gone LEFT JOIN "Benefit" b ON gone."kind" = 'benefit' AND b."id"::text = gone."id"
    LEFT JOIN "Problem" p ON gone."kind" = 'problem' AND p."id"::text = gone."id"
    LEFT JOIN "Reuse" r ON gone."kind" = 'adoption' AND r."id"::text = gone."id"
    LEFT JOIN "Achievement" h ON gone."kind" = 'achievement' AND h."id"::text = gone."id"
  UNION ALL SELECT f."applicationId", 'KEPT', '', f."key", f."value", '', '{}', 0, NULL
  FROM "ApplicationFact" f WHERE f."applicationId" IN (SELECT "app" FROM gone)
  UNION ALL SELECT asked."app", 'FIX', 'problem', p."id"::text, p."state"::text, '', '{}', 0, NULL
  FROM asked JOIN "AchievementFix" f USING ("achievementId") JOIN "Problem" p ON p."id" = f."problemId"
  WHERE EXISTS (SELECT 1 FROM "Acceptance" c WHERE c."problemId" = p."id" AND c."supersededAt" > asked."admittedAt")
    AND NOT EXISTS (SELECT 1 FROM "Acceptance" c WHERE c."problemId" = p."id" AND c."supersededAt" IS NULL AND c."verdict" <> 'NOT_FIXED')
    AND NOT EXISTS (SELECT 1 FROM gone WHERE gone."app" = asked."app" AND gone."kind" = 'problem' AND gone."id" = p."id"::text)
  UNION ALL SELECT asked."app", 'STUDIO', CASE WHEN asked."studioId" IS NULL THEN '' ELSE 'own' END, s."organisationId"::text,
    s."state"::text, o."name", '{}', 0, NULL
  FROM asked LEFT JOIN "Achievement" h ON h."id" = asked."achievementId"
    JOIN "Studio" s ON s."organisationId" = coalesce(asked."studioId", h."studioId") AND s."state" = 'REVOKED'
    JOIN "Organisation" o ON o."id" = s."organisationId"
  WHERE asked."studioId" IS NOT NULL OR EXISTS (SELECT 1 FROM "StudioDecision" d WHERE d."studioId" = s."organisationId" AND d."toState" = 'REVOKED' AND d."at" > asked."admittedAt")
  UNION ALL SELECT completer."app", 'HEAD', 'person', p."id"::text, '', p."name", '{}', completer."position", NULL
  FROM completer JOIN "Person" p ON p."id" = completer."personId"
  WHERE EXISTS (SELECT 1 FROM "Membership" m JOIN "Organisation" o ON o."id" = m."organisationId" AND o."kind" = 'ENTERPRISE'
    WHERE m."personId" = p."id" AND m."isHead" AND m."startsAt" <= ${now} AND (m."endsAt" IS NULL OR m."endsAt" > ${subMonths(now, 12)}))
  UNION ALL SELECT asked."app", 'AWARDED', 'round', r."id"::text, '', r."name", '{}', 0, NULL
  FROM asked JOIN "AwardApplication" a ON a."state" = 'AWARDED' AND a."roundId" <> asked."roundId"
      AND coalesce(asked."achievementId", asked."studioId", asked."personId") IN (a."achievementId", a."studioId", a."personId")
    JOIN "AwardRound" r ON r."id" = a."roundId" AND r."titleId" = ${round.titleId}::uuid
  UNION ALL SELECT asked."app", 'WITHDRAWN', 'achievement', h."id"::text, h."state"::text, '', '{}', 0, NULL
  FROM asked JOIN "Achievement" h ON h."id" = asked."achievementId" AND h."state" <> 'REGISTERED'
  UNION ALL SELECT flag."applicationId", 'FLAG', '', flag."id"::text, '', '', '{}', 0, NULL FROM (${flagsBlocking(ids, "award")}) flag
  UNION ALL SELECT * FROM (
    SELECT DISTINCT ON (e."subjectId") e."subjectId", 'SETTLED', e."payload" ->> 'outcome', e."payload" ->> 'changes', e."actorName", e."reason",
      array_remove(ARRAY[e."payload" ->> 'grade'], NULL), 0, e."at"
    FROM asked JOIN "Event" e ON e."subjectKind" = 'application' AND e."subjectId" = asked."app" AND e."type" = 'award.changes-settled'
    ORDER BY e."subjectId", e."id" DESC) settled
  ORDER BY "app", "what", "kind", "id"`;

function changeOf({ what, kind, id, state, name, keys }: Row, bars: boolean): Change[] {
  if (what === "KEPT" || what === "FLAG" || what === "SETTLED") return [];
  const told = what === "RECORD" ? { name: "", now: name } : { name, now: "" };
  return [{ what, kind, id, state, ...told, keys, bars }];
}

/** What of one application's rows is a change under the round's rules. */
function changesOf(rows: readonly Row[], { headRule, countedCompleters }: ChangedRound): Change[] {
  const heads = rows.filter((one) => one.what === "HEAD").map((one) => ({ ...one, personId: one.id }));
  const refused = headsRefused(headRule, countedCompleters, heads, new Set(heads.map((one) => one.id)));
  const named = new Set(refused.map((one) => one.personId));
  // Of an achievement that is revoked no record counts, whatever became of the record: the one reason is that it is revoked.
  const revoked = rows.some((one) => one.what === "WITHDRAWN");
  return rows.flatMap((row) => {
    if (row.what === "HEAD") return named.has(row.id) ? changeOf(row, true) : [];
    if (row.what === "RECORD" && revoked) return [];
    // The work of a studio that lost its name is still its people's; a studio's own award is not.
    if (row.what === "STUDIO") return changeOf(row, row.kind === "own");
    return changeOf(row, row.what === "AWARDED" || row.what === "WITHDRAWN");
  });
}

/** Facts of an application as they were kept at its admission, where a record of it is gone. */
const keptOf = (rows: readonly Row[]) =>
  new Map(rows.flatMap((row): [string, string][] => (row.what === "KEPT" ? [[row.id, row.state]] : [])));

/** The last word on an application. */
function settledOf(rows: readonly Row[]): Settled | null {
  const said = rows.find((one) => one.what === "SETTLED");
  if (!said?.at) return null;
  const { id: mark, kind: outcome, name: reason, state: by, at } = said;
  // A word of before told the grade only where it gave another one.
  const [grade = outcome === KEEP ? null : outcome === OUT ? "" : outcome] = said.keys;
  return { mark, outcome, grade, reason, by, at };
}

/** All there is to say of one application, or nothing; `grade` is the one proposed. */
function changedOf(rows: readonly Row[], today: Facts | undefined, grade: string, round: ChangedRound): Changed | null {
  const moved = today ? movedFacts(keptOf(rows), today) : [];
  const found = changesOf(rows, round);
  const poorer = found.some((one) => one.what === "RECORD") ? today : undefined;
  const missed = (poorer ? readGates(round.gates) : []).flatMap((gate, at): Change[] =>
    poorer && !meets(gate, poorer)
      ? [{ what: "GATE", kind: "gate", id: String(at), state: "", name: "", now: "", keys: [], bars: true }]
      : [],
  );
  const changes = [...found, ...missed];
  const flags = rows.filter((one) => one.what === "FLAG").length;
  if (changes.length + flags === 0) return null;
  const facts = movedBy(changes, moved);
  return { changes, facts, mark: markOf(changes, facts), settled: settledOf(rows), grade, flags };
}

/**
 * What has changed since their admission of the things that gates and scores of these applications rest on; those that
 * rest on what they did are not in it. `proposed` are the applications with the grade proposed for each, by rank or by hand.
 * One statement for thousands, and one more where records are gone.
 */
export async function changedSince(
  reader: Reader,
  round: ChangedRound,
  proposed: ReadonlyMap<string, string>,
  now: Date,
): Promise<Map<string, Changed>> {
  if (proposed.size === 0) return new Map();
  const rows = await reader.$queryRaw<Row[]>`${rowsOf([...proposed.keys()], round, now)}`;
  const poorer = [...new Set(rows.flatMap((one) => (one.what === "RECORD" ? [one.app] : [])))];
  const facts = await factsOf(reader, poorer, { from: round.factsFrom, until: round.factsUntil });
  return new Map(
    [...Map.groupBy(rows, (row) => row.app)].flatMap(([id, own]): [string, Changed][] => {
      const changed = changedOf(own, facts.get(id), proposed.get(id) ?? "", round);
      return changed ? [[id, changed]] : [];
    }),
  );
}
