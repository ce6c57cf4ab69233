import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { mailReset, RESET_MAIL_JOB } from "#app/modules/accounts/reset-password.server.ts";
import { forgetOldRevocations } from "#app/modules/accounts/revoke-sessions.server.ts";
import { sweepEndedMemberships } from "#app/modules/accounts/sweep-ended-memberships.server.ts";
import { removeExpiredSessions } from "#app/modules/accounts/session.server.ts";
import { removeOldCounters } from "#app/modules/accounts/throttle.server.ts";

const TIDY = "tidy-accounts";
const ENDED = "ended-memberships";

/** Mails of accounts, every five minutes the roles that ended by their date, and the daily removal of sessions and counters that have run out. */
export function registerAccounts(): void {
  defineJob(RESET_MAIL_JOB, mailReset);
  defineJob(TIDY, async () => {
    await removeExpiredSessions();
    await removeOldCounters(new Date());
    await forgetOldRevocations(new Date());
  });
  defineSchedule(TIDY, "20 3 * * *");
  defineJob(ENDED, async () => {
    await sweepEndedMemberships(new Date());
  });
  defineSchedule(ENDED, "*/5 * * * *");
}
