import { expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { listPeople } from "#app/modules/accounts/queries-people.server.ts";
import { listOrganisations } from "#app/modules/alliances/queries.server.ts";
import { listCraftsmen } from "#app/modules/alliances/queries-craftsmen.server.ts";
import { readAssetFilter } from "#app/modules/equipment/asset-filter.ts";
import { listAssets } from "#app/modules/equipment/queries.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { loadInvitees } from "#app/modules/solving/diagnosis/invitees.server.ts";
import { loadAssigning } from "#app/modules/solving/queries-assigning.server.ts";
import { listStudios } from "#app/modules/studios/queries-list.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeOrganisation, makeWorld, publishedProblem } from "#tests/support/factories.server.ts";

useTestDatabase();

it("what is typed into a search is looked for letter by letter: a percent sign alone lists nothing", async () => {
  const world = await makeWorld();
  const admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]]);
  const problemId = await publishedProblem(world);
  const machine = { number: "GZ-01", name: "", type: "灌装机", model: "", maker: "", line: "", site: "" };
  await registerAsset(world.engineer, machine);
  const page = { size: 50 };
  const searches: [string, (q: string) => Promise<readonly unknown[]>][] = [
    ["people", async (q) => (await listPeople(admin, { q }, page)).rows],
    ["organisations", async (q) => (await listOrganisations(world.engineer, { q }, page)).rows],
    ["craftsmen", async (q) => (await listCraftsmen(world.engineer, { q }, page)).rows],
    ["studios", async (q) => (await listStudios(world.leader, { q }, page)).rows],
    [
      "equipment",
      async (q) => (await listAssets(world.engineer, readAssetFilter(new URLSearchParams({ q })), page)).rows,
    ],
    ["whom to assign", async (q) => (await loadAssigning(world.secretariat, problemId, q)).people],
    ["whom to invite", (q) => loadInvitees(world.engineer, problemId, q)],
  ];
  const found = async (q: string) =>
    Promise.all(searches.map(async ([what, search]) => [what, (await search(q)).length > 0]));
  expect(await found("")).toEqual(searches.map(([what]) => [what, true]));
  for (const typed of ["%", "_", "%_%", "\\"])
    expect(await found(typed), typed).toEqual(searches.map(([what]) => [what, false]));

  // It is found where it was written.
  await db.organisation.update({ where: { id: world.toolsStudio }, data: { name: "100%_合格\\工作室" } });
  for (const typed of ["100%", "%_合", "格\\工"]) {
    const { rows } = await listOrganisations(world.engineer, { q: typed }, page);
    expect(rows.map((row) => row.id)).toEqual([world.toolsStudio]);
  }
});
