import { text } from "node:stream/consumers";
import { renderToPipeableStream, renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { wholeCharacters } from "#app/lib/http/whole-characters.server.ts";

/** Short texts one after the other, so that each buffer's end comes somewhere within one of them. */
const page = (shift: number) => (
  <main>
    {"a".repeat(shift)}
    {Array.from({ length: 400 }, (_, n) => (
      <img key={n} alt={`第 ${n} 页`} title="卡瓶😀" />
    ))}
  </main>
);

test.each([0, 1, 2, 3, 4, 5])("a page's characters arrive whole, %i bytes on", async (shift) => {
  const body = wholeCharacters();
  const { pipe } = renderToPipeableStream(page(shift), { onAllReady: () => void pipe(body) });
  const sent = await text(body);
  expect(sent).not.toContain("\0");
  expect(sent.replaceAll("<!-- -->", "")).toBe(renderToString(page(shift)).replaceAll("<!-- -->", ""));
});
