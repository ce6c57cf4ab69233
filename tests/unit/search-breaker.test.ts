import fc from "fast-check";
import { expect, it } from "vitest";
import { Breaker } from "#search/breaker.ts";

it("believes a refusal at once, and slowness the second time", () => {
  const refused = new Breaker();
  refused.failed(0, false);
  expect([refused.allows(0), refused.allows(999), refused.open]).toEqual([false, false, true]);
  const slow = new Breaker();
  slow.failed(0, true);
  expect([slow.allows(0), slow.open]).toEqual([true, false]);
  slow.failed(0, true);
  expect([slow.allows(0), slow.open]).toEqual([false, true]);
});

it("lets one through after the pause, and all once that one was answered", () => {
  const breaker = new Breaker();
  breaker.failed(0, false);
  expect([breaker.allows(1_000), breaker.allows(1_000), breaker.allows(1_500)]).toEqual([true, false, false]);
  breaker.succeeded();
  expect([breaker.allows(1_000), breaker.allows(1_000), breaker.open]).toEqual([true, true, false]);
});

it("leaves what goes on failing alone for longer and longer, and never for more than 15 seconds", () => {
  const check = fc.check(
    fc.property(fc.array(fc.record({ slow: fc.boolean(), after: fc.nat(60_000) }), { maxLength: 30 }), (questions) => {
      const breaker = new Breaker();
      let now = 0;
      let last = Number.NEGATIVE_INFINITY;
      let failures = 0;
      for (const { slow, after } of questions) {
        now += after;
        const since = now - last;
        const allowed = breaker.allows(now);
        if (since >= 15_000) expect(allowed).toBe(true);
        if (failures > 1 && since < Math.min(1_000 * 2 ** (failures - 1), 15_000)) expect(allowed).toBe(false);
        if (!allowed) continue;
        breaker.failed(now, slow);
        last = now;
        failures += 1;
      }
    }),
  );
  expect(check.failed, String(check.errorInstance)).toBe(false);
});
