import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitting, type Me, type OpenProblem, resemblance, worthAmong } from "#app/modules/solving/for-me/rules.ts";

const word = fc.constantFrom("压盖", "歪盖", "灌装", "轴承", "异响", "温控", "炉温", "张力", "套印", "静电");
const text = fc.array(word, { minLength: 1, maxLength: 8 });
const speciality = word.map((name) => ({ name, tokens: [name] }));
const problems: fc.Arbitrary<OpenProblem[]> = fc.uniqueArray(
  fc.record({ id: fc.uuid(), tokens: text, publishedAt: fc.nat(1_000) }),
  { maxLength: 8, selector: (one) => one.id },
);
const me: fc.Arbitrary<Me> = fc.record({
  specialities: fc.array(speciality, { maxLength: 3 }),
  studioSpecialities: fc.array(speciality, { maxLength: 3 }),
  cases: fc.uniqueArray(
    fc.record({ id: fc.uuid(), number: fc.constant("26-AAAAA"), title: fc.constant("旧案"), tokens: text }),
    { maxLength: 6, selector: (one) => one.id },
  ),
});

describe("problems for a craftsman", () => {
  test("only what is open is shown, each once, each with a reason that is true", () => {
    fc.assert(
      fc.property(me, problems, (who, open) => {
        const fits = fitting(who, open, 20);
        expect(new Set(fits.map((one) => one.id)).size).toBe(fits.length);
        for (const { id, reasons } of fits) {
          const problem = open.find((one) => one.id === id);
          expect(problem).toBeDefined();
          expect(reasons.length).toBeGreaterThan(0);
          for (const reason of reasons) {
            if (reason.kind === "own-cases")
              for (const one of reason.examples) expect(who.cases.map((own) => own.id)).toContain(one.id);
            else for (const name of reason.names) expect(problem?.tokens).toContain(name);
          }
        }
      }),
    );
  });

  test("the order they come in never shows", () => {
    fc.assert(
      fc.property(
        me,
        problems.chain((open) => fc.tuple(fc.constant(open), fc.shuffledSubarray(open, { minLength: open.length }))),
        (who, [open, other]) => {
          expect(fitting(who, other, 20)).toEqual(fitting(who, open, 20));
        },
      ),
    );
  });

  test("resemblance is the same both ways, whole for equal texts and nothing for foreign ones", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const worth = worthAmong([a, b, ["别的"]]);
        const [one, other] = [new Set(a), new Set(b)];
        expect(resemblance(one, other, worth)).toBeCloseTo(resemblance(other, one, worth));
        expect(resemblance(one, one, worth)).toBeCloseTo(1);
      }),
    );
    expect(resemblance(new Set(["压盖"]), new Set(["炉温"]), worthAmong([["压盖"], ["炉温"]]))).toBe(0);
  });
});
