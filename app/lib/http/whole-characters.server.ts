import { Transform } from "node:stream";

/**
 * Where a character of several bytes does not fit into the rest of its buffer, React 18 sends the buffer's end along:
 * up to two zero bytes, which a browser shows as "�" in an attribute and takes for another text than its own. No page
 * holds a zero byte of its own, the database refuses them. (facebook/react#26228, in React 19.)
 */
export function wholeCharacters(): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
    },
  });
}
