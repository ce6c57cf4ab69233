import { randomUUID } from "node:crypto";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, DomainError, invalid, notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { requireAddress, requireRobotsOf, sealFor, unsealFor } from "./robot-place.server.ts";
import { recordRobotEvent } from "./record-robot-event.server.ts";
import { MOST_ROBOTS } from "./rules.ts";
import type { AddRobotInput, ChangeRobotInput } from "./schema.ts";
import { shownAddress } from "./services.ts";

/** Feishu and DingTalk sign; WeCom's robots have nothing to sign with. */
const refuseSecret = (kind: string, secret: string | undefined) => {
  if (kind === "WECOM" && secret) throw invalid("robot-no-secret", "secret");
};

/** One group is told once, and the services count messages by the robot: the same address is not entered twice. */
async function refuseKnown(tx: Tx, organisationId: string, url: URL, own: string | null): Promise<void> {
  const rows = await tx.robot.findMany({ where: { organisationId }, select: { id: true, address: true } });
  if (rows.some((row) => row.id !== own && unsealFor(row.id, "address", row.address) === url.href))
    throw invalid("robot-address-known", "address");
}

/**
 * Sets up a group robot; address and secret are kept encrypted.
 * @returns its id. Errors: not_found (not this person's organisation), invalid (address, secret), conflict (too many).
 */
export async function addRobot(actor: Actor, organisationId: string, input: AddRobotInput): Promise<string> {
  return inTransaction(async (tx) => {
    const place = await requireRobotsOf(tx, actor, organisationId);
    const url = await requireAddress(tx, input.kind, input.address);
    refuseSecret(input.kind, input.secret);
    await refuseKnown(tx, organisationId, url, null);
    if ((await tx.robot.count({ where: { organisationId } })) >= MOST_ROBOTS)
      throw new DomainError("conflict", "robots-too-many", { values: { max: MOST_ROBOTS } });
    const id = randomUUID();
    await tx.robot.create({
      data: {
        id,
        organisationId,
        name: input.name,
        kind: input.kind,
        address: sealFor(id, "address", url.href),
        addressShown: shownAddress(url),
        signingSecret: sealFor(id, "secret", input.secret ?? ""),
        matters: input.matters,
        locale: input.locale,
        urgentAtNight: input.urgentAtNight,
        createdById: actor.personId,
        createdAt: actor.now,
      },
    });
    const { name, kind, matters } = input;
    await recordRobotEvent(tx, actor, "added", place.id, id, { name, kind, matters, host: url.host });
    return id;
  });
}

/**
 * Changes a robot; an empty address or secret stays as it was. What had made it fail is forgotten, so it is tried anew.
 * Errors: not_found, invalid (address, secret), conflict (changed meanwhile).
 */
export async function changeRobot(
  actor: Actor,
  key: { organisationId: string; id: string },
  input: ChangeRobotInput,
): Promise<void> {
  await inTransaction(async (tx) => {
    await requireRobotsOf(tx, actor, key.organisationId);
    const known = await tx.robot.findFirst({ where: key, select: { kind: true, enabled: true } });
    if (!known) throw notFound();
    const url = input.address ? await requireAddress(tx, known.kind, input.address) : null;
    refuseSecret(known.kind, input.secret);
    if (url) await refuseKnown(tx, key.organisationId, url, key.id);
    const secret = input.withoutSecret ? "" : input.secret;
    const { count } = await tx.robot.updateMany({
      where: { ...key, version: input.version },
      data: {
        name: input.name,
        matters: input.matters,
        locale: input.locale,
        urgentAtNight: input.urgentAtNight,
        enabled: input.enabled,
        ...(url && { address: sealFor(key.id, "address", url.href), addressShown: shownAddress(url) }),
        ...(secret !== undefined && { signingSecret: sealFor(key.id, "secret", secret) }),
        failures: 0,
        pausedAt: null,
        notBefore: null,
        version: { increment: 1 },
      },
    });
    if (count === 0) throw conflict();
    await recordRobotEvent(tx, actor, "changed", key.organisationId, key.id, {
      name: input.name,
      matters: input.matters,
      enabled: input.enabled,
      ...(url && { host: url.host }),
      ...(secret !== undefined && { secret: secret === "" ? "removed" : "replaced" }),
    });
  });
}

/** Removes a robot with what still waited for it. Errors: not_found, conflict (changed meanwhile). */
export async function removeRobot(
  actor: Actor,
  key: { organisationId: string; id: string },
  version: number,
): Promise<void> {
  await inTransaction(async (tx) => {
    await requireRobotsOf(tx, actor, key.organisationId);
    const known = await tx.robot.findFirst({ where: key, select: { name: true, kind: true } });
    if (!known) throw notFound();
    const { count } = await tx.robot.deleteMany({ where: { ...key, version } });
    if (count === 0) throw conflict();
    await recordRobotEvent(tx, actor, "removed", key.organisationId, key.id, known);
  });
}
