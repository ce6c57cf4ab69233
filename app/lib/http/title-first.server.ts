import { type Readable, Transform } from "node:stream";

/** Ends what stands before a title, unseen, so that the page's script finds its own title behind it. */
export const TITLE_MARK = "\u2060";

const OPENING = Buffer.from("<title>");

/**
 * Puts a text before a page's title: the first thing a reader hears of a page that came back. Closed early, by a reader
 * who left, it closes the page that is piped into it.
 */
export function titleFirst(text: string): Transform {
  let head: Buffer | null = Buffer.alloc(0);
  const titled = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (head === null) return done(null, chunk);
      head = Buffer.concat([head, chunk]);
      const at = head.indexOf(OPENING);
      if (at < 0) return done();
      const behind = at + OPENING.length;
      const page = Buffer.concat([head.subarray(0, behind), Buffer.from(text + TITLE_MARK), head.subarray(behind)]);
      head = null;
      done(null, page);
    },
    flush: (done) => done(null, head),
  });
  return titled.once("pipe", (page: Readable) => titled.once("close", () => page.destroy()));
}
