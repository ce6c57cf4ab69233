import { randomUUID } from "node:crypto";
import { db } from "#app/lib/db.server.ts";
import {
  makeActor,
  makeAlliance,
  makeEnterprise,
  makeOrganisation,
  makeStudio,
  next,
} from "#tests/support/factories.server.ts";

/** Everything is looked at in April, when the first quarter is closed. */
export const APRIL = new Date("2026-04-02T02:00:00Z");
export const YEAR = { from: "2026-01", to: "2026-12" };
export const at = (month: number, day = 10) => new Date(Date.UTC(2026, month - 1, day, 4));

export type Branch = Awaited<ReturnType<typeof makeBranch>>;

/** A federation with a county of two enterprises and three others, all in one alliance, and a studio that solves. */
export async function makeBranch() {
  const federation = await makeOrganisation("FEDERATION");
  const county = await makeOrganisation("COUNTY_UNION", { parentId: federation });
  const inCounty = await Promise.all([1, 2].map(() => makeEnterprise({ parentId: county })));
  const others = await Promise.all([1, 2, 3].map(() => makeEnterprise({ parentId: federation })));
  const houses = [...inCounty, ...others];
  const helper = await makeEnterprise({ parentId: federation, name: `帮扶厂${next()}` });
  const studio = await makeStudio(helper);
  const alliance = await makeAlliance([...houses, helper, studio], { federationId: federation });
  const make = (role: Parameters<typeof makeActor>[0][0][0], id: string) => makeActor([[role, id]], { now: APRIL });
  return {
    federation,
    county,
    houses,
    helper,
    studio,
    alliance,
    officer: await make("UNION_OFFICER", federation),
    countyOfficer: await make("UNION_OFFICER", county),
    secretariat: await make("SECRETARIAT", alliance),
    engineer: await make("ENGINEER", houses[0] ?? ""),
    finance: await make("FINANCE", houses[0] ?? ""),
    leader: await make("STUDIO_LEADER", studio),
  };
}

/** A problem as the product leaves it, by its dates; the way there is other tests' business. */
export async function addProblem(
  branch: Branch,
  house: number,
  fields: { month: number; ended?: "SOLVED" | "UNSOLVED" | "MERGED"; anonymous?: boolean },
) {
  const id = randomUUID();
  const postedAt = at(fields.month);
  const endedAt = at(fields.month, 20);
  const state = fields.ended ?? "PUBLISHED";
  const enterpriseId = branch.houses[house] ?? "";
  await db.problem.create({
    data: {
      id,
      clientId: randomUUID(),
      number: `F${next()}`,
      enterpriseId,
      authorId: branch.engineer.personId,
      allianceId: branch.alliance,
      title: `停机 ${id.slice(0, 4)}`,
      state,
      stateSince: fields.ended ? endedAt : postedAt,
      anonymous: fields.anonymous ?? false,
      postedAt,
      releasedAt: postedAt,
      publishedAt: postedAt,
      solvedAt: state === "SOLVED" ? endedAt : null,
      createdAt: postedAt,
      audiences: { create: { organisationId: branch.alliance, layer: "DETAIL" } },
      readers: {
        create: [
          { key: `officer:${branch.alliance}`, layer: "SUMMARY", via: "OFFICER" },
          { key: `own:${enterpriseId}`, layer: "CONFIDENTIAL", via: "OWN" },
        ],
      },
      ...(state === "SOLVED"
        ? {
            engagements: {
              create: {
                studioId: branch.studio,
                startedAt: at(fields.month, 12),
                lastEntryAt: endedAt,
                endedAt,
                end: "FINISHED" as const,
              },
            },
          }
        : {}),
    },
  });
  return id;
}
