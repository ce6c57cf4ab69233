import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verdictOf } from "#app/browser/outbox/answers.ts";
import { waitAfter } from "#app/browser/outbox/backoff.ts";

describe("what an answer means for a post", () => {
  test("only our server's own receipt counts as one", () => {
    const receipt = { id: "p1", number: "N-1", state: "ENTERPRISE_REVIEW" };
    expect(verdictOf(200, receipt)).toEqual({ kind: "received", problemId: "p1", number: "N-1", isDraft: false });
    expect(verdictOf(200, { ...receipt, state: "DRAFT" })).toMatchObject({ kind: "received", isDraft: true });
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.anything(), (status, body) => {
        const { kind } = verdictOf(status, body);
        const { id, number } = (body ?? {}) as { id?: unknown; number?: unknown };
        const isReceipt = status === 200 && typeof id === "string" && typeof number === "string";
        return (kind === "received") === isReceipt;
      }),
    );
  });

  test("a fault or a hurry of the server is tried again, whatever it says", () => {
    fc.assert(
      fc.property(fc.constantFrom(408, 425, 429, 500, 502, 503, 504), fc.anything(), (status, body) => {
        expect(verdictOf(status, body).kind).toBe("fault");
      }),
    );
  });

  test("only a session the server calls revoked wipes anything", () => {
    expect(verdictOf(401, { ended: "revoked", personId: "p" })).toEqual({ kind: "no-session", revoked: "p" });
    expect(verdictOf(401, { ended: "over" })).toEqual({ kind: "no-session", revoked: null });
    expect(verdictOf(401, { ended: "revoked" })).toEqual({ kind: "no-session", revoked: null });
    expect(verdictOf(401, undefined)).toEqual({ kind: "unreached" });
    expect(verdictOf(403, { ended: "revoked", personId: "p" }).kind).toBe("refused");
  });

  test("a refusal says what is wrong, beside its field where there is one", () => {
    expect(verdictOf(422, { errors: { since: ["太长"] } })).toEqual({
      kind: "refused",
      refusal: { text: "太长", errors: { since: ["太长"] } },
    });
    expect(verdictOf(422, { field: "equipmentType", text: "请填写此项" })).toEqual({
      kind: "refused",
      refusal: { text: "请填写此项", errors: { equipmentType: ["请填写此项"] } },
    });
    expect(verdictOf(403, { text: "不能" })).toMatchObject({ kind: "refused", refusal: { text: "不能" } });
    expect(verdictOf(409, { messageKey: "outbox-other-person", text: "别人的" })).toEqual({ kind: "other-person" });
  });
});

test("pauses double, stay within five minutes and a quarter, and are never nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const wait = waitAfter(failures, chance);
      expect(wait).toBeGreaterThanOrEqual(1_500);
      expect(wait).toBeLessThanOrEqual(375_000);
    }),
  );
  expect([1, 2, 3, 4].map((failures) => waitAfter(failures, 0.5))).toEqual([2_000, 4_000, 8_000, 16_000]);
});
