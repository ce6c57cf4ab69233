import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { mayAllowHosts } from "./policy.ts";
import { requireRobotsOf } from "./robot-place.server.ts";

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

const shown = {
  id: true,
  name: true,
  kind: true,
  addressShown: true,
  matters: true,
  locale: true,
  enabled: true,
  urgentAtNight: true,
  pausedAt: true,
  lastSentAt: true,
  lastFailedAt: true,
  lastFailure: true,
  signingSecret: true,
  version: true,
} as const;

type Row = { signingSecret: string; pausedAt: Date | null; lastSentAt: Date | null; lastFailedAt: Date | null };

/** A robot as its owners see it: without the address and the secret themselves. */
const asShown = <R extends Row>({ signingSecret, ...row }: R) => ({
  ...row,
  signed: signingSecret !== "",
  pausedAt: iso(row.pausedAt),
  lastSentAt: iso(row.lastSentAt),
  lastFailedAt: iso(row.lastFailedAt),
});

/** The group robots of an alliance or a studio, for those who keep them. @throws not_found */
export async function loadRobots(actor: Actor, organisationId: string) {
  const place = await requireRobotsOf(db, actor, organisationId);
  const [robots, hosts] = await Promise.all([
    db.robot.findMany({ where: { organisationId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: shown }),
    db.robotHost.findMany({ orderBy: { base: "asc" }, select: { base: true } }),
  ]);
  return {
    id: place.id,
    name: place.name,
    robots: robots.map(asShown),
    hosts: hosts.map((one) => one.base),
    linked: runtimeFacts().publicUrl !== null,
  };
}

/** One of them. @throws not_found */
export async function loadRobot(actor: Actor, key: { organisationId: string; id: string }) {
  const place = await requireRobotsOf(db, actor, key.organisationId);
  const [robot, waiting] = await Promise.all([
    db.robot.findFirst({ where: key, select: shown }),
    db.robotPost.count({ where: { robotId: key.id, state: "WAITING" } }),
  ]);
  if (!robot) throw notFound();
  return { organisation: { id: place.id, name: place.name }, robot: asShown(robot), waiting };
}

/** Where a message about a robot leads; null when it is gone or no longer the actor's. */
export async function organisationOfRobot(id: string): Promise<string | null> {
  return (await db.robot.findUnique({ where: { id }, select: { organisationId: true } }))?.organisationId ?? null;
}

/** The addresses administrators allowed, and how many robots there are at each service. @throws not_found */
export async function loadHosts(actor: Actor) {
  if (!mayAllowHosts(actor)) throw notFound();
  const hosts = await db.robotHost.findMany({
    orderBy: { base: "asc" },
    select: { id: true, base: true, internal: true, note: true, createdAt: true },
  });
  return { hosts: hosts.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })) };
}
