import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { assetsVisibleTo } from "#app/modules/equipment/policy.ts";
import { type MachineForForm, numberKeyOf, readCode } from "#app/modules/equipment/rules.ts";
import { postsFor } from "./post-problem.server.ts";
import { visibleTo } from "./visibility.server.ts";

/** As many as a phone shows without scrolling past them. */
const SHOWN = 6;
const LOOKED_AT = 40;

const machineSelect = {
  code: true,
  number: true,
  name: true,
  type: true,
  model: true,
  maker: true,
  line: true,
  enterpriseId: true,
} satisfies Record<keyof MachineForForm, true>;

const own = (actor: Actor) => ({ AND: [assetsVisibleTo(actor), { enterpriseId: { in: postsFor(actor) } }] });

/**
 * Machines to choose from with one tap: the one asked for by its label, then those the actor wrote about last, those of
 * the colleagues, and while there are too few of these the first of the register.
 */
export async function machinesToChoose(actor: Actor, asked: string | null = null): Promise<MachineForForm[]> {
  const enterprises = postsFor(actor);
  if (enterprises.length === 0) return [];
  const code = readCode(asked);
  const recent = await db.problem.findMany({
    where: { AND: [visibleTo(actor)], enterpriseId: { in: enterprises }, assetNumber: { not: "" } },
    orderBy: { createdAt: "desc" },
    take: LOOKED_AT,
    select: { assetNumber: true, authorId: true },
  });
  const keys = [...recent]
    .sort((a, b) => Number(b.authorId === actor.personId) - Number(a.authorId === actor.personId))
    .map((one) => numberKeyOf(one.assetNumber));
  const [known, first] = await Promise.all([
    db.asset.findMany({
      where: { ...own(actor), retiredAt: null, OR: [{ numberKey: { in: keys } }, ...(code ? [{ code }] : [])] },
      select: { ...machineSelect, numberKey: true },
      take: LOOKED_AT + 1,
    }),
    db.asset.findMany({
      where: { ...own(actor), retiredAt: null },
      orderBy: [{ numberKey: "asc" }, { id: "asc" }],
      select: { ...machineSelect, numberKey: true },
      take: SHOWN,
    }),
  ]);
  const place = (machine: (typeof known)[number]) => (machine.code === code ? -1 : keys.indexOf(machine.numberKey));
  const ordered = [...known.sort((a, b) => place(a) - place(b)), ...first];
  const chosen = new Map(ordered.map((machine) => [machine.code, machine]));
  return [...chosen.values()].slice(0, SHOWN).map(({ numberKey: _, ...machine }) => machine);
}
