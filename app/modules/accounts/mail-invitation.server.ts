import { env } from "#app/lib/env.server.ts";
import { type Locale, words } from "#app/lib/i18n.ts";
import { log } from "#app/lib/log.server.ts";
import { mailIsSetUp, sendMail } from "#app/lib/mail.server.ts";
import { accountsWords, type RoleName } from "#app/words/accounts.ts";

/** The full address of a path: as configured, else as this request came in. */
export const publicLink = (request: Request, path: string): string =>
  (env().PUBLIC_URL ?? new URL(request.url).origin).replace(/\/$/, "") + path;

type Invitation = { to?: string; organisationName: string; role: RoleName; link: string; locale: Locale };

/** Mails an invitation where that is possible; the link is shown in any case, so a failure only is said. */
export async function mailInvitation({
  to,
  organisationName,
  role,
  link,
  locale,
}: Invitation): Promise<{ mailedTo: string | null; mailFailed: boolean }> {
  if (!to?.includes("@") || !mailIsSetUp()) return { mailedTo: null, mailFailed: false };
  const w = words(accountsWords, locale);
  try {
    await sendMail({
      to,
      subject: w.mail.inviteSubject(organisationName),
      text: w.mail.inviteText(organisationName, w.roles[role], link),
    });
    return { mailedTo: to, mailFailed: false };
  } catch (error) {
    log.warn("an invitation could not be mailed", { error: error instanceof Error ? error.message : String(error) });
    return { mailedTo: null, mailFailed: true };
  }
}
