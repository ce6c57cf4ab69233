import { defineJob, defineSchedule } from "#app/lib/jobs.server.ts";
import { mailReset, RESET_MAIL_JOB } from "#app/modules/accounts/reset-password.server.ts";
import { removeExpiredSessions } from "#app/modules/accounts/session.server.ts";
import { removeOldCounters } from "#app/modules/accounts/throttle.server.ts";

const TIDY = "tidy-accounts";

/** Mails of accounts, and the daily removal of sessions and counters that have run out. */
export function registerAccounts(): void {
  defineJob(RESET_MAIL_JOB, mailReset);
  defineJob(TIDY, async () => {
    await removeExpiredSessions();
    await removeOldCounters(new Date());
  });
  defineSchedule(TIDY, "20 3 * * *");
}
