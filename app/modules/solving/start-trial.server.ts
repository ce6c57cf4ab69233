import { TZDate } from "@date-fns/tz";
import { inTransaction } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { transition } from "#app/modules/problems/transition.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { requireHandedIn } from "./handed-in.server.ts";
import { type MeasureLine, requireMeasures, writeMeasures } from "./measures.server.ts";
import { requireProblem } from "./studios.server.ts";

type Trial = {
  problemId: string;
  version: number | null;
  /** How it is today, in words; numbers as measures' `before`. */
  baseline: string;
  /** Days in the enterprise's calendar, YYYY-MM-DD. */
  startedOn: string;
  endsOn: string;
  measures?: readonly MeasureLine[];
};

const LONGEST_DAYS = 366;

/** The end of a day in a time zone. */
const endOfDay = (day: string, timeZone: string): Date => {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date, 23, 59, 59, timeZone).getTime());
};

/** The poster's enterprise tries the solution: a baseline and a period are agreed; it is due when the period ends. */
export async function startTrial(actor: Actor, input: Trial): Promise<{ trialId: string }> {
  return inTransaction(async (tx) => {
    await requireAccess(actor, input.problemId, tx);
    const problem = await requireProblem(tx, input.problemId);
    const startedOn = new Date(`${input.startedOn}T00:00:00Z`);
    const endsOn = new Date(`${input.endsOn}T00:00:00Z`);
    if (endsOn < startedOn) throw invalid("trial-dates", "endsOn");
    if (endsOn.getTime() - startedOn.getTime() > LONGEST_DAYS * 86_400_000) throw invalid("trial-too-long", "endsOn");
    const measures = requireMeasures(input.measures ?? []);
    const trialId = crypto.randomUUID();
    await transition(tx, actor, {
      problemId: problem.id,
      version: input.version,
      action: "start-trial",
      event: "problem.trial-started",
      payload: { trialId, startedOn: input.startedOn, endsOn: input.endsOn },
      dueAt: endOfDay(input.endsOn, problem.enterprise.timeZone),
      also: async () => {
        const solution = await requireHandedIn(tx, problem.id);
        await tx.trial.create({
          data: {
            id: trialId,
            problemId: problem.id,
            solutionId: solution.id,
            baseline: input.baseline.trim(),
            startedOn,
            endsOn,
            startedById: actor.personId,
            createdAt: actor.now,
          },
        });
        await writeMeasures(tx, { trialId }, measures);
      },
    });
    return { trialId };
  });
}
