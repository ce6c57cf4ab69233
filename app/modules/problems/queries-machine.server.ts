import { db, type Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "./layers.ts";
import { ACTIVE, type ProblemState, type Severity, TERMINAL } from "./lifecycle.ts";
import { accessOf, accessSelect, originalsReadBy, visibleTo } from "./visibility.server.ts";

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
 * whose confidential layer the actor reads can be found by a machine.
 */
export async function problemsOfMachine(actor: Actor, machine: MachineFacts): Promise<MachineProblems> {
  const { enterpriseId, model } = machine;
  const numbers = [machine.number, ...machine.formerNumbers];
  const readable: Prisma.ProblemWhereInput = { AND: [visibleTo(actor), originalsReadBy(actor)], enterpriseId };
  const find = (where: Prisma.ProblemWhereInput) =>
    db.problem.findMany({
      where: { AND: [readable, where] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: MOST,
      select: rowSelect(actor),
    });
  const active = { state: { in: [...ACTIVE] } };
  const [open, sameModel, ended] = await Promise.all([
    find({ assetNumber: { in: numbers }, ...active }),
    model ? find({ equipmentModel: model, assetNumber: { notIn: numbers }, ...active }) : [],
    find({ assetNumber: { in: numbers }, state: { in: [...TERMINAL] } }),
  ]);
  const shown = (rows: Row[]) => rows.map((row) => shownTo(actor, row, numbers));
  return { open: shown(open), sameModel: shown(sameModel), ended: shown(ended) };
}

function shownTo(actor: Actor, row: Row, numbers: readonly string[]): MachineProblem {
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
    otherMachine: seen.assetNumber && !numbers.includes(seen.assetNumber) ? seen.assetNumber : null,
    own: row.authorId === actor.personId,
    confirmed: row.confirmations.some((one) => one.personId === actor.personId),
    confirmations: row.confirmations.length,
    downtimeHours: hours.length > 0 ? hours.reduce((sum, one) => sum + one, 0) : null,
  };
}
