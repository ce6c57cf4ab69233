import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODE_ALPHABET, CODE_LENGTH, readCode, readScan, spokenCode } from "#app/modules/equipment/rules.ts";

const OURS = ["https://jl.factory.cn", "http://10.0.0.5:3000"];
const CODE = "7K3QF2M9XA";
const label = { kind: "label", code: CODE };

describe("what a scan means", () => {
  it.each([
    [`https://jl.factory.cn/e/${CODE}`, label],
    [`https://JL.factory.cn/e/${CODE}/`, label],
    [` http://10.0.0.5:3000/e/${CODE.toLowerCase()}?x=1#y \n`, label],
    [`/e/${CODE}`, label],
    [`/e/${spokenCode(CODE)}`, label],
    [CODE, { kind: "text", text: CODE, code: CODE }],
    ["7k3qf-2m9xa", { kind: "text", text: "7k3qf-2m9xa", code: CODE }],
    ["CX-03", { kind: "text", text: "CX-03", code: null }],
    ["SN:12345", { kind: "text", text: "SN:12345", code: null }],
    ["", { kind: "nothing" }],
    ["   ", { kind: "nothing" }],
    ["https://jl.factory.cn/problems/1", { kind: "nothing" }],
    ["https://jl.factory.cn/e/nonsense", { kind: "nothing" }],
    [`https://jl.factory.cn.evil.test/e/${CODE}`, { kind: "foreign", host: "jl.factory.cn.evil.test" }],
    [`https://jl.factory.cn@evil.test/e/${CODE}`, { kind: "foreign", host: "evil.test" }],
    [`http://jl.factory.cn/e/${CODE}`, { kind: "foreign", host: "jl.factory.cn" }],
    [`https://jl.factory.cn:8443/e/${CODE}`, { kind: "foreign", host: "jl.factory.cn:8443" }],
    ["https://u.wechat.com/abc", { kind: "foreign", host: "u.wechat.com" }],
    ["weixin://dl/business", { kind: "foreign", host: "dl" }],
    ["javascript:alert(1)", { kind: "foreign", host: "" }],
    ["WIFI:T:WPA;S:plant;P:secret;;", { kind: "foreign", host: "" }],
    ["http://[", { kind: "foreign", host: "" }],
  ])("%s", (text, meant) => {
    expect(readScan(text, OURS)).toEqual(meant);
  });

  it("never throws, and takes a label from no other address than ours", () => {
    const code = fc.string({
      unit: fc.constantFrom(...CODE_ALPHABET),
      minLength: CODE_LENGTH,
      maxLength: CODE_LENGTH,
    });
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), code, (url, its) => {
        const { origin } = new URL(url);
        expect(readScan(`${origin}/e/${its}`, OURS).kind).toBe("foreign");
        expect(readScan(`${origin}/e/${its}`, [origin])).toEqual({ kind: "label", code: its });
        expect(readScan(url, OURS).kind).toBe("foreign");
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 700 }), (text) => {
        const scanned = readScan(text, OURS);
        if (scanned.kind === "text") expect([...scanned.text].length).toBeLessThanOrEqual(80);
        if (scanned.kind === "label") expect(readCode(scanned.code)).toBe(scanned.code);
      }),
    );
  });
});
