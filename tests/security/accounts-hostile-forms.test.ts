import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { paths } from "#app/lib/paths.ts";
import { invitePerson } from "#app/modules/accounts/invite-person.server.ts";
import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { actorOf, makePerson, makeWorld, PASSWORD, type World } from "#tests/support/people.server.ts";
import { dataOf } from "./world/use-world.ts";

const product = useInProcessProduct({ jobs: false });
let world: World;
let token = "";
const cookies: Record<string, string> = {};
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await makeWorld();
  const made = {
    admin: await makePerson(["ADMIN", world.platform]),
    reviewer: await makePerson(["REVIEWER", world.enterprise]),
    secretary: await makePerson(["SECRETARIAT", world.alliance]),
    leader: await makePerson(["STUDIO_LEADER", world.studio]),
    craftsman: await makePerson(["CRAFTSMAN", world.studio]),
    engineer: await makePerson(["ENGINEER", world.enterprise]),
  };
  for (const [name, person] of Object.entries(made)) {
    ids[name] = person.id;
    cookies[name] = await product.signIn(person.id);
  }
  await db.person.update({ where: { id: ids.leader }, data: { email: "taken@test.example" } });
  await db.person.update({ where: { id: ids.craftsman }, data: { phone: "13800001111" } });
  ({ token } = await invitePerson(await actorOf(made.reviewer), {
    organisationId: world.enterprise,
    role: "ENGINEER",
  }));
});

type Values = Record<string, string | string[]>;

async function send(
  who: string | null,
  path: string,
  values: Values,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; location: string | null }> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one);
  const cookie = who ? { Cookie: cookies[who] ?? "" } : {};
  const answer = await fetch(product.url + path, {
    method: "POST",
    body,
    redirect: "manual",
    headers: { ...cookie, Origin: product.url, ...headers } as Record<string, string>,
  });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("Location") };
}

/** Each form with a right value for every field; the tests spoil one after the other. */
const forms = (): [who: string | null, path: string, values: Record<string, string>][] => [
  [null, "/login", { identifier: "nobody@test.example", password: "x", returnTo: "/me" }],
  [
    null,
    paths.invitation(token),
    {
      intent: "create",
      name: "甲",
      email: "a@test.example",
      phone: "",
      password: "long enough",
      repeat: "different one",
    },
  ],
  ["engineer", "/me", { intent: "password", current: "wrong one", password: "long enough", repeat: "long enough" }],
  ["engineer", "/me", { intent: "lay-down", membershipId: world.enterprise, reason: "x" }],
  ["engineer", "/me/sessions", { key: "0".repeat(64) }],
  [
    "engineer",
    "/me/deputies",
    {
      intent: "name",
      organisationId: world.enterprise,
      deputyId: ids.craftsman ?? "",
      startsOn: "2026-01-01",
      endsOn: "2026-01-02",
    },
  ],
  ["engineer", "/me/deputies", { intent: "end", deputyRelationId: world.enterprise }],
  ["engineer", "/me/organisation", { organisationId: world.rival }],
  ["engineer", "/me/locale", { locale: "xx", returnTo: "/" }],
  ["engineer", "/me/theme", { theme: "xx", returnTo: "/" }],
  [
    "admin",
    "/organisations/new",
    {
      kind: "STUDIO",
      parentId: world.union,
      name: "甲",
      shortName: "",
      nameEn: "",
      about: "",
      level: "MUNICIPAL",
      designatedOn: "2020-01-01",
      specialities: "a、b",
      premises: "",
    },
  ],
  [
    "reviewer",
    paths.editOrganisation(world.enterprise),
    {
      intent: "save",
      version: "99",
      name: "甲",
      shortName: "",
      nameEn: "",
      about: "",
      address: "",
      aliases: "a",
      industry: "FOOD",
    },
  ],
  ["admin", paths.editOrganisation(world.enterprise), { intent: "close", version: "99", reason: "x" }],
  [
    "reviewer",
    paths.organisationMembers(world.enterprise),
    { intent: "invite", role: "ADMIN", name: "甲", contact: "x" },
  ],
  [
    "reviewer",
    paths.organisationMembers(world.enterprise),
    { intent: "add", personId: world.rival, role: "ENGINEER", endsOn: "2030-01-01", isHead: "on" },
  ],
  [
    "reviewer",
    paths.organisationMembers(world.enterprise),
    { intent: "end", membershipId: world.rival, deputyId: world.rival, reason: "x" },
  ],
  ["reviewer", paths.organisationMembers(world.enterprise), { intent: "revoke", invitationId: world.rival }],
  [
    "secretary",
    paths.allianceMembers(world.alliance),
    { intent: "join", memberId: world.stranger, joinedOn: "2999-01-01" },
  ],
  [
    "secretary",
    paths.allianceMembers(world.alliance),
    { intent: "leave", allianceMemberId: world.stranger, reason: "x" },
  ],
  [
    "secretary",
    paths.allianceMembers(world.alliance),
    { intent: "chair", chairId: world.stranger, startsOn: "2026-01-01" },
  ],
  ["secretary", paths.allianceMembers(world.alliance), { intent: "lead", leadUnitId: world.stranger }],
  [
    "leader",
    paths.editCraftsman(ids.craftsman ?? ""),
    { intent: "save", version: "99", trade: "x", specialities: "x", years: "5", bio: "x", workloadCap: "999" },
  ],
  [
    "leader",
    paths.editCraftsman(ids.craftsman ?? ""),
    { intent: "tie", otherId: world.rival, as: "mentor", startsOn: "2020-01-01" },
  ],
  ["leader", paths.craftsman(ids.craftsman ?? ""), { tieId: world.rival }],
  ["admin", "/admin/people", { name: "甲", email: "taken@test.example", phone: "13800001111" }],
  [
    "admin",
    paths.adminPerson(ids.engineer ?? ""),
    { intent: "change", version: "99", name: "甲", email: "a@test.example", phone: "" },
  ],
  ["admin", paths.adminPerson(ids.engineer ?? ""), { intent: "role", place: `${world.enterprise}:ADMIN`, endsOn: "" }],
  ["admin", paths.adminPerson(ids.engineer ?? ""), { intent: "end", membershipId: world.rival, reason: "x" }],
];

const NASTY: [string, (value: string) => string | string[]][] = [
  ["far too long", () => "长".repeat(20_000)],
  ["NUL and control characters", (value) => `${value}\u0000\u0007`],
  ["empty", () => ""],
  ["repeated", (value) => [value, value, "x"]],
  ["a number out of range", () => "99999999999999999999"],
  ["SQL", () => '\'; DROP TABLE "Person"; --'],
  ["a date that is none", () => "0000-00-00"],
  ["the first year", () => "0001-01-01"],
  ["half an emoji", () => "\ud83d"],
  ["markup", () => "<script>alert(1)</script>"],
];

const REFUSALS = [400, 403, 404, 409, 422, 429];

describe("every form of people and organisations", () => {
  it("answers nonsense in any field with a refusal, never with a fault, and changes nothing", async () => {
    const facts = async () =>
      JSON.stringify([
        await db.membership.count(),
        await db.person.count(),
        await db.organisation.count(),
        await db.mentorTie.count(),
        await db.deputy.count(),
        await db.allianceMember.count(),
      ]);
    const before = await facts();
    const wrong: string[] = [];
    let turn = 0;
    for (const [who, path, values] of forms()) {
      for (const name of Object.keys(values).filter((field) => field !== "intent")) {
        for (const [what, spoil] of NASTY) {
          turn += 1;
          // With script the answer alone comes back; every third is sent without, and draws the page again, as does all markup.
          const address = turn % 3 === 0 || what === "markup" ? path : dataOf(path);
          const { status, text } = await send(who, address, { ...values, [name]: spoil(values[name] ?? "") });
          if (!REFUSALS.includes(status)) wrong.push(`${path} ${values.intent ?? ""} ${name}: ${what} → ${status}`);
          if (text.includes("<script>alert(1)")) wrong.push(`${path} ${name}: markup comes back as markup`);
        }
        const { [name]: _, ...rest } = values;
        const { status } = await send(who, dataOf(path), rest);
        if (!REFUSALS.includes(status)) wrong.push(`${path} ${values.intent ?? ""} without ${name} → ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await facts()).toBe(before);
  });

  it("keeps what was typed, but no password, and says what is wrong beside the field", async () => {
    const { status, text } = await send(null, paths.invitation(token), {
      intent: "create",
      name: "张三丰",
      email: "not-an-address",
      phone: "",
      password: "geheim-geheim",
      repeat: "anders",
    });
    expect(status).toBe(422);
    expect(text).toContain("张三丰");
    expect(text).toContain("not-an-address");
    expect(text).not.toContain("geheim-geheim");
    expect(text).toContain("请填写正确的邮箱");
    expect(text).toContain("两次填写的密码不一致");
  });

  it("is refused from another site, signed out, and to those it is not for", async () => {
    const { status } = await send(
      "admin",
      "/admin/people",
      { name: "x", email: "x@test.example" },
      { Origin: "https://evil.example" },
    );
    expect(status).toBe(403);
    expect((await send(null, "/admin/people", { name: "x", email: "x@test.example" })).location).toMatch(/^\/login/);
    for (const who of ["engineer", "reviewer", "secretary", "leader"])
      expect((await send(who, "/admin/people", { name: "x", email: "x@test.example" })).status).toBe(404);
    expect(
      (await send("engineer", paths.organisationMembers(world.rival), { intent: "invite", role: "ENGINEER" })).status,
    ).toBe(404);
    expect(
      (await send("engineer", paths.organisationMembers(world.enterprise), { intent: "invite", role: "ENGINEER" }))
        .status,
    ).toBe(404);
    expect(await db.person.count({ where: { email: "x@test.example" } })).toBe(0);
  });

  it("leads on to own paths only after signing in", async () => {
    const { email } = await db.person.findUniqueOrThrow({ where: { id: ids.engineer } });
    for (const returnTo of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:alert(1)",
      "\\\\evil.example",
      "/%0d%0aX: y",
    ]) {
      const { status, location } = await send(null, "/login", {
        identifier: email ?? "",
        password: PASSWORD,
        returnTo,
      });
      expect(status).toBe(302);
      expect(new URL(location ?? "", "http://own.test").host).toBe("own.test");
    }
    expect(
      (await send(null, "/login", { identifier: email ?? "", password: PASSWORD, returnTo: "/problems?state=DRAFT" }))
        .location,
    ).toBe("/problems?state=DRAFT");
  });

  it("takes other bodies than forms for what they are", async () => {
    for (const [type, body] of [
      ["application/json", '{"name":"x"}'],
      ["multipart/form-data; boundary=x", "--x\r\nbroken"],
      ["text/plain", "x"],
    ] as const) {
      const answer = await fetch(`${product.url}/admin/people`, {
        method: "POST",
        body,
        redirect: "manual",
        headers: { Cookie: cookies.admin ?? "", Origin: product.url, "Content-Type": type },
      });
      expect(REFUSALS).toContain(answer.status);
    }
  });
});
