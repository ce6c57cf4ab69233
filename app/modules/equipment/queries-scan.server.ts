import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { registersReadBy } from "./policy.ts";
import { looseKeyOf, type MachineForForm, numberKeyOf, type Scanned } from "./rules.ts";

/** A machine that somebody meant, with what a posting form takes over. */
export type MeantMachine = MachineForForm & { id: string; retired: boolean };

/** So many are offered when a number means several. */
const MOST = 20;

/**
 * The machines of the actor's own registers that were meant by a scan: by the label's code, else by the number, else by
 * a former number, else by a number that differs in its dashes alone. Nothing that is not the actor's is told apart
 * from what is not there: the same statement, the same answer. Errors: not_found for those who read no register.
 */
export async function machinesMeant(actor: Actor, scanned: Scanned): Promise<MeantMachine[]> {
  const registers = registersReadBy(actor);
  if (registers.length === 0) throw notFound();
  if (scanned.kind === "foreign" || scanned.kind === "nothing") return [];
  const code = scanned.code ?? "";
  const text = scanned.kind === "text" ? scanned.text : "";
  const key = numberKeyOf(text);
  const loose = looseKeyOf(text);
  const rows = await db.$queryRaw<(MeantMachine & { nearness: number })[]>`
    WITH near AS (
      SELECT a.*, CASE
        WHEN a."code" = ${code} THEN 1
        WHEN ${key} = '' THEN NULL
        WHEN a."numberKey" = ${key} THEN 2
        WHEN EXISTS (SELECT 1 FROM unnest(a."formerNumbers") f WHERE asset_number_key(f) = ${key}) THEN 3
        WHEN replace(a."numberKey", '-', '') = ${loose} THEN 4
      END AS "nearness"
      FROM "Asset" a WHERE a."enterpriseId" = ANY (${registers}::uuid[])
    )
    SELECT "id", "code", "number", "name", "type", "model", "maker", "line", "enterpriseId",
           "retiredAt" IS NOT NULL AS "retired", "nearness"
    FROM near WHERE "nearness" IS NOT NULL
    ORDER BY "nearness", "retiredAt" IS NOT NULL, "numberKey", "id" LIMIT ${MOST}`;
  return rows.filter((row) => row.nearness === rows[0]?.nearness).map(({ nearness: _, ...row }) => row);
}
