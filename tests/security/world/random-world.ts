import fc from "fast-check";
import { db } from "#app/lib/db.server.ts";
import type { Depth, Knower, Matter, Place } from "../scope.ts";

const ENTERPRISES = 3;
const STUDIOS = 4;
const ALLIANCES = 2;
const PEOPLE = 6;

const index = (count: number) => fc.nat({ max: count - 1 });
const when = fc.constantFrom("now", "now", "now", "ended", "to come");
type When = "now" | "ended" | "to come";

const role = fc.oneof(
  fc.record({
    role: fc.constantFrom("ENGINEER", "REVIEWER", "FINANCE", "GUEST", "JUDGE"),
    at: fc.constant("enterprise"),
    n: index(ENTERPRISES),
  }),
  fc.record({
    role: fc.constantFrom("CRAFTSMAN", "STUDIO_LEADER", "GUEST"),
    at: fc.constant("studio"),
    n: index(STUDIOS),
  }),
  fc.record({ role: fc.constantFrom("SECRETARIAT"), at: fc.constant("alliance"), n: index(ALLIANCES) }),
  fc.record({ role: fc.constantFrom("UNION_OFFICER"), at: fc.constant("federation"), n: index(ALLIANCES) }),
  fc.record({ role: fc.constantFrom("ADMIN"), at: fc.constant("platform"), n: fc.constant(0) }),
);

const layer = fc.constantFrom("SUMMARY", "DETAIL", "CONFIDENTIAL");
const STATES = ["DRAFT", "ENTERPRISE_REVIEW", "TRIAGE", "PUBLISHED", "IN_PROGRESS", "SOLVED", "WITHDRAWN"] as const;

const problem = fc.record({
  enterprise: index(ENTERPRISES),
  author: index(PEOPLE),
  typist: fc.option(index(PEOPLE)),
  imported: fc.boolean(),
  severity: fc.constantFrom("LINE_DOWN", "SAFETY", "DEGRADED", "IMPROVEMENT"),
  state: fc.constantFrom(...STATES),
  /** For WITHDRAWN: how far it had come. */
  cameTo: fc.constantFrom("draft", "review", "triage", "published"),
  alliance: index(ALLIANCES),
  circle: fc.constantFrom("ALLIANCE", "NAMED"),
  circleOf: fc.uniqueArray(index(ENTERPRISES + STUDIOS), { maxLength: 3 }),
  detail: fc.constantFrom("ALL", "NAMED"),
  detailOf: fc.uniqueArray(index(ENTERPRISES + STUDIOS), { maxLength: 2 }),
  named: fc.uniqueArray(
    fc.record({ person: index(PEOPLE), layer, until: fc.constantFrom("never", "past", "future") }),
    {
      maxLength: 2,
      selector: (one) => one.person,
    },
  ),
  team: fc.option(
    fc.record({
      studio: index(STUDIOS),
      people: fc.uniqueArray(index(PEOPLE), { minLength: 1, maxLength: 2 }),
      running: fc.boolean(),
    }),
  ),
  consent: fc.constantFrom("none", "REQUESTED", "GRANTED", "REFUSED"),
  agreement: fc.constantFrom("none", "REQUESTED", "GRANTED"),
  agreementRequired: fc.boolean(),
  anonymous: fc.boolean(),
  shownToSecretariat: fc.boolean(),
});

export const randomWorld = fc.record({
  studioOf: fc.tuple(...Array.from({ length: STUDIOS }, () => index(ENTERPRISES))),
  federationOf: fc.tuple(...Array.from({ length: ALLIANCES }, () => index(ALLIANCES))),
  members: fc.uniqueArray(fc.record({ alliance: index(ALLIANCES), member: index(ENTERPRISES + STUDIOS), when }), {
    maxLength: 9,
    selector: (one) => `${one.alliance}-${one.member}`,
  }),
  people: fc.tuple(...Array.from({ length: PEOPLE }, () => fc.array(fc.tuple(role, when), { maxLength: 2 }))),
  deputies: fc.uniqueArray(fc.record({ absent: index(PEOPLE), deputy: index(PEOPLE), role: index(2), when }), {
    maxLength: 3,
    selector: (one) => `${one.absent}-${one.deputy}`,
  }),
  problems: fc.array(problem, { minLength: 6, maxLength: 8 }),
});
export type RandomWorld = typeof randomWorld extends fc.Arbitrary<infer T> ? T : never;

type Written = {
  federations: string[];
  alliances: string[];
  enterprises: string[];
  studios: string[];
  platform: string;
  personIds: string[];
  problemIds: string[];
};

const DAY = 86_400_000;
const dates = (now: Date, at: When) => ({
  from: new Date(now.getTime() + (at === "to come" ? DAY : -30 * DAY)),
  to: at === "ended" ? new Date(now.getTime() - DAY) : null,
});

const organisationOf = (world: Written, n: number): string => [...world.enterprises, ...world.studios][n] ?? "";

function placeOf(world: Written, drawn: RandomWorld, one: { role: string; at: string; n: number }): Omit<Place, "as"> {
  const { role: name, at, n } = one;
  if (at === "enterprise") return { role: name, kind: "ENTERPRISE", organisation: world.enterprises[n] ?? "" };
  if (at === "studio")
    return {
      role: name,
      kind: "STUDIO",
      organisation: world.studios[n] ?? "",
      enterprise: world.enterprises[drawn.studioOf[n] ?? 0],
    };
  if (at === "alliance") return { role: name, kind: "ALLIANCE", organisation: world.alliances[n] ?? "" };
  if (at === "federation") return { role: name, kind: "UNION", organisation: world.federations[n] ?? "" };
  return { role: name, kind: "PLATFORM", organisation: world.platform };
}

/** Puts the world into the database as rows, without the product's use cases. */
export async function writeWorld(drawn: RandomWorld, now: Date, newId: () => string): Promise<Written> {
  const ids = (count: number) => Array.from({ length: count }, newId);
  const world: Written = {
    federations: ids(ALLIANCES),
    alliances: ids(ALLIANCES),
    enterprises: ids(ENTERPRISES),
    studios: ids(STUDIOS),
    platform: newId(),
    personIds: ids(PEOPLE),
    problemIds: ids(drawn.problems.length),
  };
  const rows = (kind: string, list: string[], parent: (n: number) => string | null) =>
    list.map((id, n) => ({ id, kind: kind as "ENTERPRISE", name: `${kind} ${n}`, parentId: parent(n) }));
  await db.organisation.createMany({ data: rows("FEDERATION", world.federations, () => null) });
  await db.organisation.createMany({
    data: [
      ...rows("ENTERPRISE", world.enterprises, () => null),
      ...rows("ALLIANCE", world.alliances, (n) => world.federations[drawn.federationOf[n] ?? 0] ?? null),
      ...rows("PLATFORM", [world.platform], () => null),
    ],
  });
  await db.organisation.createMany({
    data: rows("STUDIO", world.studios, (n) => world.enterprises[drawn.studioOf[n] ?? 0] ?? null),
  });
  await db.alliance.createMany({
    data: world.alliances.map((organisationId) => ({ organisationId, kind: "CROSS_ENTERPRISE" as const })),
  });
  await db.allianceMember.createMany({
    data: drawn.members.map((one) => {
      const { from, to } = dates(now, one.when as When);
      return {
        allianceId: world.alliances[one.alliance] ?? "",
        memberId: organisationOf(world, one.member),
        joinedAt: from,
        leftAt: to,
      };
    }),
  });
  await db.person.createMany({ data: world.personIds.map((id, n) => ({ id, name: `P${n}` })) });
  await db.membership.createMany({
    data: drawn.people.flatMap((roles, p) =>
      roles.map(([one, at]) => {
        const { from, to } = dates(now, at as When);
        const place = placeOf(world, drawn, one);
        return {
          personId: world.personIds[p] ?? "",
          organisationId: place.organisation,
          role: place.role as "ENGINEER",
          startsAt: from,
          endsAt: to,
        };
      }),
    ),
  });
  await db.deputy.createMany({
    data: drawn.deputies.flatMap((one) => {
      const absence = absenceOf(drawn, world, one);
      const { from, to } = dates(now, one.when as When);
      const endsAt = to ?? new Date(now.getTime() + 9 * DAY);
      return absence
        ? [
            {
              personId: world.personIds[one.absent] ?? "",
              deputyId: world.personIds[one.deputy] ?? "",
              organisationId: absence.organisation,
              startsAt: from,
              endsAt,
            },
          ]
        : [];
    }),
  });
  for (const n of drawn.problems.keys()) await writeProblem(drawn, world, n, now);
  return world;
}

/** The role whose holder is away: in one organisation. */
function absenceOf(drawn: RandomWorld, world: Written, one: { absent: number; role: number }) {
  const roles = drawn.people[one.absent] ?? [];
  const found = roles[one.role];
  return found ? placeOf(world, drawn, found[0]) : null;
}

const TERMINAL_FROM = { draft: 0, review: 1, triage: 2, published: 3 } as const;
const REACHED = { DRAFT: 0, ENTERPRISE_REVIEW: 1, TRIAGE: 2, PUBLISHED: 3, IN_PROGRESS: 3, SOLVED: 3 } as const;
const reached = (one: RandomWorld["problems"][number]): number =>
  one.state === "WITHDRAWN"
    ? TERMINAL_FROM[one.cameTo as keyof typeof TERMINAL_FROM]
    : REACHED[one.state as keyof typeof REACHED];

async function writeProblem(drawn: RandomWorld, world: Written, n: number, now: Date): Promise<void> {
  const one = drawn.problems[n];
  const matter = matterOf(drawn, world, n);
  if (!one) return;
  const id = world.problemIds[n] ?? "";
  await db.problem.create({
    data: {
      id,
      number: id.slice(0, 12),
      clientId: id,
      enterpriseId: matter.enterprise,
      authorId: matter.author,
      enteredById: matter.typist,
      origin: one.imported ? "IMPORTED" : "POSTED",
      state: one.state,
      stateSince: now,
      severity: one.severity as "SAFETY",
      anonymous: one.anonymous,
      shownToSecretariat: one.shownToSecretariat,
      agreementRequired: one.agreementRequired,
      postedAt: matter.posted ? now : null,
      releasedAt: matter.released ? now : null,
      publishedAt: matter.published ? now : null,
      allianceId: matter.alliance,
    },
  });
  const details = new Set(matter.detail === "ALL" ? [] : matter.detail);
  const everyone = matter.detail === "ALL" ? ("DETAIL" as const) : ("SUMMARY" as const);
  const audiences = new Map<string, "SUMMARY" | "DETAIL">();
  if (matter.circle === "ALLIANCE") audiences.set(matter.alliance ?? "", everyone);
  else for (const organisation of matter.circle) audiences.set(organisation, everyone);
  for (const organisation of details) audiences.set(organisation, "DETAIL");
  if (matter.released) {
    await db.problemAudience.createMany({
      data: [...audiences].map(([organisationId, chosen]) => ({ problemId: id, organisationId, layer: chosen })),
    });
  }
  await db.problemNamed.createMany({
    data: one.named.map((entry) => ({
      problemId: id,
      personId: world.personIds[entry.person] ?? "",
      layer: entry.layer as "DETAIL",
      until: untilOf(entry.until, now),
      addedById: matter.author,
    })),
  });
  for (const team of matter.teams) {
    await db.engagement.create({
      data: {
        problemId: id,
        studioId: team.studio,
        startedAt: now,
        lastEntryAt: now,
        endedAt: one.team?.running ? null : now,
        end: one.team?.running ? null : "FINISHED",
        members: { create: team.people.map((personId) => ({ personId })) },
      },
    });
    const permits = [
      ["EMPLOYER_CONSENT", one.consent],
      ["AGREEMENT", one.agreement],
    ] as const;
    for (const [kind, state] of permits) {
      if (state === "none") continue;
      await db.permit.create({
        data: {
          problemId: id,
          kind,
          studioId: team.studio,
          organisationId: kind === "AGREEMENT" ? matter.enterprise : team.enterprise,
          state: state as "GRANTED",
          requestedById: matter.author,
          requestedAt: now,
        },
      });
    }
  }
}

const untilOf = (until: string, now: Date): Date | null =>
  until === "never" ? null : new Date(now.getTime() + (until === "future" ? DAY : -DAY));

/** The problem as the domain's statement sees it. */
export function matterOf(drawn: RandomWorld, world: Written, n: number): Matter {
  const one = drawn.problems[n];
  if (!one) throw new Error("no such problem");
  const steps = reached(one);
  const person = (p: number) => world.personIds[p] ?? "";
  const circle = one.circle === "ALLIANCE" ? ("ALLIANCE" as const) : one.circleOf.map((m) => organisationOf(world, m));
  const studio = one.team ? (world.studios[one.team.studio] ?? "") : "";
  const employer = one.team ? (world.enterprises[drawn.studioOf[one.team.studio] ?? 0] ?? "") : "";
  const team = one.team && {
    studio,
    enterprise: employer,
    people: one.team.people.map(person),
    consent: one.consent === "GRANTED",
    agreement: one.agreement === "GRANTED",
  };
  return {
    enterprise: world.enterprises[one.enterprise] ?? "",
    author: person(one.author),
    typist: one.typist === null ? null : person(one.typist),
    imported: one.imported,
    urgent: one.severity === "LINE_DOWN" || one.severity === "SAFETY",
    draft: one.state === "DRAFT",
    posted: steps >= 1,
    released: steps >= 2,
    published: steps >= 3,
    alliance: steps >= 2 ? (world.alliances[one.alliance] ?? null) : null,
    circle,
    detail: one.detail === "ALL" ? "ALL" : one.detailOf.map((m) => organisationOf(world, m)),
    named: one.named.map((entry) => ({
      person: person(entry.person),
      depth: (["SUMMARY", "DETAIL", "CONFIDENTIAL"].indexOf(entry.layer) + 1) as Depth,
      until: entry.until === "never" ? null : new Date(entry.until === "future" ? "2100-01-01" : "2000-01-01"),
    })),
    teams: team ? [team] : [],
    agreementRequired: one.agreementRequired,
    anonymous: one.anonymous,
    shownToSecretariat: one.shownToSecretariat,
    mergeAsked: [],
    consentAsked: team && one.consent !== "none" ? [team.enterprise] : [],
  };
}

/** The person as the domain's statement sees them. */
export function knowerOf(drawn: RandomWorld, world: Written, p: number): Knower {
  const today = (q: number) =>
    (drawn.people[q] ?? []).filter(([, at]) => at === "now").map(([one]) => placeOf(world, drawn, one));
  const mine = today(p);
  const standIn = drawn.deputies
    .filter((one) => one.deputy === p && one.absent !== p && one.when === "now")
    .flatMap((one) => {
      const absence = absenceOf(drawn, world, one);
      const isColleague = mine.some((place) => place.organisation === absence?.organisation && place.role !== "GUEST");
      if (!absence || !isColleague) return [];
      // Standing in covers every role of the absent person there that is not their own alone.
      return today(one.absent)
        .filter(
          (place) => place.organisation === absence.organisation && !["ADMIN", "JUDGE", "GUEST"].includes(place.role),
        )
        .map((place) => ({ ...place, as: world.personIds[one.absent] ?? "" }));
    });
  const places: Place[] = [...mine.map((place) => ({ ...place, as: world.personIds[p] ?? "" })), ...standIn];
  const bodies = places
    .filter((place) => place.role !== "GUEST" && place.role !== "JUDGE")
    .flatMap((place) => [place.organisation, ...(place.enterprise ? [place.enterprise] : [])]);
  const memberOf = drawn.members
    .filter((one) => one.when === "now" && bodies.includes(organisationOf(world, one.member)))
    .map((one) => world.alliances[one.alliance] ?? "");
  const unions = places.filter((place) => place.role === "UNION_OFFICER").map((place) => place.organisation);
  const officerOver = world.alliances.filter((_, a) =>
    unions.includes(world.federations[drawn.federationOf[a] ?? 0] ?? ""),
  );
  return { person: world.personIds[p] ?? "", places, memberOf, officerOver };
}
