import { type db, Prisma, type Tx } from "#app/lib/db.server.ts";
import { invalid, notFound } from "#app/lib/errors.ts";
import { seal, unseal } from "#app/lib/seal.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace, type NamedPlace } from "#app/modules/accounts/place.server.ts";
import { mayManageRobots } from "./policy.ts";
import type { RobotKind } from "./rules.ts";
import { type Place, placeOf, readAddress } from "./services.ts";

type Reader = Tx | typeof db;
const PURPOSE = "robots";

/** The organisation whose robots the actor keeps. @throws not_found for anybody else */
export async function requireRobotsOf(reader: Reader, actor: Actor, organisationId: string): Promise<NamedPlace> {
  const place = await loadPlace(reader, organisationId, actor.now);
  if (place.closedAt || !mayManageRobots(actor, place)) throw notFound();
  return place;
}

/** Where a robot's address lies, by the services' own rules and the administrators' list of today. */
export async function whereIs(reader: Reader, kind: RobotKind, url: URL): Promise<Place> {
  return placeOf(kind, url, await reader.robotHost.findMany({ select: { base: true, internal: true } }));
}

/** A typed address, when a robot of this kind may be there. @throws invalid, beside the field `address` */
export async function requireAddress(reader: Reader, kind: RobotKind, text: string): Promise<URL> {
  const url = readAddress(text);
  const place: Place = url ? await whereIs(reader, kind, url) : { ok: false, why: "form" };
  if (!url || !place.ok) throw invalid(`robot-address-${place.ok ? "form" : place.why}`, "address");
  return url;
}

/** Sealed for one robot: the row of another cannot be given it. */
export const sealFor = (robotId: string, what: "address" | "secret", text: string): string =>
  text === "" ? "" : seal(text, PURPOSE, `${robotId} ${what}`);

/** What was sealed for a robot; null when it can no longer be opened. */
export const unsealFor = (robotId: string, what: "address" | "secret", sealed: string): string | null =>
  sealed === "" ? "" : unseal(sealed, PURPOSE, `${robotId} ${what}`);

/** Waits for others who change or use this robot. False: it is gone. */
export async function lockRobot(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>(Prisma.sql`SELECT 1 FROM "Robot" WHERE "id" = ${id}::uuid FOR UPDATE`);
  return rows.length > 0;
}
