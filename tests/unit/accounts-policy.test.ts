import { describe, expect, it } from "vitest";
import { safeReturnTo } from "#app/lib/http/return-to.ts";
import { isUuid, textParam } from "#app/lib/http/params.ts";
import type { Actor, OrganisationKind, Role, Standing } from "#app/modules/accounts/actor.ts";
import { employerIds, ownEnterpriseIds } from "#app/modules/accounts/actor.ts";
import { grantableRoles, mayListMembers, type Place, revocableRoles, rolesIn } from "#app/modules/accounts/policy.ts";
import { normaliseEmail, normalisePhone } from "#app/modules/accounts/schema.ts";
import { mayStandUnder } from "#app/modules/alliances/policy.ts";

const actor = (...standings: Partial<Standing>[]): Actor => ({
  personId: "me",
  name: "我",
  locale: "zh-CN",
  now: new Date(0),
  currentOrganisationId: null,
  standings: standings.map((s) => ({
    role: "ENGINEER",
    organisationId: "e",
    organisationKind: "ENTERPRISE",
    organisationName: "",
    parentId: null,
    isHead: false,
    ...s,
  })),
  recentOrganisationIds: [],
  allianceIds: [],
  officerAllianceIds: [],
  aboveIds: [],
});
const place = (kind: OrganisationKind, fields: Partial<Place> = {}): Place => ({
  id: "x",
  kind,
  parentId: null,
  ancestorIds: [],
  allianceIds: [],
  filledRoles: [],
  ...fields,
});
const KINDS: OrganisationKind[] = [
  "PLATFORM",
  "FEDERATION",
  "COUNTY_UNION",
  "INDUSTRY_UNION",
  "ENTERPRISE_UNION",
  "ENTERPRISE",
  "STUDIO",
  "ALLIANCE",
];
const ROLES: Role[] = [
  "ENGINEER",
  "REVIEWER",
  "FINANCE",
  "CRAFTSMAN",
  "STUDIO_LEADER",
  "SECRETARIAT",
  "UNION_OFFICER",
  "JUDGE",
  "GUEST",
  "ADMIN",
];

describe("grantable roles", () => {
  it("never include ADMIN but for administrators, and never a role the place does not have", () => {
    for (const role of ROLES) {
      for (const kind of KINDS) {
        const here = place(kind, { ancestorIds: ["up"], allianceIds: ["up"], parentId: "up" });
        for (const at of ["x", "up"]) {
          const granted = grantableRoles(actor({ role, organisationId: at }), here);
          if (role !== "ADMIN") expect(granted).not.toContain("ADMIN");
          expect(rolesIn(kind)).toEqual(expect.arrayContaining(granted));
        }
        expect(grantableRoles(actor({ role, organisationId: "elsewhere" }), here).length > 0).toBe(role === "ADMIN");
      }
    }
  });

  it("are none for a deputy", () => {
    const deputyFor = { personId: "p", name: "某" };
    for (const role of ROLES)
      expect(grantableRoles(actor({ role, organisationId: "x", deputyFor }), place("ENTERPRISE"))).toEqual([]);
  });

  it("of the secretariat and the union end where an organisation has its own reviewer", () => {
    const vacant = place("ENTERPRISE", { allianceIds: ["a"], ancestorIds: ["u"] });
    const filled = { ...vacant, filledRoles: ["REVIEWER" as const] };
    for (const who of [
      actor({ role: "SECRETARIAT", organisationId: "a" }),
      actor({ role: "UNION_OFFICER", organisationId: "u" }),
    ]) {
      expect(grantableRoles(who, vacant)).toEqual(["REVIEWER"]);
      expect(grantableRoles(who, filled)).toEqual([]);
      expect(revocableRoles(who, vacant)).toEqual([]);
    }
  });
});

describe("lists of people", () => {
  it("are closed to guests and to a partner's people", () => {
    expect(mayListMembers(actor({ role: "GUEST", organisationId: "x" }), place("ENTERPRISE"))).toBe(false);
    expect(mayListMembers(actor({ organisationId: "partner" }), place("ENTERPRISE", { allianceIds: ["a"] }))).toBe(
      false,
    );
    expect(mayListMembers(actor({ organisationId: "x" }), place("ENTERPRISE"))).toBe(true);
  });
});

describe("own organisations", () => {
  it("don't include where one is a guest or a judge", () => {
    const who = actor(
      { role: "GUEST", organisationId: "g" },
      { role: "JUDGE", organisationId: "j" },
      { role: "CRAFTSMAN", organisationId: "s", organisationKind: "STUDIO", parentId: "p" },
    );
    expect(ownEnterpriseIds(who)).toEqual([]);
    expect(employerIds(who)).toEqual(["p"]);
  });
});

describe("places in the tree", () => {
  it("have no circle: whatever may stand under something, that may not stand under it", () => {
    for (const one of KINDS)
      for (const other of KINDS) expect(mayStandUnder(one, other) && mayStandUnder(other, one)).toBe(false);
    expect(mayStandUnder("PLATFORM", null)).toBe(false);
    expect(mayStandUnder("ENTERPRISE", null)).toBe(false);
  });
});

describe("what people type", () => {
  it("is brought into one form", () => {
    expect(normaliseEmail(" Ａnna@Example.COM ")).toBe("anna@example.com");
    for (const typed of ["138 0000 1111", "+86 138-0000-1111", "008613800001111", "１３８００００１１１１"])
      expect(normalisePhone(typed)).toBe("13800001111");
    expect(textParam("  a\u0000b  ", 10)).toBe("a b");
    expect([...textParam("😀".repeat(20), 5)]).toHaveLength(5);
    expect(isUuid("01890000-0000-7000-8000-00000000000g")).toBe(false);
  });

  it("leads back to own paths only", () => {
    expect(safeReturnTo("/problems?a=1#x")).toBe("/problems?a=1#x");
    for (const bad of [
      "//evil",
      "/\\evil",
      "https://evil",
      "",
      null,
      1,
      "/a b",
      "/\n/evil",
      `/${"a".repeat(3000)}`,
      "/..//evil",
    ])
      expect(safeReturnTo(bad)).toBe("/");
  });
});
