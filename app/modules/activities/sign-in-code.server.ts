import { createHmac, timingSafeEqual } from "node:crypto";
import { dayEndsAfter, localText } from "#app/lib/calendar.ts";
import { runtimeFacts } from "#app/lib/runtime/facts.server.ts";
import { signInOpen } from "./rules.ts";

/** How long a code on the screen is the newest; it is good for one stretch more, for whoever signs in first. */
const STRETCH_MS = 5 * 60_000;
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const LENGTH = 10;

type When = { id: string; startsAt: Date; endsAt: Date | null; timeZone: string };

/** Its letters say nothing to who does not hold the installation's secret; easy to read off a screen. */
function codeOf(kind: "S" | "P", id: string, stretch: string): string {
  const bytes = createHmac("sha256", runtimeFacts().secrets.app).update(`sign-in ${kind} ${id} ${stretch}`).digest();
  return kind + Array.from(bytes.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

const stretchAt = (now: Date, back = 0): string => String(Math.floor(now.getTime() / STRETCH_MS) - back);
const dayAt = ({ timeZone }: When, at: Date): string => localText(at, timeZone).slice(0, 10);

/** Whether people may sign in by code now. */
export const takesSignIns = (activity: When, now: Date): boolean =>
  signInOpen(activity.startsAt, dayEndsAfter(activity.endsAt ?? activity.startsAt, activity.timeZone), now);

/** For a screen at the gate: another one every five minutes. */
export const screenCode = (activity: When, now: Date): string => codeOf("S", activity.id, stretchAt(now));
/** For the printed list: good on the activity's first day only. */
export const paperCode = (activity: When): string => codeOf("P", activity.id, dayAt(activity, activity.startsAt));

/** How a code was shown, when it is good now; null for a wrong one, or one of before. */
export function readSignInCode(activity: When, code: string, now: Date): "SCREEN" | "PAPER" | null {
  const given = code.trim().toUpperCase();
  const is = (good: string) => good.length === given.length && timingSafeEqual(Buffer.from(good), Buffer.from(given));
  if (!takesSignIns(activity, now) || !/^[\dA-Z]+$/.test(given)) return null;
  if ([0, 1].some((back) => is(codeOf("S", activity.id, stretchAt(now, back))))) return "SCREEN";
  return is(codeOf("P", activity.id, dayAt(activity, now))) ? "PAPER" : null;
}
