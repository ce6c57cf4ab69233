import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { db, Prisma } from "#app/lib/db.server.ts";
import { changeOrganisation } from "#app/modules/alliances/change-organisation.server.ts";
import { createOrganisation } from "#app/modules/alliances/create-organisation.server.ts";
import { changeOrganisationSchema, createOrganisationSchema } from "#app/modules/alliances/schema.ts";
import { decideStudio } from "#app/modules/studios/decide-studio.server.ts";
import { decideSchema } from "#app/modules/studios/schema.ts";
import { verifyStudios } from "#app/modules/studios/verify-studios.server.ts";
import { expectFound } from "#tests/support/behind.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeWorld } from "#tests/support/factories.server.ts";

useTestDatabase();

it("a studio typed in stands as it was typed in last, until a union decides about it; older ones are compared in part", async () => {
  const { officer, ...world } = await makeWorld();
  await db.organisation.update({ where: { id: world.tools }, data: { parentId: world.federation } });
  // Those of the test's world were put in as rows.
  expect((await verifyStudios()).untold).toBe(2);
  const typed = { name: "老名工作室", level: "MUNICIPAL", designatedOn: "2024-05-01" };
  const { organisationId: id } = await createOrganisation(
    officer,
    createOrganisationSchema.parse({ kind: "STUDIO", parentId: world.tools, ...typed }),
  );
  const look = async () =>
    (await verifyStudios()).findings.filter((one) => one.subjectId === id).map((one) => `${one.kind} ${one.part}`);
  const studio = (set: string) => Prisma.raw(`UPDATE "Studio" SET ${set} WHERE "organisationId" = '${id}'`);
  const tamperings = (level: string, on: string) =>
    [
      ["row-differs named-on", studio(`"designatedOn" = '2016-05-01'`), studio(`"designatedOn" = '${on}'`)],
      ["row-differs named-on", studio(`"designatedOn" = NULL`), studio(`"designatedOn" = '${on}'`)],
      ["row-differs level", studio(`"level" = 'NATIONAL'`), studio(`"level" = '${level}'`)],
    ] as const;
  expect(await look()).toEqual([]);
  await expectFound(look, [
    ...tamperings("MUNICIPAL", "2024-05-01"),
    ["row-differs state", studio(`"state" = 'CONFIRMED'`), studio(`"state" = 'DESIGNATED'`)],
  ]);

  const change = async (more: object) => {
    const { version } = await db.organisation.findUniqueOrThrow({ where: { id } });
    const facts = changeOrganisationSchema.parse({ ...typed, version, kind: "STUDIO", ...more });
    await changeOrganisation(officer, { ...facts, organisationId: id });
  };
  await change({ level: "PROVINCIAL", designatedOn: "2023-05-01" });
  expect(await look()).toEqual([]);
  await expectFound(look, tamperings("PROVINCIAL", "2023-05-01"));

  // What the product said of it before is not enough to compare it.
  const events = await db.event.findMany({ where: { subjectId: id, type: { startsWith: "organisation." } } });
  await db.$executeRaw`UPDATE "Event" SET "payload" = "payload" - '{level,designatedOn}'::text[] WHERE "subjectId" = ${id}::uuid`;
  expect([(await verifyStudios()).untold, await look()]).toEqual([3, []]);
  for (const { id: event, payload } of events)
    await db.event.update({ where: { id: event }, data: { payload: payload as object } });

  // Decided about, it stands as decided; what is typed in from then on changes neither level nor day.
  const { version } = await db.studio.findUniqueOrThrow({ where: { organisationId: id } });
  const revoke = {
    action: "revoke",
    clientId: randomUUID(),
    version,
    document: "岐工发〔2026〕9 号",
    decidedOn: "2025-05-01",
    decidedBy: "市总工会",
    reason: "长期没有活动",
  };
  await decideStudio(officer, id, decideSchema.parse(revoke));
  await change({ level: "NATIONAL", designatedOn: "2010-05-01" });
  expect(await look()).toEqual([]);
  await expectFound(look, tamperings("PROVINCIAL", "2023-05-01"));
});
