import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { numberKeyOf } from "#app/modules/equipment/rules.ts";
import { projectFields } from "./layers.ts";
import { ACTIVE, type ProblemState, type Severity, TERMINAL } from "./lifecycle.ts";
import { accessOf, accessSelect, originalsReadBy, readerRowsOf, visibleTo } from "./visibility.server.ts";

/** What a machine is known by; of the actor's own enterprise. */
export type MachineFacts = {
  enterpriseId: string;
  number: string;
  formerNumbers: readonly string[];
  model: string;
};

export type MachineProblem = {
  id: string;
  number: string;
  title: string;
  phenomenon: string;
  state: ProblemState;
  partial: boolean;
  severity: Severity;
  createdAt: Date;
  /** The machine it is about, when it is another of the same model. */
  otherMachine: string | null;
  own: boolean;
  /** The reader said that theirs has it too. */
  confirmed: boolean;
  confirmations: number;
  /** Hours a week that those who confirmed it lose; null when nobody said. */
  downtimeHours: number | null;
};

export type MachineProblems = { open: MachineProblem[]; sameModel: MachineProblem[]; ended: MachineProblem[] };

const MOST = 20;

const rowSelect = (actor: Actor) =>
  ({
    id: true,
    number: true,
    title: true,
    phenomenon: true,
    assetNumber: true,
    state: true,
    partial: true,
    severity: true,
    createdAt: true,
    authorId: true,
    fieldLayers: true,
    redactions: true,
    confirmations: { select: { personId: true, downtimeHours: true } },
    ...accessSelect(actor),
  }) satisfies Prisma.ProblemSelect;
type Row = Prisma.ProblemGetPayload<{ select: ReturnType<typeof rowSelect> }>;

/**
 * A machine's problems as the actor may see them. Which machine a problem is about is confidential: only problems
 * whose confidential layer the actor reads can be found by a machine. Two statements.
 */
export async function problemsOfMachine(actor: Actor, machine: MachineFacts): Promise<MachineProblems> {
  const keys = [machine.number, ...machine.formerNumbers].map(numberKeyOf);
  const places = await placesOf(actor, machine, keys);
  const rows = await db.problem.findMany({
    where: {
      AND: [visibleTo(actor), originalsReadBy(actor)],
      enterpriseId: machine.enterpriseId,
      id: { in: [...places.keys()] },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: rowSelect(actor),
  });
  const shown = (place: Place) =>
    rows.filter((row) => places.get(row.id) === place).map((row) => shownTo(actor, row, keys));
  return { open: shown("open"), sameModel: shown("sameModel"), ended: shown("ended") };
}

type Place = keyof MachineProblems;

/** Which problems belong where on the card, the latest of each; by number and model however they were spelt. */
async function placesOf(actor: Actor, { enterpriseId, model }: MachineFacts, keys: string[]) {
  const modelKey = numberKeyOf(model);
  const rows = await db.$queryRaw<{ id: string; place: Place }[]>`
    WITH readable AS (${readerRowsOf(actor)}), placed AS (
      SELECT p."id", p."createdAt",
             CASE WHEN p."state"::text = ANY (${[...ACTIVE]})
                  THEN CASE WHEN asset_number_key(p."assetNumber") = ANY (${keys}) THEN 'open' ELSE 'sameModel' END
                  ELSE 'ended' END AS "place"
      FROM "Problem" p JOIN readable r ON r."problemId" = p."id" AND r."confidential"
      WHERE p."enterpriseId" = ${enterpriseId}::uuid AND (
        (p."assetNumber" <> '' AND asset_number_key(p."assetNumber") = ANY (${keys})
          AND p."state"::text = ANY (${[...ACTIVE, ...TERMINAL]}))
        OR (${modelKey} <> '' AND asset_number_key(p."equipmentModel") = ${modelKey}
          AND p."state"::text = ANY (${[...ACTIVE]})))
    ), counted AS (
      SELECT "id", "place", row_number() OVER (PARTITION BY "place" ORDER BY "createdAt" DESC, "id" DESC) AS "nth" FROM placed
    )
    SELECT "id", "place" FROM counted WHERE "nth" <= ${MOST}`;
  return new Map(rows.map((row) => [row.id, row.place]));
}

function shownTo(actor: Actor, row: Row, keys: readonly string[]): MachineProblem {
  const seen = projectFields(row, accessOf(actor, row));
  const hours = row.confirmations.flatMap((one) => one.downtimeHours?.toNumber() ?? []);
  return {
    id: row.id,
    number: row.number,
    title: seen.title || row.number,
    phenomenon: seen.phenomenon ?? "",
    state: row.state,
    partial: row.partial,
    severity: row.severity,
    createdAt: row.createdAt,
    otherMachine: seen.assetNumber && !keys.includes(numberKeyOf(seen.assetNumber)) ? seen.assetNumber : null,
    own: row.authorId === actor.personId,
    confirmed: row.confirmations.some((one) => one.personId === actor.personId),
    confirmations: row.confirmations.length,
    downtimeHours: hours.length > 0 ? hours.reduce((sum, one) => sum + one, 0) : null,
  };
}
