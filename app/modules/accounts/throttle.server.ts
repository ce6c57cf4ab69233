import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { databaseUrl, db } from "#app/lib/db.server.ts";
import { DomainError } from "#app/lib/errors.ts";
import { hashSecret } from "#app/lib/http/session-cookie.server.ts";

/** What is counted: how often, within how many seconds. */
const LIMITS = {
  /** Failed sign-ins to one account, whether it exists or not. */
  account: { points: 10, duration: 15 * 60 },
  /** Failed sign-ins from one address; a whole plant may stand behind it. */
  address: { points: 60, duration: 15 * 60 },
  /** Changes of one's own ways to sign in: "taken" must not let anybody try out others' numbers. */
  contact: { points: 5, duration: 60 * 60 },
  /** Requests for a reset mail to one account. */
  reset: { points: 3, duration: 60 * 60 },
  resetAddress: { points: 30, duration: 60 * 60 },
  /** Tokens and set-up codes tried from one address. */
  token: { points: 30, duration: 15 * 60 },
  /** Questions in vain that one person adds to what an alliance often seeks. */
  sought: { points: 20, duration: 24 * 60 * 60 },
  /** Test messages of one organisation's group robots. */
  robotTest: { points: 10, duration: 10 * 60 },
} as const;
export type Limit = keyof typeof LIMITS;

let made: { url: string; limiters: Map<Limit, RateLimiterPrisma> } | undefined;

function limiter(limit: Limit): RateLimiterPrisma {
  if (made?.url !== databaseUrl()) made = { url: databaseUrl(), limiters: new Map() };
  let found = made.limiters.get(limit);
  if (!found) {
    found = new RateLimiterPrisma({
      // Asked anew each time: the client is replaced when the database is.
      storeClient: {
        get rateLimiterFlexible() {
          return db.rateLimiterFlexible;
        },
      },
      tableName: "rateLimiterFlexible",
      keyPrefix: limit,
      clearExpiredByTimeout: false,
      ...LIMITS[limit],
    });
    made.limiters.set(limit, found);
  }
  return found;
}

/** Counters carry no addresses or numbers in clear. */
const keyOf = (subject: string): string => hashSecret(subject).slice(0, 40);

/**
 * Counts one attempt, before it is looked at, so that many at once can't slip through.
 * @throws DomainError throttled, with the minutes until the next try
 */
export async function countAttempt(limit: Limit, subject: string): Promise<void> {
  if (!subject) return;
  try {
    await limiter(limit).consume(keyOf(subject));
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new DomainError("throttled", "throttled_until", { values: { minutes: Math.ceil(seconds / 60), seconds } });
  }
}

/** The attempt was a right one: it does not count. */
export async function forgiveAttempt(limit: Limit, subject: string, all = false): Promise<void> {
  if (!subject) return;
  if (all) await limiter(limit).delete(keyOf(subject));
  else await limiter(limit).reward(keyOf(subject));
}

/** Removes counters that have run out; a daily job. */
export async function removeOldCounters(now: Date): Promise<void> {
  await db.rateLimiterFlexible.deleteMany({ where: { expire: { lt: now } } });
}
