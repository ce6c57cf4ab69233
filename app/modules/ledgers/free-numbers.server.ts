import type { Tx } from "#app/lib/db.server.ts";
import { newNumber } from "#app/modules/problems/number.server.ts";

/** So many numbers for people that no problem has yet; in thousands, chance alone would repeat one. */
export async function freeNumbers(
  tx: Pick<Tx, "problem">,
  count: number,
  now: Date,
  timeZone: string,
): Promise<string[]> {
  const free = new Set<string>();
  while (free.size < count) {
    const offered = new Set<string>();
    while (offered.size < count - free.size) offered.add(newNumber(now, timeZone));
    const taken = await tx.problem.findMany({ where: { number: { in: [...offered] } }, select: { number: true } });
    for (const { number } of taken) offered.delete(number);
    for (const number of offered) free.add(number);
  }
  return [...free].slice(0, count);
}
