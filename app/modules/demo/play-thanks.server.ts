import { db } from "#app/lib/db.server.ts";
import { loadThanks } from "#app/modules/solving/thanks/queries-thanks.server.ts";
import { thankEmployer } from "#app/modules/solving/thanks/thank-employer.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { daysFrom } from "./demo-days.ts";

const THANKFUL = "brewery";

/** The brewery thanks the employer of the masters who solved its latest problem, with the letter the product drafts; once. */
export async function playThanks(cast: Cast, now: Date): Promise<void> {
  const enterpriseId = cast.organisationId(THANKFUL);
  if ((await db.thankYouLetter.count({ where: { senderId: enterpriseId } })) > 0) return;
  const problem = await db.problem.findFirst({
    where: {
      enterpriseId,
      state: "SOLVED",
      anonymous: false,
      engagements: { some: { end: "FINISHED", studio: { parentId: { not: enterpriseId } } } },
    },
    orderBy: [{ solvedAt: "desc" }, { id: "desc" }],
    select: { id: true, solvedAt: true },
  });
  if (!problem) return;
  const written = new Date(Math.min(daysFrom(problem.solvedAt ?? now, 1).getTime(), now.getTime()));
  const reviewer = await cast.as(`${THANKFUL}.reviewer`, written);
  const { draft } = await loadThanks(reviewer, problem.id);
  if (!draft) return;
  await thankEmployer(reviewer, problem.id, { ...draft, dated: new Date(draft.dated) });
}
