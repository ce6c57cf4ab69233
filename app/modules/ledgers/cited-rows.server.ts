import type { Prisma, Tx } from "#app/lib/db.server.ts";

/** Why an imported problem can't be taken back. */
export type Citation = "reuse" | "comment" | "merge" | "answer" | "work" | "diagnosis" | "named" | "photo" | "changed";

const SOME = { some: {} } as const;
const BY_RELATION: [Citation, Prisma.ProblemWhereInput][] = [
  ["reuse", { OR: [{ reuses: SOME }, { reused: SOME }] }],
  ["merge", { OR: [{ mergedFrom: SOME }, { mergedIntoId: { not: null } }, { proposals: SOME }, { proposedAs: SOME }] }],
  ["answer", { OR: [{ answers: SOME }, { answeredById: { not: null } }] }],
  [
    "work",
    {
      OR: [
        { bids: SOME },
        { assignments: SOME },
        { engagements: SOME },
        { permits: SOME },
        { trials: SOME },
        { acceptances: SOME },
        { activities: SOME },
      ],
    },
  ],
  ["diagnosis", { OR: [{ log: SOME }, { diagnoses: SOME }] }],
  ["named", { named: SOME }],
  // A ledger's row comes in solved or unsolved; anything else is somebody's later move.
  ["changed", { OR: [{ state: { notIn: ["SOLVED", "UNSOLVED"] } }, { escalatedAt: { not: null } }] }],
];

/** Which of these problems others rely on or worked on, and how. */
export async function citationsOf(
  tx: Pick<Tx, "problem" | "comment" | "attachment">,
  problemIds: readonly string[],
): Promise<Map<string, Citation[]>> {
  const found = new Map<string, Citation[]>();
  const add = (id: string, why: Citation) => found.set(id, [...(found.get(id) ?? []), why]);
  const ids = [...problemIds];
  for (const [why, where] of BY_RELATION) {
    const rows = await tx.problem.findMany({ where: { id: { in: ids }, AND: where }, select: { id: true } });
    for (const { id } of rows) add(id, why);
  }
  const about = { subjectKind: "problem", subjectId: { in: ids } };
  const comments = await tx.comment.findMany({ where: about, distinct: ["subjectId"], select: { subjectId: true } });
  for (const { subjectId } of comments) add(subjectId, "comment");
  const photos = await tx.attachment.findMany({
    where: { problemId: { in: ids }, removedAt: null },
    distinct: ["problemId"],
    select: { problemId: true },
  });
  for (const { problemId } of photos) if (problemId) add(problemId, "photo");
  return found;
}
