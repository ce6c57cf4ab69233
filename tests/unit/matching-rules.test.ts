import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Candidate,
  obstacleOf,
  type Precedent,
  specialityMatch,
  suggestPeople,
  suggestStudios,
  type Wanted,
} from "#app/modules/solving/matching/rules.ts";

const ids = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
const id = fc.constantFrom(...ids);
const studio = fc.constantFrom("s1" as const, "s2" as const, "s3" as const, "s4" as const);
const enterprise = fc.constantFrom("e1", "e2", "e3");
const alliance = fc.constantFrom("A", "B");
const tokens = ["阀门", "压盖", "轴承", "plc", "视觉", "温控"] as const;
const speciality = fc.constantFrom(...tokens).map((name) => ({ name, tokens: [name] }));
const consent = fc.constantFrom(null, "GRANTED" as const, "REQUESTED" as const, "REFUSED" as const);

/** What is true of a studio is true for all of its members. */
const studioFacts = fc.record({
  enterpriseId: fc.option(enterprise),
  alliances: fc.subarray(["A", "B"]),
  studioSpecialities: fc.array(speciality, { maxLength: 2 }),
  consent,
});
const member = fc.record({
  personId: id,
  studioId: studio,
  specialities: fc.array(speciality, { maxLength: 3 }),
  tier: fc.constantFrom(null, "NATIONAL" as const, "ENTERPRISE" as const),
  open: fc.nat(5),
  cap: fc.integer({ min: 0, max: 4 }),
  tiedTo: fc.subarray([...ids], { maxLength: 1 }),
  declined: fc.boolean(),
});
const candidates: fc.Arbitrary<Candidate[]> = fc
  .tuple(
    fc.record({ s1: studioFacts, s2: studioFacts, s3: studioFacts, s4: studioFacts }),
    fc.uniqueArray(member, { maxLength: 20, selector: (one) => `${one.personId}@${one.studioId}` }),
  )
  .map(([studios, members]) =>
    members.map((one) => {
      const { alliances, ...facts } = studios[one.studioId];
      const bodies = [one.studioId, ...(facts.enterpriseId ? [facts.enterpriseId] : []), ...alliances];
      return { ...one, ...facts, bodies, name: one.personId, studio: one.studioId };
    }),
  );
const precedents: fc.Arbitrary<Precedent[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.uuid(),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      common: fc.double({ min: 0, max: 1, noNaN: true }),
      sameModel: fc.boolean(),
      studioId: studio,
      memberIds: fc.subarray([...ids], { minLength: 1, maxLength: 3 }),
      abroad: fc.constantFrom(null, true, false),
    })
    .map((one) => ({ ...one, number: one.id.slice(0, 4), title: one.id, leadIds: one.memberIds.slice(0, 1) })),
  { maxLength: 12, selector: (one) => one.id },
);
const wanted: fc.Arbitrary<Wanted> = fc.record({
  circle: fc.oneof(
    fc.uniqueArray(alliance).map((all) => new Set<string>(all)),
    fc.uniqueArray(studio).map((all) => new Set<string>(all)),
  ),
  posterIds: fc.uniqueArray(id, { maxLength: 2 }),
  enterpriseId: fc.option(enterprise),
  worth: fc
    .array(fc.tuple(fc.constantFrom(...tokens), fc.double({ min: 0.01, max: 1, noNaN: true })))
    .map((all) => new Map<string, number>(all)),
});
const world = fc.tuple(wanted, candidates, precedents);

describe("who is suggested", () => {
  test("nobody without room, nobody with a conflict, nobody outside of the circle, nobody whose employer refused", () => {
    fc.assert(
      fc.property(world, ([problem, all, cases]) => {
        for (const { personId, studioId } of suggestPeople(problem, all, cases, 20)) {
          const one = all.find((other) => other.personId === personId && other.studioId === studioId);
          expect(one).toBeDefined();
          if (!one) continue;
          expect(one.open).toBeLessThan(one.cap);
          expect(problem.posterIds).not.toContain(personId);
          expect(one.tiedTo.filter((tied) => problem.posterIds.includes(tied))).toEqual([]);
          expect(one.consent).not.toBe("REFUSED");
          expect(one.declined).toBe(false);
          const own = problem.enterpriseId !== null && one.enterpriseId === problem.enterpriseId;
          expect(own || one.bodies.some((body) => problem.circle.has(body))).toBe(true);
        }
      }),
    );
  });

  test("a studio is suggested only while one of its members could be", () => {
    fc.assert(
      fc.property(world, ([problem, all, cases]) => {
        const possible = new Set(all.filter((one) => obstacleOf(one, problem) === null).map((one) => one.studioId));
        for (const { studioId } of suggestStudios(problem, all, cases, 20)) expect(possible).toContain(studioId);
      }),
    );
  });

  test("the order they come in never shows", () => {
    const shuffled = world.chain(([problem, all, cases]) =>
      fc.record({
        problem: fc.constant(problem),
        all: fc.constant(all),
        cases: fc.constant(cases),
        otherAll: fc.shuffledSubarray(all, { minLength: all.length }),
        otherCases: fc.shuffledSubarray(cases, { minLength: cases.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ problem, all, cases, otherAll, otherCases }) => {
        expect(suggestPeople(problem, otherAll, otherCases, 5)).toEqual(suggestPeople(problem, all, cases, 5));
        expect(suggestStudios(problem, otherAll, otherCases, 5)).toEqual(suggestStudios(problem, all, cases, 5));
      }),
    );
  });

  test("whoever is suggested solved something similar or has a speciality for it", () => {
    fc.assert(
      fc.property(world, fc.nat(6), ([problem, all, cases], most) => {
        const said = [...suggestPeople(problem, all, cases, most), ...suggestStudios(problem, all, cases, most)];
        for (const { reasons } of said) expect(["cases", "related", "specialities"]).toContain(reasons[0]?.kind);
      }),
    );
  });

  test("a faint trace brings nobody, and takes no place from whoever comes after it", () => {
    const skilled = person("y", { specialities: [{ name: "压盖", tokens: ["压盖", "盖机", "真空"] }] });
    const worth = new Map([
      ["压盖", 0.01],
      ["盖机", 0.01],
    ]);
    // One faint case outweighs a speciality of common words, and neither the case nor a colleague's work is a ground.
    const faint = solved("x", 0.35);
    const colleague = person("z", { studioId: "studio-x", bodies: ["studio-x", "theirs", "A"] });
    const found = suggestPeople({ ...asked, worth }, [person("x"), colleague, skilled], [faint], 1);
    expect(found.map((one) => one.personId)).toEqual(["y"]);
    const studios = suggestStudios({ ...asked, worth }, [person("x"), colleague, skilled], [faint], 1);
    expect(studios.map((one) => one.studioId)).toEqual(["studio-y"]);
    expect(studios[0]?.reasons[0]).toEqual({ kind: "specialities", names: ["压盖"] });
  });

  test("a case with little in common is called related, and puts people among the first five only", () => {
    const many = Array.from({ length: 9 }, (_, n) => person(`p${n}`));
    const little = many.map((one, n) => solved(one.personId, 0.9 - n / 100, { common: 0.05, id: `c${n}` }));
    const skilled = person("z", { specialities: [{ name: "压盖", tokens: ["压盖", "盖机", "真空"] }] });
    const worth = new Map([
      ["压盖", 0.01],
      ["盖机", 0.01],
    ]);
    const found = suggestPeople({ ...asked, worth }, [...many, skilled], little, 8);
    expect(found.map((one) => one.personId)).toEqual(["p0", "p1", "p2", "p3", "p4", "z"]);
    expect(found[0]?.reasons[0]).toMatchObject({ kind: "related", count: 1, examples: [{ id: "c0" }] });
    const model = suggestPeople(asked, many, [solved("p0", 1, { common: 0.01, sameModel: true })], 8);
    expect(model[0]?.reasons[0]).toMatchObject({ kind: "cases", sameModel: 1 });
  });

  test("each person stands there once, and no more than asked for", () => {
    fc.assert(
      fc.property(world, fc.nat(6), ([problem, all, cases], most) => {
        const people = suggestPeople(problem, all, cases, most).map((one) => one.personId);
        expect(people.length).toBeLessThanOrEqual(most);
        expect(new Set(people).size).toBe(people.length);
      }),
    );
  });
});

describe("what is said", () => {
  test("reasons name only the cases that were handed in, and only the person's own", () => {
    fc.assert(
      fc.property(world, ([problem, all, cases]) => {
        for (const { personId, reasons } of suggestPeople(problem, all, cases, 20)) {
          for (const reason of reasons) {
            if (reason.kind !== "cases") continue;
            const own = cases.filter((one) => one.memberIds.includes(personId));
            expect(reason.count).toBeLessThanOrEqual(own.length);
            for (const example of reason.examples) expect(own.map((one) => one.id)).toContain(example.id);
          }
        }
      }),
    );
  });

  test("who may not know who asks hears nothing of enterprises", () => {
    fc.assert(
      fc.property(world, ([problem, all, cases]) => {
        const blind = { ...problem, enterpriseId: null, posterIds: [] };
        const said = [...suggestPeople(blind, all, cases, 20), ...suggestStudios(blind, all, cases, 20)];
        expect(said.flatMap((one) => one.reasons).some((reason) => reason.kind === "enterprise")).toBe(false);
      }),
    );
  });

  test("for who may not know who asks, the order is the same whoever asks", () => {
    fc.assert(
      fc.property(world, ([problem, all, cases]) => {
        const blind = { ...problem, enterpriseId: null, posterIds: [] };
        const other = all.map((one) => ({ ...one, tiedTo: [] }));
        expect(suggestPeople(blind, other, cases, 20)).toEqual(suggestPeople(blind, all, cases, 20));
      }),
    );
  });
});

const person = (personId: string, changes: Partial<Candidate> = {}): Candidate => ({
  personId,
  name: personId,
  studioId: `studio-${personId}`,
  studio: personId,
  enterpriseId: "theirs",
  bodies: [`studio-${personId}`, "theirs", "A"],
  specialities: [],
  studioSpecialities: [],
  tier: null,
  open: 0,
  cap: 3,
  tiedTo: [],
  consent: null,
  declined: false,
  ...changes,
});
const solved = (by: string, share: number, changes: Partial<Precedent> = {}): Precedent => ({
  id: `case-${by}-${share}`,
  number: "26-AAAAA",
  title: "压盖机歪盖",
  share,
  common: share,
  sameModel: false,
  studioId: `studio-${by}`,
  leadIds: [by],
  memberIds: [by],
  abroad: true,
  ...changes,
});
const asked: Wanted = {
  circle: new Set(["A"]),
  posterIds: ["poster"],
  enterpriseId: "ours",
  worth: new Map([["压盖", 1]]),
};
const order = (people: Candidate[], cases: Precedent[]) =>
  suggestPeople(asked, people, cases, 10).map((one) => one.personId);

describe("what weighs how much", () => {
  test("more similar accepted work comes first", () => {
    expect(order([person("x"), person("y")], [solved("x", 0.6), solved("y", 1)])).toEqual(["y", "x"]);
  });

  test("an honour decides between equals and never against work", () => {
    const great = person("z", { tier: "NATIONAL" });
    expect(order([person("a"), great], [solved("a", 1), solved("z", 1)])).toEqual(["z", "a"]);
    expect(order([person("a"), great], [solved("a", 1), solved("z", 0.8)])).toEqual(["a", "z"]);
    expect(order([person("a"), great], [solved("a", 1)])).toEqual(["a"]);
  });

  test("somebody free comes before somebody busy with the same record", () => {
    expect(order([person("a", { open: 2 }), person("b")], [solved("a", 1), solved("b", 1)])).toEqual(["b", "a"]);
  });

  test("another enterprise's craftsman comes before the own one with the same record", () => {
    const own = person("a", { enterpriseId: "ours", bodies: ["studio-a", "ours", "A"] });
    const found = suggestPeople(asked, [own, person("b")], [solved("a", 1), solved("b", 1)], 10);
    expect(found.map((one) => one.personId)).toEqual(["b", "a"]);
    expect(found[1]?.reasons).toContainEqual({ kind: "enterprise", own: true });
  });

  test("the reasons of the issue's example", () => {
    const plc = person("x", { open: 1, specialities: [{ name: "压盖", tokens: ["压盖"] }] });
    const cases = [solved("x", 1, { sameModel: true }), solved("x", 0.7), solved("x", 0.2)];
    expect(suggestPeople(asked, [plc], cases, 5)[0]?.reasons).toEqual([
      {
        kind: "cases",
        count: 2,
        sameModel: 1,
        examples: [
          { id: "case-x-1", number: "26-AAAAA", title: "压盖机歪盖" },
          { id: "case-x-0.7", number: "26-AAAAA", title: "压盖机歪盖" },
        ],
      },
      { kind: "specialities", names: ["压盖"] },
      { kind: "load", open: 1, cap: 3 },
      { kind: "enterprise", own: false },
      { kind: "abroad", count: 2 },
    ]);
  });

  test("a speciality counts by the part of it that the problem speaks of", () => {
    const worth = new Map([
      ["光电", 1],
      ["电传", 1],
    ]);
    expect(specialityMatch({ name: "光电传感", tokens: ["光电", "电传", "传感"] }, worth).part).toBeCloseTo(2 / 3);
    expect(specialityMatch({ name: "", tokens: [] }, worth)).toEqual({ part: 0, value: 0 });
  });
});
