import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor, OrganisationKind, Role } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/current-actor.server.ts";
import { hashPassword } from "#app/modules/accounts/password.server.ts";

export const PASSWORD = "correct horse battery";
let hashed: Promise<string> | undefined;

export async function makeOrganisation(
  kind: OrganisationKind,
  parentId: string | null = null,
  name = `${kind} ${randomUUID().slice(0, 6)}`,
): Promise<string> {
  const { id } = await db.organisation.create({ data: { kind, parentId, name }, select: { id: true } });
  if (kind === "ENTERPRISE") await db.enterprise.create({ data: { organisationId: id, industry: "OTHER" } });
  if (kind === "STUDIO") await db.studio.create({ data: { organisationId: id, level: "MUNICIPAL" } });
  if (kind === "ALLIANCE") await db.alliance.create({ data: { organisationId: id, kind: "CROSS_ENTERPRISE" } });
  return id;
}

export type MadePerson = { id: string; name: string; email: string };

/** A person with PASSWORD and roles that began a month ago. */
export async function makePerson(...roles: [role: Role, organisationId: string][]): Promise<MadePerson> {
  hashed ??= hashPassword(PASSWORD);
  const mark = randomUUID().slice(0, 8);
  const person = { id: randomUUID(), name: `人员${mark}`, email: `p-${mark}@test.example` };
  await db.person.create({ data: { ...person, passwordHash: await hashed } });
  const startsAt = new Date(Date.now() - 30 * 86_400_000);
  await db.membership.createMany({
    data: roles.map(([role, organisationId]) => ({
      personId: person.id,
      organisationId,
      role,
      startsAt,
      createdAt: startsAt,
    })),
  });
  return person;
}

/** The person as an actor, now. */
export const actorOf = (person: { id: string }, now = new Date()): Promise<Actor> => loadActor(person.id, now);

export type World = {
  platform: string;
  federation: string;
  union: string;
  enterprise: string;
  studio: string;
  alliance: string;
  rival: string;
  rivalStudio: string;
  stranger: string;
  otherAlliance: string;
};

/** A federation with an alliance of two enterprises, their studios, and a stranger in another alliance. */
export async function makeWorld(): Promise<World> {
  const platform =
    (await db.organisation.findFirst({ where: { kind: "PLATFORM" } }))?.id ?? (await makeOrganisation("PLATFORM"));
  const federation = await makeOrganisation("FEDERATION");
  const union = await makeOrganisation("ENTERPRISE_UNION", federation);
  const enterprise = await makeOrganisation("ENTERPRISE", union);
  const studio = await makeOrganisation("STUDIO", enterprise);
  const rival = await makeOrganisation("ENTERPRISE", await makeOrganisation("ENTERPRISE_UNION", federation));
  const rivalStudio = await makeOrganisation("STUDIO", rival);
  const alliance = await makeOrganisation("ALLIANCE", federation);
  const stranger = await makeOrganisation("ENTERPRISE", await makeOrganisation("ENTERPRISE_UNION", federation));
  const otherAlliance = await makeOrganisation("ALLIANCE", federation);
  const joinedAt = new Date(Date.now() - 90 * 86_400_000);
  await db.allianceMember.createMany({
    data: [
      ...[enterprise, studio, rival, rivalStudio].map((memberId) => ({ allianceId: alliance, memberId, joinedAt })),
      { allianceId: otherAlliance, memberId: stranger, joinedAt },
    ],
  });
  return { platform, federation, union, enterprise, studio, alliance, rival, rivalStudio, stranger, otherAlliance };
}

/** A request as the server hands it on, with a session's cookie when given the Set-Cookie header that opened it. */
export function makeRequest(
  path = "/",
  options: { cookie?: string; address?: string; method?: string; form?: Record<string, string> } = {},
): Request {
  const headers = new Headers({
    "x-client-address": options.address ?? "10.0.0.1",
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/130",
  });
  if (options.cookie) headers.set("Cookie", options.cookie.split(";")[0] ?? "");
  const body = options.form ? new URLSearchParams(options.form) : undefined;
  return new Request(`http://localhost:3000${path}`, {
    method: options.method ?? (body ? "POST" : "GET"),
    headers,
    body,
  });
}
