import { db, type Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { createsFor } from "./policy.ts";
import { type HostTurn, hostTurns } from "./rules.ts";

type Row = { id: string; name: string; joinedAt: Date; lastAt: Date | null; lastOrdinal: number | null };

/**
 * Enterprises in an alliance today, themselves or by one of their studios, with the collaboration activity each
 * received last; `except` is the one being planned, which is nobody's last turn.
 */
export const memberEnterprises = (
  reader: Tx | typeof db,
  allianceId: string,
  now: Date,
  except: string | null = null,
): Promise<Row[]> =>
  reader.$queryRaw<Row[]>`
    SELECT e."id", coalesce(nullif(e."shortName", ''), e."name") AS "name", min(m."joinedAt") AS "joinedAt",
           last."startsAt" AS "lastAt", last."ordinal" AS "lastOrdinal"
    FROM "AllianceMember" m
    JOIN "Organisation" o ON o."id" = m."memberId"
    JOIN "Organisation" e ON e."kind" = 'ENTERPRISE' AND e."closedAt" IS NULL
      AND e."id" = CASE WHEN o."kind" = 'STUDIO' THEN o."parentId" ELSE o."id" END
    LEFT JOIN LATERAL (
      SELECT a."startsAt", a."ordinal" FROM "Activity" a
      WHERE a."allianceId" = ${allianceId}::uuid AND a."hostId" = e."id" AND a."kind" = 'COLLABORATION'
        AND a."state" IN ('PLANNED', 'HELD', 'CLOSED') AND a."id" IS DISTINCT FROM ${except}::uuid
      ORDER BY a."startsAt" DESC LIMIT 1) last ON true
    WHERE m."allianceId" = ${allianceId}::uuid AND m."joinedAt" <= ${now} AND (m."leftAt" IS NULL OR m."leftAt" > ${now})
    GROUP BY e."id", e."name", e."shortName", last."startsAt", last."ordinal"
    ORDER BY 2`;

const candidate = ({ lastAt, lastOrdinal, ...row }: Row) => ({
  ...row,
  last: lastAt && { at: lastAt, ordinal: lastOrdinal },
});

/** Member enterprises in the order of their turns to host the next collaboration activity, each with the reason. */
export const hostTurnsOf = async (allianceId: string, now: Date, except: string | null = null): Promise<HostTurn[]> =>
  hostTurns((await memberEnterprises(db, allianceId, now, except)).map(candidate));

/** What the form of a new activity offers: the alliances one may create for, and whose turn it is in the chosen one. */
export async function loadNewActivity(actor: Actor, wanted: string | null) {
  const ids = createsFor(actor);
  if (ids.length === 0) return null;
  const chosen = ids.find((id) => id === wanted) ?? ids[0] ?? "";
  const [alliances, turns] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: ids }, closedAt: null },
      orderBy: { name: "asc" },
      select: { id: true, name: true, timeZone: true },
    }),
    hostTurnsOf(chosen, actor.now),
  ]);
  return { alliances, allianceId: chosen, turns };
}
