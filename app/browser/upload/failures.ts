/** Why a file will not arrive, however often it is tried. */
export type RefusalReason = "refused" | "signed-out" | "unreadable" | "fault";

/** The file is not taken. The message is in the reader's words where the server gave one, else empty. */
export class UploadRefused extends Error {
  readonly why: RefusalReason;
  constructor(why: RefusalReason, text = "") {
    super(text);
    this.name = "UploadRefused";
    this.why = why;
  }
}

/** The leave to send has run out or is not known there: it must be asked for anew. */
export class PermitLost extends Error {}

/** The server answered that it could not; unlike a lost connection that is no reason to try for ever. */
export class ServerFault extends Error {}

const AGAIN = new Set([408, 409, 425, 429]);

/** What an answer other than success means; the server's answers carry `text` or `message` in the reader's words. */
export function failureOf(status: number, body: unknown, about: "leave" | "bytes"): Error {
  const { text, message } = (body ?? {}) as { text?: unknown; message?: unknown };
  const said = [text, message].find((one): one is string => typeof one === "string") ?? "";
  if (status === 401) return new UploadRefused("signed-out", said);
  if (status >= 500) return new ServerFault(String(status));
  if (AGAIN.has(status)) return new Error(`answered ${status}`);
  if (about === "bytes" && [403, 404, 410].includes(status)) return new PermitLost(said);
  return new UploadRefused("refused", said);
}
