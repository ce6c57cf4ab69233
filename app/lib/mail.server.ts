import { createTransport } from "nodemailer";
import { env } from "./env.server.ts";

export type Mail = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  /** Without angle brackets' worth of surprise: "<id@host>". The same twice is the same mail. */
  messageId?: string;
  /** Groups mails in a reader's mailbox. */
  references?: string;
  headers?: Record<string, string>;
};

/** Whether the operator set up a mail server. */
export const mailIsSetUp = (): boolean => Boolean(env().SMTP_URL && env().MAIL_FROM);

const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

function settings(): { url: string; from: string } {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (!url || !from) throw new Error("SMTP_URL and MAIL_FROM are not set");
  return { url, from };
}

let transport: ReturnType<typeof createTransport> | undefined;

/** Sends one plain mail. @throws when there is no mail server, or it refuses or is silent */
export async function sendMail(mail: Mail): Promise<void> {
  const { url, from } = settings();
  transport ??= createTransport({ url, ...LIMITS });
  await transport.sendMail({ from, ...mail });
}

export type Mailer = { send(mail: Mail): Promise<void>; close(): void };

/** For many mails: keeps up to `connections` to the server open until `close`. */
export function openMailer(connections: number): Mailer {
  const { url, from } = settings();
  const pool = createTransport({ url, ...LIMITS, pool: true, maxConnections: connections });
  return {
    async send(mail) {
      await pool.sendMail({ from, ...mail });
    },
    close: () => pool.close(),
  };
}

/**
 * What a failed sending means: `address` the server will never take mail for it; `mail` it will never take this one;
 * `later` it may take this one later; `server` it takes none at the moment.
 */
export type MailFailure = { what: "address" | "mail" | "later" | "server"; reason: string };

/** Reads an error of `send`. */
export function mailFailure(error: unknown): MailFailure {
  const { responseCode, command, response, code, message } = error as {
    responseCode?: number;
    command?: string;
    response?: string;
    code?: string;
    message?: string;
  };
  const reason = (response ?? [code, message].filter(Boolean).join(": ")).replace(/\s+/g, " ").slice(0, 300);
  const aboutMail = command === "RCPT TO" || command === "DATA" || command === "API";
  if (!responseCode || responseCode === 421 || !aboutMail) return { what: "server", reason };
  if (responseCode < 500) return { what: "later", reason };
  return { what: command === "RCPT TO" ? "address" : "mail", reason };
}
