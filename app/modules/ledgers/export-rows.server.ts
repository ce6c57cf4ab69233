import { db, type Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import type { Category } from "#app/modules/problems/schema.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";

const PAGE = 250;
/** Most rows of one file. */
export const EXPORT_ROWS = 20_000;

export type ExportRow = {
  number: string;
  /** Null when the enterprise stays anonymous to this reader. */
  enterprise: string | null;
  title: string;
  phenomenon: string;
  category: Category;
  equipmentType: string;
  equipmentModel: string;
  postedAt: string;
  solver: string;
  cause: string;
  solution: string;
  solvedAt: string;
  state: ProblemState;
  partial: boolean;
};

const select = {
  id: true,
  number: true,
  title: true,
  phenomenon: true,
  category: true,
  equipmentType: true,
  equipmentModel: true,
  state: true,
  partial: true,
  postedAt: true,
  solvedAt: true,
  fieldLayers: true,
  redactions: true,
  enterpriseId: true,
  enterprise: { select: { name: true, timeZone: true } },
  solutions: {
    where: { state: { in: ["SUBMITTED", "ACCEPTED"] } },
    orderBy: { createdAt: "desc" },
    take: 1,
    select: { rootCause: true, actions: true },
  },
  engagements: {
    where: { OR: [{ endedAt: null }, { end: "FINISHED" }] },
    select: { studio: { select: { name: true, parentId: true } } },
  },
} satisfies Prisma.ProblemSelect;

/** The problems an actor may read, newest first, page by page, each as far as its layer goes. */
export async function* exportRows(actor: Actor): AsyncGenerator<ExportRow[]> {
  let after: string | undefined;
  for (let count = 0; count < EXPORT_ROWS; count += PAGE) {
    const rows = await db.problem.findMany({
      where: { AND: [visibleTo(actor), { state: { not: "DRAFT" } }] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      ...(after ? { cursor: { id: after }, skip: 1 } : {}),
      take: PAGE,
      select: { ...select, ...accessSelect(actor) },
    });
    yield rows.map((row) => {
      const access = accessOf(actor, row);
      const seen = projectFields(row, access);
      const detail = includesLayer(access.layer, "DETAIL");
      const [solution] = detail ? row.solutions : [];
      const day = (at: Date | null) => (at ? formatDate(at, row.enterprise.timeZone) : "");
      // A colleague of the poster as solver would name the poster.
      const studios = row.engagements.filter(
        (one) => detail && (access.knowsPoster || one.studio.parentId !== row.enterpriseId),
      );
      return {
        number: row.number,
        enterprise: access.knowsPoster ? row.enterprise.name : null,
        title: seen.title ?? "",
        phenomenon: seen.phenomenon ?? "",
        category: row.category,
        equipmentType: seen.equipmentType ?? "",
        equipmentModel: seen.equipmentModel ?? "",
        postedAt: day(row.postedAt),
        solver: studios.map((one) => one.studio.name).join("、"),
        cause: solution?.rootCause ?? "",
        solution: solution?.actions ?? "",
        solvedAt: day(row.solvedAt),
        state: row.state,
        partial: row.partial,
      };
    });
    after = rows.at(-1)?.id;
    if (rows.length < PAGE) return;
  }
}
