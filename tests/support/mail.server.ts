import { SMTPServer } from "smtp-server";

export type CaughtMail = { to: string[]; text: string };

/** A mail server on this machine that keeps what it is given: the only outside edge that tests stand in for. */
export async function catchMail(): Promise<{
  url: string;
  mails: CaughtMail[];
  next(): Promise<CaughtMail>;
  stop(): Promise<void>;
}> {
  const mails: CaughtMail[] = [];
  const waiting: ((mail: CaughtMail) => void)[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const mail = {
          to: session.envelope.rcptTo.map((to) => to.address),
          text: plainText(Buffer.concat(chunks).toString("utf8")),
        };
        mails.push(mail);
        waiting.shift()?.(mail);
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The body of a mail in one part, decoded. */
function plainText(raw: string): string {
  const at = raw.indexOf("\r\n\r\n");
  const head = raw.slice(0, at);
  const body = raw.slice(at + 4);
  if (/Content-Transfer-Encoding: base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  if (/Content-Transfer-Encoding: quoted-printable/i.test(head)) {
    const bytes = body
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, "latin1").toString("utf8");
  }
  return body;
}
