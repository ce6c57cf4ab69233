import type { Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditResult, Tell, Told } from "./audit-checks.ts";
import { readAtOnce } from "./read-at-once.server.ts";

const PAGE = 500;

/** One page of rows by id: to be spread into a query, its `where` beside the check's own. */
export type Page = { where: { id?: { gt: string } }; orderBy: { id: "asc" }; take: number };
/** What is wrong with a row; `untold` where the chain does not say enough to compare all of it. */
export type Looked = { wrongs: AuditFinding[]; untold?: boolean };

type Check<Row extends { id: string }> = {
  total: () => Promise<number>;
  /** The rows of a page with what the chain says of them. */
  read: (tx: Tx, page: Page) => Promise<Row[]>;
  look: (row: Row) => Looked;
  /** What the chain tells of and no row says any more. */
  lost?: () => Promise<AuditFinding[]>;
};

/** Looks at all rows of a kind, a page at a time, each read at one moment; memory does not grow with them. */
export async function checkInPages<Row extends { id: string }>(
  tell: Tell,
  { total, read, look, lost }: Check<Row>,
): Promise<AuditResult> {
  const all = await total();
  const findings = (await lost?.()) ?? [];
  let [checked, untold] = [0, 0];
  for (let last = ""; ; ) {
    const rows = await readAtOnce((tx) =>
      read(tx, { where: last ? { id: { gt: last } } : {}, orderBy: { id: "asc" }, take: PAGE }),
    );
    for (const looked of rows.map(look)) {
      findings.push(...looked.wrongs);
      if (looked.untold) untold += 1;
    }
    checked += rows.length;
    await tell(checked, all);
    last = rows.at(-1)?.id ?? "";
    if (rows.length < PAGE) return { checked, findings, untold };
  }
}

/** Events of these types about these subjects, in order, by subject. */
export async function toldOf(
  tx: Tx,
  subjectKind: string,
  ids: readonly string[],
  types: readonly string[],
): Promise<(id: string) => readonly Told[]> {
  const rows = await tx.event.findMany({
    where: { subjectKind, subjectId: { in: [...ids] }, type: { in: [...types] } },
    orderBy: { id: "asc" },
    select: { subjectId: true, type: true, actorId: true, actorName: true, at: true, reason: true, payload: true },
  });
  const bySubject = Map.groupBy(rows as (Told & { subjectId: string })[], (one) => one.subjectId);
  return (id) => bySubject.get(id) ?? [];
}
