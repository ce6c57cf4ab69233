import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { officerPlaces } from "./policy.ts";

const SHOWN = ["posted", "solved", "unsolved", "certified"] as const;
export type HomeFigure = { measure: (typeof SHOWN)[number]; count: number | null; fen: string | null };
/** `closed` is the last month in it; whose figures of which year they are, for the lists behind them. */
export type HomeFigures = { closed: string; scopeId: string; year: string; figures: HomeFigure[] } | null;

type Row = { measure: string; count: number; sum: string; closed: string };

/** Of the officer's own union, what was published this year; null for everybody else and before the first month is closed. */
export function homeFigures(actor: Actor): Question<HomeFigures> {
  const [scopeId = null] = officerPlaces(actor);
  const year = formatDate(actor.now).slice(0, 4);
  return {
    sql: Prisma.sql`
      SELECT b."measure", sum(c."count")::int AS "count", sum(c."sum")::text AS "sum",
             (SELECT max(k."month") FROM "FigureClosing" k WHERE k."rootId" = max(b."rootId"::text)::uuid) AS "closed"
      FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId"
      WHERE c."scopeId" = ${scopeId}::uuid AND b."fromMonth" >= ${`${year}-01`}
      GROUP BY b."measure"`,
    read: (rows: Row[]) => {
      const [first] = rows;
      if (!first || scopeId === null) return null;
      const figures = SHOWN.map((measure) => {
        const row = rows.find((one) => one.measure === measure);
        return { measure, count: row?.count ?? null, fen: measure === "certified" ? (row?.sum ?? null) : null };
      });
      return { closed: first.closed, scopeId, year, figures };
    },
  };
}
