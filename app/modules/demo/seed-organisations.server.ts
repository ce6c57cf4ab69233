import { randomUUID } from "node:crypto";
import { subYears } from "date-fns/subYears";
import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import type { OrganisationKind, Role } from "#app/modules/accounts/actor.ts";
import { hashPassword } from "#app/modules/accounts/password.server.ts";
import { firstReviewOn } from "#app/modules/alliances/review-day.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import { enterprises, studios } from "#prisma/seed/content/organisations.ts";
import { craftsmen1 } from "#prisma/seed/content/people-craftsmen-1.ts";
import { craftsmen2 } from "#prisma/seed/content/people-craftsmen-2.ts";
import { staff } from "#prisma/seed/content/people-staff.ts";
import type { DemoPerson } from "#prisma/seed/content/types.ts";
import { dateOf, daysFrom, earlierThisYear } from "./demo-days.ts";
import { DEMO_BODIES, DEMO_OFFICIALS, DEMO_PASSWORD, DEMO_SIGN_INS, UNION_PARENT } from "./demo-people.ts";

export type DemoWorld = {
  /** Organisation ids by key. */
  organisations: Map<string, string>;
  /** Person ids by key. */
  people: Map<string, string>;
};

const STAFF_ROLE: Record<string, Role> = { reviewer: "REVIEWER", finance: "FINANCE" };
const memberOf = (person: DemoPerson): { organisation: string; role: Role } => {
  const [organisation = "", seat = ""] = person.key.split(".");
  if (person.trade !== undefined) return { organisation, role: seat === "lead" ? "STUDIO_LEADER" : "CRAFTSMAN" };
  return { organisation, role: STAFF_ROLE[seat] ?? "ENGINEER" };
};

/**
 * Creates the invented federation with its enterprises, studios, alliances and people, as of three years ago;
 * `remember` writes the world down in the same transaction, for a seeding that has to go on later.
 */
export async function seedOrganisations(
  now: Date,
  remember: (tx: Tx, world: DemoWorld) => Promise<void>,
): Promise<DemoWorld> {
  const since = subYears(now, 3);
  // In this year, whatever day it is.
  const otherFormed = earlierThisYear(now, 200);
  const world: DemoWorld = { organisations: new Map(), people: new Map() };
  const idOf = (key: string) => {
    const id = world.organisations.get(key) ?? randomUUID();
    world.organisations.set(key, id);
    return id;
  };
  const organisation = (
    key: string,
    kind: OrganisationKind,
    parent: string | null,
    names: { name: string; shortName?: string; nameEn: string; about?: string },
  ) => ({
    id: idOf(key),
    kind,
    parentId: parent === null ? null : idOf(parent),
    shortName: "",
    about: "",
    ...names,
    isDemo: true,
    createdAt: since,
  });
  const rows = [
    ...DEMO_BODIES.map((body) =>
      organisation(body.key, body.kind, body.parent, { name: body.name, nameEn: body.nameEn }),
    ),
    ...enterprises.flatMap((e) => [
      organisation(`union:${e.key}`, "ENTERPRISE_UNION", UNION_PARENT[e.key] ?? "federation", {
        name: `${e.shortName}工会`,
        nameEn: `${e.nameEn} union`,
      }),
      organisation(e.key, "ENTERPRISE", `union:${e.key}`, {
        name: e.name,
        shortName: e.shortName,
        nameEn: e.nameEn,
        about: e.about,
      }),
    ]),
    ...studios.map((s) =>
      organisation(s.key, "STUDIO", s.enterprise, { name: s.name, nameEn: s.nameEn, about: s.about }),
    ),
  ];
  const everybody = [...staff, ...craftsmen1, ...craftsmen2];
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const signIns = new Map(DEMO_SIGN_INS.map((one) => [one.key, one.email]));
  const personRow = (key: string, name: string) => {
    const id = randomUUID();
    world.people.set(key, id);
    const email = signIns.get(key) ?? null;
    return { id, name, email, passwordHash: email ? passwordHash : null, createdAt: since };
  };
  const people = [
    ...everybody.map((p) => personRow(p.key, p.name)),
    ...DEMO_OFFICIALS.map((p) => personRow(p.key, p.name)),
  ];
  const personId = (key: string) => world.people.get(key) ?? "";
  const groups = [...new Set(enterprises.flatMap((e) => e.group ?? []))].map((name) => ({ id: randomUUID(), name }));

  await inTransaction(async (tx) => {
    await tx.organisation.createMany({ data: rows });
    await tx.enterpriseGroup.createMany({ data: groups });
    await tx.enterprise.createMany({
      data: enterprises.map((e) => ({
        organisationId: idOf(e.key),
        industry: e.industry,
        groupId: groups.find((g) => g.name === e.group)?.id ?? null,
        address: e.address,
      })),
    });
    await tx.studio.createMany({
      data: studios.map((s) => ({
        organisationId: idOf(s.key),
        level: s.level,
        ...(s.designatedOn
          ? {
              designatedOn: new Date(s.designatedOn),
              state: "DESIGNATED" as const,
              reviewDueOn: firstReviewOn(new Date(s.designatedOn), dateOf(now)),
            }
          : { designatedOn: null, state: "NONE" as const, reviewDueOn: null }),
        specialities: s.specialities,
        premises: s.premises,
      })),
    });
    await tx.alliance.createMany({
      data: [
        {
          organisationId: idOf("alliance"),
          kind: "CROSS_ENTERPRISE",
          formedOn: dateOf(daysFrom(now, -760)),
          leadUnitId: idOf("machine-tools"),
        },
        {
          organisationId: idOf("other-alliance"),
          kind: "PROFESSIONAL",
          formedOn: dateOf(otherFormed),
          leadUnitId: idOf("other"),
        },
      ],
    });
    const inMain = [...enterprises.filter((e) => e.key !== "other"), ...studios].map((one) => one.key);
    await tx.allianceMember.createMany({
      data: [
        ...inMain.map((key) => ({ allianceId: idOf("alliance"), memberId: idOf(key), joinedAt: since })),
        { allianceId: idOf("other-alliance"), memberId: idOf("other"), joinedAt: otherFormed },
      ],
    });
    await tx.allianceChair.createMany({
      data: [
        {
          allianceId: idOf("alliance"),
          chairId: idOf("brewery"),
          startsOn: dateOf(daysFrom(now, -400)),
          endsOn: dateOf(daysFrom(now, -40)),
        },
        { allianceId: idOf("alliance"), chairId: idOf("gearbox"), startsOn: dateOf(daysFrom(now, -39)) },
      ],
    });
    await tx.person.createMany({ data: people });
    await tx.membership.createMany({
      data: [
        ...everybody.map((p) => {
          const { organisation: key, role } = memberOf(p);
          return { personId: personId(p.key), organisationId: idOf(key), role, startsAt: since };
        }),
        ...DEMO_OFFICIALS.map((p) => ({
          personId: personId(p.key),
          organisationId: idOf(p.organisation),
          role: p.role,
          startsAt: since,
        })),
      ],
    });
    await tx.craftsmanProfile.createMany({
      data: everybody
        .filter((p) => p.trade !== undefined)
        .map((p) => ({
          personId: personId(p.key),
          honourTier: p.honourTier ?? null,
          title: p.title ?? null,
          trade: p.trade ?? "",
          specialities: p.specialities ?? [],
          years: p.years ?? null,
          bio: p.bio ?? "",
        })),
    });
    await remember(tx, world);
    await recordEvent(tx, {
      type: "installation.seeded",
      organisationId: idOf("platform"),
      subjectKind: "installation",
      subjectId: idOf("platform"),
      by: null,
      payload: { organisations: rows.length, people: people.length },
      at: now,
    });
  });
  return world;
}
