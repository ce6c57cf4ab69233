import type { Question } from "#app/lib/ask-together.server.ts";
import { Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { figuresOf, type Part } from "./figures.ts";
import { isHidden } from "./measures.ts";
import { type Period, yearPeriod } from "./periods.ts";
import { officerPlaces } from "./policy.ts";

const SHOWN = ["posted", "solved", "unsolved", "certified"] as const;
/** `missing`: closed months that are not in it. */
export type HomeFigure = {
  measure: (typeof SHOWN)[number];
  count: number | null;
  fen: string | null;
  missing: Period[];
};
/** `closed` is the last month in it; whose figures of which year they are, for the lists behind them. */
export type HomeFigures = { closed: string; scopeId: string; year: string; figures: HomeFigure[] } | null;

export type HomeRow = Omit<Part, "sum" | "spread"> & { sum: string; closed: string };

/** What was published of a union's year, as its page shows it; null before the first month is closed. */
export function readHome(rows: readonly HomeRow[], scopeId: string | null, year: string): HomeFigures {
  const [first] = rows;
  if (!first || scopeId === null) return null;
  const parts = rows.map((row) => ({ ...row, sum: BigInt(row.sum), spread: [] }));
  const all = figuresOf(parts, yearPeriod(Number(year)), first.closed);
  const figures = SHOWN.flatMap((measure) =>
    all
      .filter((one) => one.measure === measure)
      .map(({ count, sum, missing }) => {
        const shown = !isHidden(count, missing.length > 0);
        const fen = shown && measure === "certified" ? (sum?.toString() ?? null) : null;
        return { measure, count: shown ? count : null, fen, missing: shown ? missing : [] };
      }),
  );
  return { closed: first.closed, scopeId, year, figures };
}

/** Of the officer's own union; null for everybody else. */
export function homeFigures(actor: Actor): Question<HomeFigures> {
  const [scopeId = null] = officerPlaces(actor);
  const year = formatDate(actor.now).slice(0, 4);
  const { from, to } = yearPeriod(Number(year));
  return {
    sql: Prisma.sql`
      SELECT b."measure", b."fromMonth", b."toMonth", c."count", c."sum"::text AS "sum",
             (SELECT max(k."month") FROM "FigureClosing" k WHERE k."rootId" = b."rootId") AS "closed"
      FROM "FigureCell" c JOIN "FigureBlock" b ON b."id" = c."blockId"
      WHERE c."scopeId" = ${scopeId}::uuid AND b."fromMonth" >= ${from} AND b."toMonth" <= ${to}`,
    read: (rows: HomeRow[]) => readHome(rows, scopeId, year),
  };
}
