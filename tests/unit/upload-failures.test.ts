import { describe, expect, it } from "vitest";
import { failureOf, PermitLost, ServerFault, UploadRefused } from "#app/browser/upload/failures.ts";

describe("what an answer to an upload means", () => {
  it("refuses for good what the server refuses, in its words", () => {
    for (const status of [400, 403, 404, 413, 422]) {
      const failure = failureOf(status, { message: "最多 8 张照片" }, "leave");
      expect(failure).toBeInstanceOf(UploadRefused);
      expect(failure).toMatchObject({ why: "refused", message: "最多 8 张照片" });
    }
    expect(failureOf(413, "too large", "bytes")).toMatchObject({ why: "refused", message: "" });
    expect(failureOf(422, { text: "说明", message: "detail" }, "bytes")).toMatchObject({ message: "说明" });
  });

  it("knows when somebody is signed out", () => {
    for (const about of ["leave", "bytes"] as const)
      expect(failureOf(401, { text: "请登录" }, about)).toMatchObject({ why: "signed-out", message: "请登录" });
  });

  it("asks for leave anew when the address has run out or is not known", () => {
    for (const status of [403, 404, 410]) expect(failureOf(status, null, "bytes")).toBeInstanceOf(PermitLost);
  });

  it("tries again after what may pass, and counts what is the server's fault", () => {
    for (const status of [408, 409, 425, 429]) {
      const failure = failureOf(status, null, "bytes");
      expect([UploadRefused, PermitLost, ServerFault].some((kind) => failure instanceof kind)).toBe(false);
    }
    for (const status of [500, 502, 503, 504]) expect(failureOf(status, null, "leave")).toBeInstanceOf(ServerFault);
  });
});
