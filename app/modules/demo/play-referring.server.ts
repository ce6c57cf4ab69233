import { db } from "#app/lib/db.server.ts";
import { answerProposal } from "#app/modules/problems/answer-proposal.server.ts";
import { proposeAnswer, proposeMerge } from "#app/modules/problems/propose-in-triage.server.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import type { DemoCase } from "#prisma/seed/content/types.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { playCase } from "./play-case.server.ts";

/** Plays a case that ends in another one: merged into it, or answered by its fix. The other must stand where that can happen; begun again, it goes on where it stopped. */
export async function playReferring(cast: Cast, one: DemoCase, index: number, now: Date): Promise<void> {
  const target = demoCases.find((other) => other.key === one.refersTo);
  if (!target) throw new Error(`The demo's case "${one.key}" refers to "${one.refersTo}", which does not exist`);
  const { id: targetId } = await db.problem.findFirstOrThrow({
    where: { clientId: clientIdOf(target.key) },
    select: { id: true },
  });
  const id = await playCase(cast, one, index, now);
  const { state, stateSince } = await db.problem.findUniqueOrThrow({
    where: { id },
    select: { state: true, stateSince: true },
  });
  if (state !== "TRIAGE") return;
  const later = (hours: number) => new Date(Math.min(stateSince.getTime() + hours * 3_600_000, now.getTime() - 60_000));

  const propose = one.state === "MERGED" ? proposeMerge : proposeAnswer;
  const note =
    one.state === "MERGED" ? "与已有难题是同一个毛病，建议合并处理。" : "库里有现成的解决办法，请看是否对症。";
  const known = await db.triageProposal.findFirst({ where: { problemId: id, state: "OPEN" }, select: { id: true } });
  const proposalId =
    known?.id ??
    (await propose(await cast.as("secretariat", later(3)), { id, version: null, targetId, note })).proposalId;
  const { done } = await answerProposal(await cast.as(one.author, later(6)), { proposalId, agree: true });
  if (!done) await answerProposal(await cast.as(target.author, later(9)), { proposalId, agree: true });
}
