import { db } from "#app/lib/db.server.ts";

/** The problems a batch of an import, a release or an undo was about. For jobs; they read nothing else of it. */
export async function problemsOfEvent(eventId: bigint): Promise<string[]> {
  const event = await db.event.findUnique({ where: { id: eventId }, select: { payload: true } });
  const problems = (event?.payload as { problems?: unknown } | null)?.problems;
  return Array.isArray(problems) ? problems.filter((id): id is string => typeof id === "string") : [];
}
