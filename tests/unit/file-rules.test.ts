import { describe, expect, it } from "vitest";
import { rangeOf } from "#app/lib/http/send-bytes.server.ts";
import { claimedKind, refusalBeforehand, shownName } from "#app/modules/attachments/rules.ts";

describe("ranges of a file of 1,000 bytes", () => {
  it.each([
    [null, null],
    ["bytes=0-0", { start: 0, end: 0 }],
    ["bytes=0-", { start: 0, end: 999 }],
    ["bytes=990-2000", { start: 990, end: 999 }],
    ["bytes=-10", { start: 990, end: 999 }],
    ["bytes=-5000", { start: 0, end: 999 }],
    ["bytes=1000-", "outside"],
    ["bytes=-0", "outside"],
    ["bytes=5-2", null],
    ["bytes=-", null],
    ["bytes=0-1,5-6", null],
    ["items=0-1", null],
    ["bytes=1e3-", null],
  ])("%s", (header, range) => expect(rangeOf(header, 1_000)).toEqual(range));
});

describe("what a file claims to be", () => {
  it.each([
    ["IMG_1.HEIC", "", "PHOTO"],
    ["clip.mp4", "video/mp4", "VIDEO"],
    ["voice.webm", "audio/webm", "AUDIO"],
    ["plan.DWG", "image/vnd.dwg", "DRAWING"],
    ["no ending", "image/jpeg", "PHOTO"],
    ["picture.svg", "image/svg+xml", null],
    ["old.doc", "application/msword", null],
    ["x.constructor", "", null],
    ["page.html", "text/html", null],
  ])("%s (%s)", (name, type, kind) => expect(claimedKind(name, type)).toBe(kind));

  it("is held against the limit of its kind", () => {
    const photo = { name: "a.jpg", type: "image/jpeg" };
    expect(refusalBeforehand({ ...photo, size: 15 * 1024 * 1024 })).toBeNull();
    expect(refusalBeforehand({ ...photo, size: 15 * 1024 * 1024 + 1 })).toEqual({
      messageKey: "file-too-big",
      values: { max: 15 },
    });
    expect(refusalBeforehand({ ...photo, size: 0 })).toEqual({ messageKey: "file-empty" });
  });
});

describe("the name of a file", () => {
  it.each([
    ["现场.jpg", "现场.jpg"],
    ["../../etc/passwd", "passwd"],
    ["C:\\Windows\\a.pdf", "a.pdf"],
    ["a\u0000\u202eb.pdf", "ab.pdf"],
    ["", "file"],
    ["///", "file"],
    [`${"长".repeat(10_000)}.pdf`, `${"长".repeat(116)}.pdf`],
  ])("%j", (given, shown) => expect(shownName(given)).toBe(shown));
});
