import { db } from "#app/lib/db.server.ts";
import { loadActor } from "#app/modules/accounts/load-actor.server.ts";
import type { Actor, Role } from "#app/modules/accounts/actor.ts";
import {
  makeAlliance,
  makeEnterprise,
  makeOrganisation,
  makePerson,
  makeStudio,
} from "#tests/support/factories.server.ts";
import type { Knower, Place } from "../scope.ts";

export type Cast = Awaited<ReturnType<typeof makeCast>>;
type Body = { id: string; kind: Place["kind"]; enterprise?: string };

/**
 * Several enterprises and studios in alliance A, one in alliance B, each under a federation of its own, and
 * somebody for each kind of reader. What everyone is stands here in the test's own words.
 */
export async function makeCast(
  words: { hiddenEnterprise: string; hiddenAuthor: string; hiddenCraftsman: string },
  now: Date,
) {
  const enterprise = async (name: string): Promise<Body> => ({
    id: await makeEnterprise({ name }),
    kind: "ENTERPRISE",
  });
  const studio = async (name: string, of: Body): Promise<Body> => ({
    id: await makeStudio(of.id, { name }),
    kind: "STUDIO",
    enterprise: of.id,
  });
  const brewery = await enterprise("雪川啤酒");
  const tools = await enterprise("关山机床");
  const electric = await enterprise("凤岭电气");
  const distillery = await enterprise("西塬酒业");
  const hidden = await enterprise(`甲厂${words.hiddenEnterprise}`);
  const dairy = await enterprise("陇源乳业");
  const breweryStudio = await studio("啤酒工作室", brewery);
  const toolsStudio = await studio("机床工作室", tools);
  const electricStudio = await studio("电气工作室", electric);
  const hiddenStudio = await studio(`乙室${words.hiddenEnterprise}`, hidden);
  const dairyStudio = await studio("乳业工作室", dairy);
  const federationA: Body = { id: await makeOrganisation("FEDERATION", { name: "甲市总工会" }), kind: "UNION" };
  const federationB: Body = { id: await makeOrganisation("FEDERATION", { name: "乙市总工会" }), kind: "UNION" };
  const platform: Body = { id: await makeOrganisation("PLATFORM", { name: "平台" }), kind: "PLATFORM" };
  const inA = [brewery, tools, electric, distillery, hidden, breweryStudio, toolsStudio, electricStudio, hiddenStudio];
  const inB = [dairy, dairyStudio];
  const allianceA: Body = {
    id: await makeAlliance(
      inA.map((one) => one.id),
      { name: "甲联盟", federationId: federationA.id, leadUnitId: tools.id },
    ),
    kind: "ALLIANCE",
  };
  const allianceB: Body = {
    id: await makeAlliance(
      inB.map((one) => one.id),
      { name: "乙联盟", federationId: federationB.id },
    ),
    kind: "ALLIANCE",
  };

  const people = new Map<string, { id: string; roles: [Role, Body][]; standsFor?: string }>();
  const add = async (key: string, roles: [Role, Body][], name = key) => {
    people.set(key, {
      id: await makePerson(
        roles.map(([role, body]) => [role, body.id]),
        { name, email: `${key}@world.test` },
      ),
      roles,
    });
  };
  await add("author", [["ENGINEER", brewery]]);
  await add("engineer", [["ENGINEER", brewery]]);
  await add("reviewer", [["REVIEWER", brewery]]);
  await add("finance", [["FINANCE", brewery]]);
  await add("breweryCraftsman", [["CRAFTSMAN", breweryStudio]]);
  await add("breweryLeader", [["STUDIO_LEADER", breweryStudio]]);
  await add("toolsLeader", [["STUDIO_LEADER", toolsStudio]]);
  await add("toolsCraftsman", [["CRAFTSMAN", toolsStudio]]);
  await add("toolsIdle", [["CRAFTSMAN", toolsStudio]]);
  await add("toolsReviewer", [["REVIEWER", tools]]);
  await add("electricLeader", [["STUDIO_LEADER", electricStudio]]);
  await add("electricReviewer", [["REVIEWER", electric]]);
  await add("distilleryEngineer", [["ENGINEER", distillery]]);
  await add("hiddenAuthor", [["ENGINEER", hidden]], `丙${words.hiddenAuthor}`);
  await add("hiddenReviewer", [["REVIEWER", hidden]], `丁${words.hiddenAuthor}`);
  await add("hiddenCraftsman", [["CRAFTSMAN", hiddenStudio]], `戊${words.hiddenCraftsman}`);
  await add("hiddenLeader", [["STUDIO_LEADER", hiddenStudio]], `己${words.hiddenCraftsman}`);
  await add("dairyEngineer", [["ENGINEER", dairy]]);
  await add("dairyReviewer", [["REVIEWER", dairy]]);
  await add("dairyLeader", [["STUDIO_LEADER", dairyStudio]]);
  await add("secretariatA", [["SECRETARIAT", allianceA]]);
  await add("secretariatB", [["SECRETARIAT", allianceB]]);
  await add("officerA", [["UNION_OFFICER", federationA]]);
  await add("officerB", [["UNION_OFFICER", federationB]]);
  await add("admin", [["ADMIN", platform]]);
  await add("guest", [["GUEST", brewery]]);
  await add("guestExpired", [["GUEST", brewery]]);
  await add("namedCompetitor", [["ENGINEER", distillery]]);
  // Experts from outside; what they are invited to, and what became of it, is the story's.
  for (const key of ["expert", "expertUnsigned", "expertGone", "expertOver"]) await add(key, []);
  await add("ended", []);
  await add("deputy", [["FINANCE", brewery]]);
  await add("roleless", []);

  // Gone since yesterday; was an engineer of the brewery and its studio's leader.
  const yesterday = new Date(now.getTime() - 86_400_000);
  const endedId = people.get("ended")?.id ?? "";
  for (const [role, body] of [
    ["ENGINEER", brewery],
    ["STUDIO_LEADER", toolsStudio],
    ["SECRETARIAT", allianceA],
  ] as const) {
    await db.membership.create({
      data: {
        personId: endedId,
        organisationId: body.id,
        role,
        startsAt: new Date("2021-01-01"),
        endsAt: yesterday,
        createdAt: new Date("2021-01-01"),
      },
    });
  }
  const reviewerId = people.get("reviewer")?.id ?? "";
  await db.deputy.create({
    data: {
      personId: reviewerId,
      deputyId: people.get("deputy")?.id ?? "",
      organisationId: brewery.id,
      startsAt: yesterday,
      endsAt: new Date(now.getTime() + 5 * 86_400_000),
      createdAt: yesterday,
    },
  });

  const idOf = (key: string): string => {
    const found = people.get(key);
    if (!found) throw new Error(`nobody is called ${key}`);
    return found.id;
  };
  const placesOf = (key: string, as: string): Place[] =>
    (people.get(key)?.roles ?? []).map(([role, body]) => ({
      role,
      organisation: body.id,
      kind: body.kind,
      enterprise: body.enterprise,
      as,
    }));
  const knower = (key: string): Knower => {
    const places = placesOf(key, idOf(key));
    if (key === "deputy") places.push(...placesOf("reviewer", reviewerId));
    const bodies = places
      .filter((place) => place.role !== "GUEST")
      .flatMap((place) => [place.organisation, place.enterprise ?? ""]);
    const memberOf = [
      [allianceA.id, inA],
      [allianceB.id, inB],
    ] as const;
    return {
      person: idOf(key),
      places,
      memberOf: memberOf.filter(([, members]) => members.some((one) => bodies.includes(one.id))).map(([id]) => id),
      officerOver: places.flatMap(({ role, organisation }) =>
        role === "UNION_OFFICER" ? [organisation === federationA.id ? allianceA.id : allianceB.id] : [],
      ),
    };
  };

  return {
    ids: {
      brewery: brewery.id,
      tools: tools.id,
      electric: electric.id,
      distillery: distillery.id,
      hidden: hidden.id,
      dairy: dairy.id,
      breweryStudio: breweryStudio.id,
      toolsStudio: toolsStudio.id,
      electricStudio: electricStudio.id,
      hiddenStudio: hiddenStudio.id,
      dairyStudio: dairyStudio.id,
      allianceA: allianceA.id,
      allianceB: allianceB.id,
      federationA: federationA.id,
    },
    keys: [...people.keys()],
    idOf,
    knower,
    as: (key: string, at: Date): Promise<Actor> => loadActor(idOf(key), at),
  };
}
