import { momentIn } from "#app/lib/calendar.ts";

export const MOST_TIMES = 6;
export const MOST_SEATS = 40;
const YEAR_MS = 366 * 86_400_000;

/** A video meeting's address: https, without a user's name or password in it; null when it is none. */
export function videoLink(text: string): string | null {
  const typed = text.trim();
  if (typed === "" || typed.length > 500 || /\s/.test(typed)) return null;
  let url: URL;
  try {
    url = new URL(typed);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "" || url.hostname === "") return null;
  return url.href;
}

type Refused = { messageKey: string; values?: Record<string, number> };

/** Times to propose: in order, each once, none that is over or further away than a year; or what is wrong. */
export function timesFrom(typed: readonly string[], timeZone: string, now: Date): { times: Date[] } | Refused {
  const filled = typed.filter((one) => one.trim() !== "");
  const moments = filled.map((one) => momentIn(one.trim(), timeZone));
  if (moments.some((one) => one === null)) return { messageKey: "time-unreadable" };
  const times = [...new Set(moments.map((one) => (one as Date).getTime()))].sort((a, b) => a - b);
  if (times.length > MOST_TIMES) return { messageKey: "times-too-many", values: { max: MOST_TIMES } };
  if (times.some((one) => one <= now.getTime())) return { messageKey: "time-in-past" };
  if (times.some((one) => one > now.getTime() + YEAR_MS)) return { messageKey: "time-too-far" };
  return { times: times.map((one) => new Date(one)) };
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
/** Somebody and through which organisation they were found, as a form posts it. */
export const INVITEE = new RegExp(`^(${UUID})@(${UUID})$`);

export function inviteeFrom(text: string): { personId: string; organisationId: string } | null {
  const [, personId, organisationId] = INVITEE.exec(text) ?? [];
  return personId && organisationId ? { personId, organisationId } : null;
}

/** What somebody with a seat is waited for: to answer, to fix the time, to say what they think, to write the outcome. */
export type DiagnosisTodo = "answer" | "fix" | "opinion" | "outcome";

type Waiting = {
  state: string;
  /** It has been held, or should have been by now. */
  past: boolean;
  convener: boolean;
  seat: string;
  /** Comes from the house, or with the employer's consent. */
  cleared: boolean;
  /** Wrote an opinion. */
  spoke: boolean;
  /** What the others answered. */
  others: readonly string[];
};

/** A time is asked for once everybody answered and somebody comes; nobody is asked to answer what is over. */
export function waitsFor({ state, past, convener, seat, cleared, spoke, others }: Waiting): DiagnosisTodo | null {
  if (state === "FIXED" && past) {
    if (convener) return "outcome";
    return seat === "COMING" && cleared && !spoke ? "opinion" : null;
  }
  if (!convener) return seat === "INVITED" && (state === "CONVENED" || state === "FIXED") ? "answer" : null;
  const answered = !others.includes("INVITED") && others.includes("COMING");
  return state === "CONVENED" && answered ? "fix" : null;
}
