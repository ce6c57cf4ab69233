import { SMTPServer } from "smtp-server";

export type CaughtMail = {
  to: string[];
  text: string;
  /** Empty in a mail of one part. */
  html: string;
  subject: string;
  /** By lower-case name, unfolded. */
  headers: Map<string, string>;
};

type Catching = {
  url: string;
  mails: CaughtMail[];
  next(): Promise<CaughtMail>;
  /** Answers of the server from now on: to the recipient's address, and to the finished mail; none means it takes them. */
  refuse(how: { recipient?: (address: string) => Error | null; mail?: () => Error | null }): void;
  stop(): Promise<void>;
};

/** What a mail server says when it refuses. */
export const smtpError = (responseCode: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode });

/** A mail server on this machine that keeps what it is given: the only outside edge that tests stand in for. */
export async function catchMail(port = 0): Promise<Catching> {
  const mails: CaughtMail[] = [];
  const waiting: ((mail: CaughtMail) => void)[] = [];
  let refusing: Parameters<Catching["refuse"]>[0] = {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, done) => done(refusing.recipient?.(address) ?? null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const refusal = refusing.mail?.() ?? null;
        if (refusal) return done(refusal);
        const to = session.envelope.rcptTo.map((one) => one.address);
        const mail = { to, ...readMail(Buffer.concat(chunks).toString("utf8")) };
        mails.push(mail);
        waiting.shift()?.(mail);
        done();
      });
    },
  });
  // Whoever sends may be killed in the middle.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    mails,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    refuse: (how) => {
      refusing = how;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

type Part = { headers: Map<string, string>; body: string };

function split(raw: string): Part {
  const at = raw.indexOf("\r\n\r\n");
  const lines = raw
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { headers, body: raw.slice(at + 4) };
}

const quoted = (text: string): Buffer =>
  Buffer.from(
    text
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** The body of one part, decoded. */
function textOf({ headers, body }: Part): string {
  const how = headers.get("content-transfer-encoding")?.toLowerCase();
  if (how === "base64") return Buffer.from(body, "base64").toString("utf8");
  return how === "quoted-printable" ? quoted(body).toString("utf8") : body;
}

const plainHeader = (text: string): string =>
  text.replace(/\?=\s+=\?/g, "?==?").replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) => {
    const parts = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)];
    return Buffer.concat(
      parts.map(([, kind = "", value = ""]) =>
        kind.toLowerCase() === "b" ? Buffer.from(value, "base64") : quoted(value.replaceAll("_", " ")),
      ),
    ).toString("utf8");
  });

function readMail(raw: string): Omit<CaughtMail, "to"> {
  const whole = split(raw);
  const boundary = /boundary="([^"]+)"/.exec(whole.headers.get("content-type") ?? "")?.[1];
  const parts = boundary
    ? whole.body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => split(part.replace(/^\r\n/, "")))
    : [whole];
  const of = (type: string) => parts.find((part) => part.headers.get("content-type")?.startsWith(type));
  const [first = whole] = parts;
  const html = of("text/html");
  return {
    text: textOf(of("text/plain") ?? first),
    html: html ? textOf(html) : "",
    subject: plainHeader(whole.headers.get("subject") ?? ""),
    headers: whole.headers,
  };
}
