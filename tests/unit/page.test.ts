import fc from "fast-check";
import { expect, it } from "vitest";
import { pageOf } from "#app/lib/page.ts";

it("pages of rows at hand show each row once, forwards and backwards, and a foreign cursor is none", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 25 }), (count, size) => {
      const all = Array.from({ length: count }, (_, n) => ({ id: `row${n}` }));
      const seen: string[] = [];
      let page = pageOf(all, { size });
      expect(page.before).toBeNull();
      seen.push(...page.rows.map((row) => row.id));
      while (page.after) {
        page = pageOf(all, { size, after: page.after });
        seen.push(...page.rows.map((row) => row.id));
      }
      expect(seen).toEqual(all.map((row) => row.id));
      while (page.before) {
        const before: string = page.before;
        page = pageOf(all, { size, before });
        expect(page.rows).toHaveLength(Math.min(size, page.rows.length));
        expect(page.after).not.toBeNull();
      }
      expect(page.rows[0]).toEqual(all[0]);
      expect(pageOf(all, { size, after: "nobody" })).toEqual(pageOf(all, { size }));
    }),
  );
});
