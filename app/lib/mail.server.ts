import { createTransport } from "nodemailer";
import { env } from "./env.server.ts";

export type Mail = { to: string; subject: string; text: string };

/** Whether the operator set up a mail server. */
export const mailIsSetUp = (): boolean => Boolean(env().SMTP_URL && env().MAIL_FROM);

let transport: ReturnType<typeof createTransport> | undefined;

/** Sends one plain mail. @throws when there is no mail server, or it refuses or is silent */
export async function sendMail(mail: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL || !MAIL_FROM) throw new Error("SMTP_URL and MAIL_FROM are not set");
  transport ??= createTransport({
    url: SMTP_URL,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  await transport.sendMail({ from: MAIL_FROM, ...mail });
}
