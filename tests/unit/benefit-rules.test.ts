import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certifySchema } from "#app/modules/achievements/benefit/schema.ts";
import { calculate, decimalText, fenOfYuan, isWrong, yuanText } from "#app/modules/achievements/benefit/formula.ts";
import {
  BANDS,
  bandOf,
  countsForAwards,
  daysOf,
  linePlace,
  machineNames,
  machinePlace,
  measureKeyOf,
  roomUnderBaseline,
  samePlace,
  whyNotCertify,
} from "#app/modules/achievements/benefit/rules.ts";
import {
  allConfirmed,
  basisPointsOf,
  percentText,
  unitShares,
  WHOLE,
  whyNotShares,
} from "#app/modules/achievements/shares/rules.ts";
import { type CountedAdoption, independentAdopters, kinshipOf } from "#app/modules/knowledge/replication/rules.ts";

const input = (name: string, value: string) => ({ name, value, unit: "", source: "" });
const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const DAY_MS = 86_400_000;

describe("A benefit's formula", () => {
  const net = (formula: string, inputs: Record<string, string>, costs: string[] = []) => {
    const result = calculate({
      formula,
      inputs: Object.entries(inputs).map(([name, value]) => input(name, value)),
      costs: costs.map((fen, n) => ({ name: `费用${n}`, fen })),
    });
    return isWrong(result) ? result.key : result.netFen;
  };

  it("calculates with the names people use and deducts the costs", () => {
    const inputs = { 停机前: "6.5", 停机后: "1.25", 班次: "730", 每小时损失: "1,200" };
    expect(net("（停机前 − 停机后）× 班次 × 每小时损失", inputs, ["3800000"])).toBe(459_900_000n - 3_800_000n);
    expect(net("max(a, 0) ÷ 3", { a: "10" })).toBe(333n);
    expect(net("-a * 2 + .5", { a: "0.25" })).toBe(0n);
  });

  it("is exact where binary fractions are not, and rounds once", () => {
    expect(net("a + b", { a: "0.1", b: "0.2" })).toBe(30n);
    expect(net("a * 3", { a: "0.335" })).toBe(101n);
    expect(net("a / 3 * 3", { a: "100" })).toBe(10_000n);
  });

  it.each([
    ["a.constructor", "formula-wrong"],
    ["a[0]", "formula-wrong"],
    ["constructor", "formula-unknown"],
    ["__proto__", "formula-unknown"],
    ["process.exit(1)", "formula-wrong"],
    ["eval(a)", "formula-sign"],
    ["min.constructor(a)", "formula-wrong"],
    ["a = 5", "formula-wrong"],
    ["a; a", "formula-wrong"],
    ["a, a", "formula-wrong"],
    ["a ? a : a", "formula-wrong"],
    ["a ** 9", "formula-sign"],
    ["a % 2", "formula-sign"],
    ["a > 1", "formula-sign"],
    ["a || 1", "formula-sign"],
    ["~a", "formula-sign"],
    ["'x' + a", "formula-sign"],
    ["this", "formula-wrong"],
    ["1e9 * a", "formula-sign"],
    ["a *", "formula-wrong"],
    ["(a", "formula-wrong"],
    ["a / (a - a)", "formula-by-zero"],
    ["a * 999999999999 * 999999999999", "formula-too-big"],
    ["1 + 1", "formula-unused"],
    ["a + 停机", "formula-unknown"],
    ["", "required"],
    ["min()", "formula-wrong"],
  ])("refuses %s", (formula, key) => {
    expect(net(formula, { a: "7" })).toBe(key);
  });

  it("refuses deep nesting by its length, and names that are signs or stand twice", () => {
    expect(net("(".repeat(600), { a: "7" })).toBe("too_long");
    expect(net(`${"(".repeat(240)}a${")".repeat(240)}`, { a: "7" })).toBe(700n);
    for (const name of ["a b", "1a", "min", "", "a.b", "a".repeat(41)])
      expect(net("1", { [name]: "1" })).toBe("input-name");
    expect(net("ａ", { a: "1", ａ: "2" })).toBe("input-twice");
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 80 }),
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        (formula, name, value) => {
          const result = calculate({ formula, inputs: [{ ...input(name, value) }], costs: [] });
          expect(isWrong(result) || typeof result.netFen === "bigint").toBe(true);
        },
      ),
    );
  });

  it("agrees with whole numbers, and costs come off to the fen", () => {
    const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(whole, whole, whole, fc.nat(1_000_000), (a, b, c, cost) => {
        const expected = (BigInt(a) + BigInt(b) * BigInt(c)) * 100n;
        const result = net("a + b * c", { a: `${a}`, b: `${b}`, c: `${c}` }, [String(cost)]);
        expect(result).toBe(
          expected > 10n ** 13n || expected < -(10n ** 13n) ? "formula-too-big" : expected - BigInt(cost),
        );
      }),
    );
  });

  it("reads amounts as people type them, and writes them back", () => {
    expect(decimalText("１，２００．５")).toBe("1200.5");
    expect(decimalText("12万")).toBe(null);
    expect(fenOfYuan("1,234.5")).toBe(123_450n);
    expect(fenOfYuan("0.005")).toBe(null);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (fen) => fenOfYuan(yuanText(fen)) === fen));
  });
});

it.each([
  ["", "required"],
  ["1,2万", "not_a_number"],
  ["12.345", "two_places"],
])("a part certified as %j is told what is wrong with the amount", (amountYuan, message) => {
  const told = certifySchema.safeParse({ version: 0, decision: "PART", amountYuan, reason: "扣除人工" });
  expect(told.error?.issues).toMatchObject([{ path: ["amountYuan"], message }]);
});

describe("Bands", () => {
  it("begin at their lower bound and never fall as the amount grows", () => {
    const yuan = (n: number) => bandOf(BigInt(n) * 100n);
    expect([0, 1, 99_999, 100_000, 500_000, 1_000_000, 3_000_000, 5_999_999, 6_000_000].map(yuan)).toEqual([
      "NONE",
      "BELOW_100K",
      "BELOW_100K",
      "TO_500K",
      "TO_1M",
      "TO_3M",
      "TO_6M",
      "TO_6M",
      "FROM_6M",
    ]);
    expect(bandOf(null)).toBe("NONE");
    expect(bandOf(-5n)).toBe("NONE");
    const fen = fc.bigInt({ min: -(10n ** 6n), max: 10n ** 10n });
    fc.assert(
      fc.property(fen, fen, (a, b) => {
        if (a <= b) expect(BANDS.indexOf(bandOf(a))).toBeLessThanOrEqual(BANDS.indexOf(bandOf(b)));
      }),
    );
  });
});

describe("Shares", () => {
  const lines = fc.uniqueArray(
    fc.record({
      personId: fc.uuid(),
      organisationId: fc.constantFrom("studio", "brewery"),
      basisPoints: fc.integer({ min: 1, max: WHOLE }),
    }),
    { selector: (line) => line.personId, minLength: 1, maxLength: 12 },
  );

  it("hold exactly when they add up to 100 %, across units and among people", () => {
    fc.assert(
      fc.property(lines, (some) => {
        const sum = some.reduce((total, line) => total + line.basisPoints, 0);
        expect(whyNotShares(some) === null).toBe(sum === WHOLE);
        expect(unitShares(some).reduce((total, unit) => total + unit.basisPoints, 0)).toBe(sum);
      }),
    );
  });

  it("are refused empty, twice for one person, in parts or over", () => {
    const line = (personId: string, basisPoints: number) => ({ personId, organisationId: "studio", basisPoints });
    expect(whyNotShares([])?.key).toBe("shares-none");
    expect(whyNotShares([line("a", 5000), line("a", 5000)])).toEqual({ key: "shares-twice", index: 1 });
    expect(whyNotShares([line("a", 5000.5), line("b", 4999.5)])?.key).toBe("shares-part");
    expect(whyNotShares([line("a", 0), line("b", WHOLE)])?.key).toBe("shares-part");
    expect(whyNotShares([line("a", 5000), line("b", 4999)])).toEqual({ key: "shares-sum", sum: 9999 });
    expect(whyNotShares([line("a", 3334), line("b", 3333), line("c", 3333)])).toBe(null);
  });

  it("are typed as per cent and shown as typed", () => {
    expect(["33.33", "100", "0.01", "5 %", "１２．５％ "].map(basisPointsOf)).toEqual([3333, 10_000, 1, 500, 1250]);
    for (const typed of ["0", "100.01", "1e1", "33.333", "-5", "6 5", "6\t5", "5%5", ""])
      expect(basisPointsOf(typed)).toBe(null);
    fc.assert(fc.property(fc.integer({ min: 1, max: WHOLE }), (n) => basisPointsOf(percentText(n)) === n));
  });

  it("count once everybody confirmed the version as it stands, nobody an earlier one", () => {
    const sure = { confirmedOf: 2, objectedOf: null };
    const base = { state: "CERTIFIED" as const, origin: "ENTERED", sharesVersion: 2 };
    expect(countsForAwards({ ...base, shares: [sure, sure] })).toBe(true);
    expect(countsForAwards({ ...base, shares: [sure, { ...sure, confirmedOf: 1 }] })).toBe(false);
    expect(countsForAwards({ ...base, shares: [sure, { confirmedOf: 2, objectedOf: 2 }] })).toBe(false);
    expect(countsForAwards({ ...base, origin: "IMPORTED", shares: [sure] })).toBe(false);
    expect(countsForAwards({ ...base, state: "CORRECTED", shares: [sure] })).toBe(false);
    expect(countsForAwards({ ...base, state: "SUBMITTED", shares: [sure] })).toBe(false);
    expect(allConfirmed([], 0)).toBe(false);
  });
});

describe("Who certifies", () => {
  const facts = { recipientId: "brewery", involvedIds: ["poster", "solver"], solverStudioIds: ["studio"] };
  const own = (organisationId: string) => ({ organisationId, deputyForId: null });
  const person = { personId: "accountant", finance: [own("brewery")], recentOrganisationIds: ["brewery"] };

  it("is finance of the recipient and nobody with a part in it", () => {
    expect(whyNotCertify(person, facts)).toBe(null);
    expect(whyNotCertify({ ...person, finance: [own("rival")] }, facts)).toBe("not-finance");
    expect(whyNotCertify({ ...person, finance: [] }, facts)).toBe("not-finance");
    expect(whyNotCertify({ ...person, personId: "poster" }, facts)).toBe("involved");
    expect(whyNotCertify({ ...person, recentOrganisationIds: ["brewery", "studio"] }, facts)).toBe("solver-studio");
  });

  it("is no deputy of somebody with a part in it, but one of an absent accountant", () => {
    const deputy = (deputyForId: string) => ({ ...person, finance: [{ organisationId: "brewery", deputyForId }] });
    expect(whyNotCertify(deputy("poster"), facts)).toBe("stands-in");
    expect(whyNotCertify(deputy("colleague"), facts)).toBe(null);
    expect(whyNotCertify({ ...person, finance: [...deputy("poster").finance, own("brewery")] }, facts)).toBe(null);
  });
});

describe("One saving", () => {
  it("is at one place: a machine, a line, or a line and a machine on it", () => {
    const filler = machinePlace({ id: "1", line: "灌装 3 线" });
    const capper = machinePlace({ id: "2", line: "灌装３线" });
    expect(samePlace(filler, { ...filler })).toBe(true);
    expect(samePlace(filler, capper)).toBe(false);
    expect(samePlace(filler, linePlace("灌装3线"))).toBe(true);
    expect(samePlace(linePlace("灌装3线"), capper)).toBe(true);
    expect(samePlace(filler, linePlace("灌装4线"))).toBe(false);
    expect(samePlace(machinePlace({ id: "1", line: "" }), machinePlace({ id: "2", line: "" }))).toBe(false);
    // The line was renamed since, or the machine got into the register, or another number, since.
    const asset = { line: "灌装九线", number: "GZ-09", formerNumbers: ["GZ—03"] };
    const named = { ...filler, names: machineNames(asset) };
    for (const typed of ["灌装 3 线", "灌装九线", "gz-09", "GZ-03"]) {
      expect(samePlace(named, linePlace(typed))).toBe(true);
      expect(samePlace(linePlace(typed), named)).toBe(true);
    }
    expect(samePlace(named, linePlace("GZ-04"))).toBe(false);
    expect(samePlace(named, { ...capper, names: machineNames({ ...asset, number: "GZ-10", formerNumbers: [] }) })).toBe(
      false,
    );
    const unnamed = { line: "", number: "", formerNumbers: [] };
    expect(samePlace({ placeKey: "machine:1", lineKey: "", names: machineNames(unnamed) }, linePlace(""))).toBe(false);
    expect(measureKeyOf("OTHER", "换 型时间")).toBe(measureKeyOf("OTHER", "换型时间"));
    expect(measureKeyOf("SCRAP", "x")).toBe("SCRAP");
  });

  const span = fc
    .tuple(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 364 }))
    .map(([a, b]) => ({ fromOn: new Date(Math.min(a, b) * DAY_MS), toOn: new Date(Math.max(a, b) * DAY_MS) }));

  it("covers days, both ends counted", () => {
    expect(daysOf({ fromOn: day("2026-03-01"), toOn: day("2026-03-31") })).toBe(31);
    expect(daysOf({ fromOn: day("2026-03-01"), toOn: day("2026-03-01") })).toBe(1);
  });

  /** Days that at least one of the spans covers, counted one by one. */
  const daysTogether = (spans: readonly { fromOn: Date; toOn: Date }[]): number =>
    new Set(spans.flatMap((one) => Array.from({ length: daysOf(one) }, (_, n) => one.fromOn.getTime() + n * DAY_MS)))
      .size;

  it("and all of one fix together never exceed the recorded loss", () => {
    const claims = fc.array(fc.tuple(span, fc.bigInt({ min: 0n, max: 10_000_000n })), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000n }), claims, (loss, all) => {
        const taken: { fromOn: Date; toOn: Date; fen: bigint }[] = [];
        for (const [claim, fen] of all) {
          if (fen > roomUnderBaseline(loss, claim, taken)) continue;
          taken.push({ ...claim, fen });
          const total = taken.reduce((sum, one) => sum + one.fen, 0n);
          expect(total <= loss * BigInt(daysTogether(taken))).toBe(true);
          expect(fen <= loss * BigInt(daysOf(claim))).toBe(true);
          // Nor within any stretch of days: a long claim that is nearly empty makes no room for a short one.
          for (const { fromOn } of taken)
            for (const { toOn } of taken) {
              const within = taken.filter((one) => one.fromOn >= fromOn && one.toOn <= toOn);
              const sum = within.reduce((all, one) => all + one.fen, 0n);
              expect(within.length === 0 || sum <= loss * BigInt(daysOf({ fromOn, toOn }))).toBe(true);
            }
        }
      }),
    );
    const march = { fromOn: day("2026-03-01"), toOn: day("2026-03-31") };
    expect(roomUnderBaseline(100n, march, [])).toBe(3_100n);
    expect(roomUnderBaseline(100n, march, [{ ...march, fen: 3_000n }])).toBe(100n);
    expect(roomUnderBaseline(100n, march, [{ ...march, fen: 4_000n }])).toBe(0n);
    // What lies beside it takes nothing away.
    const april = { fromOn: day("2026-04-01"), toOn: day("2026-04-30"), fen: 3_000n };
    const february = { fromOn: day("2026-02-01"), toOn: day("2026-02-28"), fen: 2_800n };
    expect(roomUnderBaseline(100n, march, [april, february])).toBe(3_100n);
    const year = { fromOn: day("2026-01-01"), toOn: day("2026-12-31"), fen: 1n };
    expect(roomUnderBaseline(100n, march, [{ ...march, fen: 3_100n }, year])).toBe(0n);
    expect(roomUnderBaseline(100n, year, [{ ...march, fen: 3_100n }])).toBe(33_400n);
  });
});

describe("Adopters", () => {
  const side = (enterpriseId: string, groupId: string | null = null) => ({ enterpriseId, groupId });
  it("are internal in the house of poster or solvers, affiliates in their groups", () => {
    const fix = [side("brewery", "drinks"), side("tools")];
    expect(kinshipOf(side("brewery", "drinks"), fix)).toBe("INTERNAL");
    expect(kinshipOf(side("tools"), fix)).toBe("INTERNAL");
    expect(kinshipOf(side("distillery", "drinks"), fix)).toBe("AFFILIATE");
    expect(kinshipOf(side("titanium"), fix)).toBe(null);
    expect(kinshipOf(side("titanium", "metals"), fix)).toBe(null);
  });
  it("count once for an enterprise and once for a group, accepted only", () => {
    const one = (
      enterpriseId: string,
      groupId: string | null = null,
      more: Partial<CountedAdoption> = {},
    ): CountedAdoption => ({
      enterpriseId,
      groupId,
      state: "ACCEPTED",
      internal: false,
      affiliate: false,
      ...more,
    });
    expect(independentAdopters([one("a"), one("a"), one("b", "g"), one("c", "g"), one("d")])).toBe(3);
    expect(
      independentAdopters([
        one("a", null, { internal: true }),
        one("b", "g", { affiliate: true }),
        one("c", null, { state: "MEASURED" }),
      ]),
    ).toBe(0);
  });
});
