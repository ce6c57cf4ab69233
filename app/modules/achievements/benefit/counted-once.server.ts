import type { Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readsAmounts } from "./policy.ts";
import type { BenefitKind, NamedPlace, Place } from "./rules.ts";
import { isLossAvoided, machineNames, roomUnderBaseline, samePlace } from "./rules.ts";
import { yuanText } from "./formula.ts";

type Claim = Place & {
  id: string | null;
  recipientId: string;
  assetId: string | null;
  measureKey: string;
  fromOn: Date;
  toOn: Date;
  correctsId?: string | null;
};

const asset = { select: { line: true, number: true, formerNumbers: true } } as const;

type WithMachine = Place & { asset: Parameters<typeof machineNames>[0] | null };
const withNames = (one: WithMachine): NamedPlace => ({ ...one, names: one.asset ? machineNames(one.asset) : [] });

/** A claim's place with the names its machine has today. */
async function namedPlace(tx: Tx, claim: Place & { assetId: string | null }): Promise<NamedPlace> {
  const machine = claim.assetId ? await tx.asset.findUniqueOrThrow({ where: { id: claim.assetId }, ...asset }) : null;
  return withNames({ ...claim, asset: machine });
}

/**
 * Rule "one saving counts once": refuses what is at the same place, by the same measure and in overlapping days as
 * another that holds them, also a line against a machine on it, by its names then and now. Under the recipient's lock;
 * the database's exclusion constraint stands behind it. Errors: invalid (benefit-twice).
 */
export async function requireOnce(tx: Tx, claim: Claim): Promise<void> {
  const others = await tx.benefit.findMany({
    where: {
      recipientId: claim.recipientId,
      measureKey: claim.measureKey,
      holds: true,
      fromOn: { lte: claim.toOn },
      toOn: { gte: claim.fromOn },
      id: { notIn: [claim.id, claim.correctsId].filter((id) => typeof id === "string") },
    },
    select: { place: true, placeKey: true, lineKey: true, fromOn: true, toOn: true, asset },
  });
  const here = await namedPlace(tx, claim);
  const other = others.find((one) => samePlace(withNames(one), here));
  if (!other) return;
  const day = (at: Date) => at.toISOString().slice(0, 10);
  throw invalid("benefit-twice", "place", { other: `${other.place} ${day(other.fromOn)} — ${day(other.toOn)}` });
}

type Amount = {
  id: string;
  correctsId: string | null;
  recipientId: string;
  fixId: string;
  reuseId: string | null;
  assetId: string | null;
  placeKey: string;
  lineKey: string;
  kind: BenefitKind;
  fromOn: Date;
  toOn: Date;
};

/**
 * Rule "the total may not exceed the recorded baseline loss". The loss per day is what was recorded before acceptance:
 * of an adoption its own, else that of the problem it answered; of the poster's own fix the problem's. A place that was
 * put into two adoptions of one fix lost it once, a machine with its line. Answers the loss of the claim's days, null for money that is no loss avoided, or of which none was recorded.
 * What is left says how much others were certified: it is told to the recipient's finance alone.
 * Errors: invalid (benefit-no-loss for savings, benefit-over-loss).
 */
export async function requireUnderBaseline(
  tx: Tx,
  actor: Actor,
  claim: Amount,
  fen: bigint,
  field: string,
): Promise<bigint | null> {
  if (!isLossAvoided(claim.kind)) return null;
  const loss = await recordedLoss(tx, claim);
  if (loss === null) {
    if (claim.kind === "SAVINGS") throw invalid("benefit-no-loss", field);
    return null;
  }
  const others = await tx.benefit.findMany({
    where: {
      recipientId: claim.recipientId,
      fixId: claim.fixId,
      kind: { in: ["SAVINGS", "PROFIT"] },
      state: { in: ["SUBMITTED", "CERTIFIED", "PARTLY"] },
      id: { notIn: [claim.id, claim.correctsId].filter((id) => id !== null) },
    },
    select: {
      reuseId: true,
      placeKey: true,
      lineKey: true,
      asset,
      fromOn: true,
      toOn: true,
      actualFen: true,
      certifiedFen: true,
    },
  });
  const here = await namedPlace(tx, claim);
  const same = others.filter((one) => one.reuseId === claim.reuseId || samePlace(withNames(one), here));
  const most = roomUnderBaseline(
    loss,
    claim,
    same.map((one) => ({ ...one, fen: one.certifiedFen ?? one.actualFen ?? 0n })),
  );
  const told = same.length === 0 || readsAmounts(actor, claim.recipientId);
  if (fen > most) throw invalid("benefit-over-loss", field, told ? { most: yuanText(most) } : {});
  return roomUnderBaseline(loss, claim, []);
}

async function recordedLoss(tx: Tx, claim: Amount): Promise<bigint | null> {
  if (!claim.reuseId) {
    const fix = await tx.problem.findUniqueOrThrow({ where: { id: claim.fixId }, select: { impactFen: true } });
    return fix.impactFen;
  }
  const reuse = await tx.reuse.findUniqueOrThrow({
    where: { id: claim.reuseId },
    select: { lossFen: true, need: { select: { impactFen: true } } },
  });
  return reuse.lossFen ?? reuse.need?.impactFen ?? null;
}
