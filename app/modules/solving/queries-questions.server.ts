import { db } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { includesLayer, LAYERS } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { relationsOf, relationsSelect } from "#app/modules/problems/relations.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { MOST_PAUSES } from "./questions.ts";

/** Questions and answers of a problem, for its team and its poster's side. Errors: not_found, forbidden. */
export async function loadQuestions(actor: Actor, id: string) {
  const row = await db.problem.findFirst({
    where: { id, AND: visibleTo(actor) },
    select: {
      ...relationsSelect(actor),
      number: true,
      title: true,
      fieldLayers: true,
      redactions: true,
      questions: { orderBy: [{ askedAt: "desc" }, { id: "desc" }], take: 50 },
      ...accessSelect(actor),
    },
  });
  if (!row) throw notFound();
  const access = accessOf(actor, row);
  const relations = await relationsOf(db, actor, id, row);
  const solver = relations.has("SOLVER") || relations.has("ASSIGNEE");
  const poster = relations.has("AUTHOR") || relations.has("ENTERPRISE");
  if (!solver && !poster) throw forbidden("not-your-move");
  const questions = row.questions.filter((one) => includesLayer(access.layer, one.layer));
  const open = row.questions.find((one) => one.state === "OPEN");
  const working = row.state === "IN_PROGRESS" || row.state === "ASSIGNED";
  const lease = row.engagements.find((one) => one.endedAt === null);
  const paused = row.questions.filter((one) => one.pausesUntil && (!lease || one.askedAt >= lease.startedAt)).length;
  return {
    step: { id, number: row.number, title: projectFields(row, access).title || row.number },
    mayAsk: solver && working && !open,
    mayAnswer: poster && !solver,
    /** Questions that will still stop the clock. */
    pausesLeft: Math.max(0, MOST_PAUSES - paused),
    layers: LAYERS.filter((layer) => layer !== "SUMMARY" && includesLayer(access.layer, layer)),
    questions: questions.map((one) => ({
      id: one.id,
      text: one.text,
      layer: one.layer,
      state: one.state,
      askedAt: one.askedAt.toISOString(),
      pauses: one.pauses,
      pausesUntil: one.pausesUntil?.toISOString() ?? null,
      answer: one.answer,
      answeredAt: one.answeredAt?.toISOString() ?? null,
      version: one.version,
    })),
  };
}
export type QuestionLine = Awaited<ReturnType<typeof loadQuestions>>["questions"][number];
