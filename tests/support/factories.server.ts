import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import type { Actor, OrganisationKind, Role } from "#app/modules/accounts/actor.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import { type ApproveInput, approveProblem } from "#app/modules/problems/approve-problem.server.ts";
import { type PostInput, postProblem } from "#app/modules/problems/post-problem.server.ts";
import { publishProblem } from "#app/modules/problems/publish-problem.server.ts";
import { submitProblem } from "#app/modules/problems/submit-problem.server.ts";

let counter = 0;
/** A different number each time, for names nobody else has. */
export const next = (): number => {
  counter += 1;
  return counter;
};

/** When nothing else is asked for, everything has existed since then. */
export const LONG_AGO = new Date("2020-01-01T00:00:00Z");

export async function makeOrganisation(
  kind: OrganisationKind,
  fields: { name?: string; parentId?: string | null } = {},
): Promise<string> {
  const { id } = await db.organisation.create({
    data: { kind, name: fields.name ?? `${kind} ${next()}`, parentId: fields.parentId ?? null, createdAt: LONG_AGO },
    select: { id: true },
  });
  return id;
}

export async function makeEnterprise(
  fields: {
    name?: string;
    industry?: "LIQUOR" | "TOBACCO" | "FOOD" | "MACHINE_TOOLS" | "TITANIUM" | "ELECTRONICS";
    parentId?: string;
    groupId?: string;
  } = {},
): Promise<string> {
  const organisationId = await makeOrganisation("ENTERPRISE", fields);
  await db.enterprise.create({
    data: { organisationId, industry: fields.industry ?? "FOOD", groupId: fields.groupId ?? null },
  });
  return organisationId;
}

export async function makeStudio(
  enterpriseId: string,
  fields: { name?: string; specialities?: string[] } = {},
): Promise<string> {
  const organisationId = await makeOrganisation("STUDIO", { ...fields, parentId: enterpriseId });
  await db.studio.create({ data: { organisationId, level: "MUNICIPAL", specialities: fields.specialities ?? [] } });
  return organisationId;
}

/** An alliance of these enterprises and studios, below a federation of its own unless one is given. */
export async function makeAlliance(
  memberIds: string[],
  fields: { name?: string; federationId?: string; leadUnitId?: string } = {},
): Promise<string> {
  const parentId = fields.federationId ?? (await makeOrganisation("FEDERATION"));
  const organisationId = await makeOrganisation("ALLIANCE", { name: fields.name, parentId });
  await db.alliance.create({
    data: { organisationId, kind: "CROSS_ENTERPRISE", leadUnitId: fields.leadUnitId ?? null },
  });
  await db.allianceMember.createMany({
    data: memberIds.map((memberId) => ({ allianceId: organisationId, memberId, joinedAt: LONG_AGO })),
  });
  return organisationId;
}

/** A person with these roles; the id. */
export async function makePerson(
  roles: [role: Role, organisationId: string][] = [],
  fields: { name?: string; email?: string; phone?: string } = {},
): Promise<string> {
  const { id } = await db.person.create({
    data: { name: fields.name ?? `人员${next()}`, email: fields.email, phone: fields.phone, createdAt: LONG_AGO },
    select: { id: true },
  });
  await db.membership.createMany({
    data: roles.map(([role, organisationId]) => ({
      personId: id,
      organisationId,
      role,
      startsAt: LONG_AGO,
      createdAt: LONG_AGO,
    })),
  });
  return id;
}

/** The person as they act now, or at the given moment. */
export const actorOf = (personId: string, now: Date = new Date()): Promise<Actor> => loadActor(personId, now);

/** A person with these roles, ready to act. */
export async function makeActor(
  roles: [role: Role, organisationId: string][],
  fields: { name?: string; now?: Date } = {},
): Promise<Actor> {
  return actorOf(await makePerson(roles, fields), fields.now);
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/**
 * Two enterprises with a studio each in one alliance, a third enterprise outside, and somebody for each part:
 * the poster's side is `brewery`, the solver's side `tools`, the stranger's `outside`.
 */
export async function makeWorld(now: Date = new Date()) {
  const federation = await makeOrganisation("FEDERATION");
  const brewery = await makeEnterprise({ name: `啤酒厂${next()}`, industry: "FOOD" });
  const tools = await makeEnterprise({ name: `机床厂${next()}`, industry: "MACHINE_TOOLS" });
  const outside = await makeEnterprise({ name: `外联厂${next()}`, industry: "TITANIUM" });
  const breweryStudio = await makeStudio(brewery);
  const toolsStudio = await makeStudio(tools);
  const alliance = await makeAlliance([brewery, tools, breweryStudio, toolsStudio], { federationId: federation });
  const otherAlliance = await makeAlliance([outside], { federationId: federation });
  const make = (...roles: [Role, string][]) => makeActor(roles, { now });
  return {
    federation,
    brewery,
    tools,
    outside,
    breweryStudio,
    toolsStudio,
    alliance,
    otherAlliance,
    engineer: await make(["ENGINEER", brewery]),
    engineer2: await make(["ENGINEER", brewery]),
    reviewer: await make(["REVIEWER", brewery]),
    reviewer2: await make(["REVIEWER", brewery]),
    finance: await make(["FINANCE", brewery]),
    breweryLeader: await make(["STUDIO_LEADER", breweryStudio]),
    leader: await make(["STUDIO_LEADER", toolsStudio]),
    craftsman: await make(["CRAFTSMAN", toolsStudio]),
    toolsEngineer: await make(["ENGINEER", tools]),
    toolsReviewer: await make(["REVIEWER", tools]),
    secretariat: await make(["SECRETARIAT", alliance]),
    officer: await make(["UNION_OFFICER", federation]),
    outsider: await make(["ENGINEER", outside]),
    outsideSecretariat: await make(["SECRETARIAT", otherAlliance]),
  };
}

/** The version a person sees now. */
export const versionOf = async (problemId: string): Promise<number> =>
  (await db.problem.findUniqueOrThrow({ where: { id: problemId }, select: { version: true } })).version;

/** Something complete enough to be submitted. */
export const someProblem = (): PostInput => ({
  clientId: randomUUID(),
  title: `灌装机卡瓶 ${next()}`,
  phenomenon: "三号灌装机每班卡瓶七八次，报警 AL.32，停机后星轮处有碎玻璃。",
  equipmentType: "灌装机",
  severity: "DEGRADED",
  category: "EQUIPMENT",
});

export async function draftedProblem(
  world: World,
  input: Partial<PostInput> = {},
  author: Actor = world.engineer,
): Promise<string> {
  return (await postProblem(author, { ...someProblem(), ...input })).id;
}

export async function submittedProblem(
  world: World,
  input: Partial<PostInput> = {},
  author: Actor = world.engineer,
): Promise<string> {
  const id = await draftedProblem(world, input, author);
  await submitProblem(author, { id, version: await versionOf(id) });
  return id;
}

/** Released by the reviewer; waits in triage. */
export async function releasedProblem(
  world: World,
  input: Partial<PostInput> = {},
  release: Partial<ApproveInput> = {},
): Promise<string> {
  const id = await submittedProblem(world, input);
  await approveProblem(world.reviewer, { id, version: await versionOf(id), allianceId: world.alliance, ...release });
  return id;
}

export async function publishedProblem(
  world: World,
  input: Partial<PostInput> = {},
  release: Partial<ApproveInput> = {},
): Promise<string> {
  const id = await releasedProblem(world, input, release);
  await publishProblem(world.secretariat, { id, version: await versionOf(id) });
  return id;
}
