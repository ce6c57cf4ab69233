import { randomUUID } from "node:crypto";
import { addHours } from "date-fns/addHours";
import { db } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { monthsOf } from "#app/modules/figures/periods.ts";
import { makeActor, makeAlliance, makeEnterprise, makeOrganisation, makeStudio, next } from "./factories.server.ts";

export const NOW = new Date();
export const YEAR = Number(formatDate(NOW).slice(0, 4)) - 1;
export const MONTHS = monthsOf({ from: `${YEAR}-01`, to: `${YEAR}-12` });

/** The same numbers in each run: what is found can be found again. */
function dice(seed: number) {
  let state = seed;
  const upTo = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return { upTo, one: <T>(all: readonly T[]): T => all[upTo(all.length)] as T };
}

/** Seven houses, two of them of one group, two counties, and two alliances that share a house. */
export async function makeWorld() {
  const federation = await makeOrganisation("FEDERATION");
  const counties = await Promise.all([1, 2].map(() => makeOrganisation("COUNTY_UNION", { parentId: federation })));
  const { id: groupId } = await db.enterpriseGroup.create({ data: { name: `集团${next()}` } });
  const houses: string[] = [];
  for (let n = 0; n < 7; n += 1)
    houses.push(
      await makeEnterprise({
        parentId: n < 3 ? counties[0] : n < 5 ? counties[1] : federation,
        groupId: n === 1 || n === 2 ? groupId : undefined,
      }),
    );
  const studio = await makeStudio(houses[6] ?? "");
  const alliances = [
    await makeAlliance([...houses.slice(0, 4), studio], { federationId: federation }),
    await makeAlliance(houses.slice(3), { federationId: federation }),
  ];
  const scopes = [
    { id: federation, kind: "UNION", houses },
    { id: counties[0] ?? "", kind: "UNION", houses: houses.slice(0, 3) },
    { id: counties[1] ?? "", kind: "UNION", houses: houses.slice(3, 5) },
    { id: alliances[0] ?? "", kind: "ALLIANCE", houses: [...houses.slice(0, 4), houses[6] ?? ""] },
    { id: alliances[1] ?? "", kind: "ALLIANCE", houses: houses.slice(3) },
  ];
  const officers = await Promise.all(
    [federation, ...counties].map((id) => makeActor([["UNION_OFFICER", id]], { now: NOW })),
  );
  const author = await makeActor([["ENGINEER", houses[0] ?? ""]], { now: NOW });
  return { federation, houses, studio, alliances, scopes, officers, author, groupId };
}
export type World = Awaited<ReturnType<typeof makeWorld>>;

/** A year of problems, some unnamed, some late to this day, with the steps they went through. */
export async function fill({ houses, alliances, studio, author, federation }: World): Promise<void> {
  const { upTo, one } = dice(155);
  let seq = 1_000_000;
  for (let n = 0; n < 110; n += 1) {
    // Some houses ask much, some hardly ever.
    const house = Math.min(upTo(7), upTo(7));
    const allianceId = (house < 3 ? alliances[0] : house > 3 ? alliances[1] : one(alliances)) ?? "";
    const id = randomUUID();
    const at = new Date(Date.UTC(YEAR, upTo(12), 1 + upTo(9), 4));
    const state = one(["SOLVED", "SOLVED", "UNSOLVED", "TRIAGE", "IN_PROGRESS", "PUBLISHED"] as const);
    const end = addHours(at, 24 * (1 + upTo(15)));
    const ended = state === "SOLVED" || state === "UNSOLVED";
    const enterpriseId = houses[house] ?? "";
    await db.problem.create({
      data: {
        id,
        clientId: randomUUID(),
        number: `A${next()}`,
        enterpriseId,
        authorId: author.personId,
        allianceId,
        title: `停机 ${n}`,
        // Only the house that asks most has some that are not urgent.
        severity: house === 0 && upTo(2) === 0 ? "DEGRADED" : "LINE_DOWN",
        state,
        stateSince: ended ? end : at,
        anonymous: upTo(5) === 0,
        postedAt: at,
        releasedAt: at,
        publishedAt: at,
        solvedAt: state === "SOLVED" ? end : null,
        dueAt: ended ? null : addHours(at, 48),
        createdAt: at,
        audiences: { create: { organisationId: allianceId, layer: "DETAIL" } },
        readers: {
          create: [
            { key: `officer:${allianceId}`, layer: "SUMMARY", via: "OFFICER" },
            { key: `own:${enterpriseId}`, layer: "CONFIDENTIAL", via: "OWN" },
          ],
        },
        ...(state === "SOLVED"
          ? {
              engagements: {
                create: { studioId: studio, startedAt: at, lastEntryAt: end, endedAt: end, end: "FINISHED" },
              },
            }
          : {}),
      },
    });
    for (const from of ["TRIAGE", "IN_PROGRESS"].slice(0, ended ? 2 : upTo(2)))
      await db.event.create({
        data: {
          organisationId: federation,
          seq: (seq += 1),
          type: "problem.step",
          subjectKind: "problem",
          subjectId: id,
          at: ended ? end : at,
          payload: { from, minutes: 60 + upTo(4_000) },
          prevHash: "",
          hash: "",
        },
      });
  }
}

/** Certified amounts as facts: what leads to them is other tests' business. */
export async function fillMoney({ houses }: World): Promise<void> {
  const { upTo, one } = dice(156);
  await db.figureFact.createMany({
    data: Array.from({ length: 60 }, () => {
      const subjectId = randomUUID();
      const month = one(MONTHS);
      return {
        measure: "certified",
        subject: subjectId,
        kind: "BENEFIT",
        subjectId,
        enterpriseId: houses[upTo(7)] ?? "",
        month,
        at: new Date(`${month}-05T04:00:00Z`),
        value: BigInt(1 + upTo(one([90_000_000, 900_000_000]))),
      };
    }),
  });
}

/** Two activities of each alliance, with people by name and some who were only counted. */
export async function fillActivities({ alliances, houses, author }: World): Promise<void> {
  const { upTo } = dice(157);
  for (const [n, allianceId] of [...alliances, ...alliances].entries()) {
    const at = new Date(Date.UTC(YEAR, upTo(12), 5, 4));
    const { id: activityId } = await db.activity.create({
      select: { id: true },
      data: {
        allianceId,
        kind: n < 2 ? "COLLABORATION" : "LECTURE",
        state: "HELD",
        topic: `协作 ${n}`,
        hostId: houses[3],
        startsAt: at,
        heldAt: at,
        publishedAt: at,
        listeners: n * 3,
        createdById: author.personId,
        createdAt: at,
        clientId: randomUUID(),
      },
    });
    await db.activityAttendance.createMany({
      data: Array.from({ length: 20 }, (_, k) => ({
        activityId,
        who: `name:参加人${k % (12 + n)}${k < 12 + n ? "" : `-${k}`}`,
        name: `参加人${k}`,
        unitId: houses[k % 7] ?? null,
        via: "BEHALF" as const,
        at,
      })),
    });
  }
}
