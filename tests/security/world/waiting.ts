import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import { answerQuestion } from "#app/modules/solving/answer-question.server.ts";
import { answerStillGood } from "#app/modules/solving/answer-still-good.server.ts";
import { askQuestion } from "#app/modules/solving/ask-question.server.ts";
import { sweepStillGood } from "#app/modules/solving/sweep-still-good.server.ts";
import type { Builder } from "./build.ts";
import type { Story } from "./marks.ts";

type Told = { working: Story; solved: Story; answered: Story };

/**
 * What the two sides ask one another: the team of `working` a question that was answered and one that is open; the
 * posters of the accepted fixes whether they still hold, and `answered` says so.
 */
export async function playWaiting(b: Builder, { working, solved, answered }: Told): Promise<void> {
  const ask = async (label: string) =>
    askQuestion(await b.as("toolsCraftsman"), {
      problemId: working.id,
      clientId: randomUUID(),
      text: working.layer(label, 2),
      layer: "DETAIL",
    });
  const { questionId } = await ask("question to the poster");
  await answerQuestion(await b.as("author"), {
    problemId: working.id,
    questionId,
    version: 0,
    answer: working.layer("answer to the team", 2),
  });
  await ask("question nobody has answered");

  const author = await b.as("author");
  const due = new Date(author.now.getTime() - 86_400_000);
  for (const { id } of [solved, answered])
    await db.stillGood.updateMany({ where: { problemId: id, afterDays: 30 }, data: { dueAt: due } });
  await sweepStillGood(author.now);
  const { version } = await db.problem.findUniqueOrThrow({ where: { id: answered.id }, select: { version: true } });
  await answerStillGood(author, {
    problemId: answered.id,
    version,
    answer: "GOOD",
    note: answered.layer("whether it still holds", 2),
  });
}
