import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { titleFirst } from "#app/lib/http/title-first.server.ts";

const PAGE =
  "<html><head><meta charset><title>采用记录 · 匠联</title></head><body><svg><title>图</title></svg></body></html>";
const WANTED = PAGE.replace("<title>采", "<title>错误：\u2060采");

test.each([1, 7, 30, 1_000])(
  "the page's title, and no other, begins with the text; in pieces of %i bytes",
  async (size) => {
    const bytes = Buffer.from(PAGE);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
    expect(await text(Readable.from(pieces).pipe(titleFirst("错误：")))).toBe(WANTED);
  },
);

test("what has no title comes through as it is", async () => {
  expect(await text(Readable.from([Buffer.from("<p>一"), Buffer.from("段</p>")]).pipe(titleFirst("错误：")))).toBe(
    "<p>一段</p>",
  );
});

test("a reader who leaves ends the page behind it too", async () => {
  const body = new PassThrough();
  const page = body.pipe(titleFirst("错误："));
  body.write(PAGE);
  await once(page, "readable");
  const ended = once(body, "close");
  page.destroy();
  await ended;
  expect(body.destroyed).toBe(true);
});
