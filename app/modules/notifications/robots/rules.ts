import { isUrgent, type ProblemState, type Severity } from "#app/modules/problems/lifecycle.ts";

export const ROBOT_KINDS = ["WECOM", "DINGTALK", "FEISHU"] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

/** What a robot may hear of, as its form offers it. */
export const MATTERS = ["published", "urgent", "claimed", "started", "solved", "late", "reopened", "ended"] as const;
export type Matter = (typeof MATTERS)[number];

/** The events that may be a matter; see `mattersOf`. */
export const ROBOT_EVENTS = [
  "submitted",
  "published",
  "released",
  "bids-refused",
  "assignment-declined",
  "bid",
  "bid-chosen",
  "assigned",
  "assignment-accepted",
  "accepted",
  "partly-accepted",
  "answered",
  "withdrawn",
  "closed-unsolved",
  "merged",
  "reopened",
  "unclaimed",
  "reminded",
  "late-escalated",
].map((name) => `problem.${name}`);

const LATE = ["problem.unclaimed", "problem.reminded", "problem.late-escalated"];
const ENTERED: Partial<Record<ProblemState, Matter>> = {
  PUBLISHED: "published",
  CLAIMED: "claimed",
  ASSIGNED: "claimed",
  IN_PROGRESS: "started",
  SOLVED: "solved",
  ANSWERED: "solved",
  UNSOLVED: "ended",
  WITHDRAWN: "ended",
  MERGED: "ended",
};

/**
 * What an event is news of, the first being the one that counts for a robot that hears of several. `stateOnly`: all it
 * says is the new state, which stands on the summary whoever did what.
 */
export function mattersOf(
  event: { type: string; from: unknown; to: unknown },
  severity: Severity,
): { matters: Matter[]; stateOnly: boolean } {
  if (LATE.includes(event.type)) return { matters: ["late"], stateOnly: false };
  if (event.type === "problem.reopened") return { matters: ["reopened"], stateOnly: true };
  const moved = event.from !== event.to;
  const entered = moved ? ENTERED[event.to as ProblemState] : undefined;
  const asksForHelp = entered === "published" || event.type === "problem.submitted";
  const urgent: Matter[] = isUrgent(severity) && asksForHelp ? ["urgent"] : [];
  return { matters: [...urgent, ...(entered ? [entered] : [])], stateOnly: true };
}

/** Messages to one robot are at least so far apart: 6 a minute, where the strictest service allows 20. */
export const GAP_MS = 10_000;
/** A sending that has not ended by then was broken off. */
export const BROKEN_OFF_MS = 60_000;
/** What could not be sent for so long is no news any more. */
export const STALE_MS = 24 * 3_600_000;
/** More problems than these are a number and a link to the list. */
export const MOST_LINES = 5;
export const MOST_ROBOTS = 10;

/** Why a robot's message did not go out; the code of the service where it gave one. */
export type Failure = {
  reason:
    | "signature"
    | "keyword"
    | "gone"
    | "ip"
    | "rate"
    | "refused"
    | "http"
    | "answer"
    | "redirect"
    | "timeout"
    | "unreachable"
    | "unknown-host"
    | "internal-address"
    | "certificate"
    | "not-allowed"
    | "sealed";
  code?: string;
  /** True when it certainly did not arrive. */
  unsent: boolean;
};

/** Nothing gets better by waiting: somebody must change a setting. */
const SETTING: readonly Failure["reason"][] = [
  "signature",
  "keyword",
  "gone",
  "ip",
  "redirect",
  "internal-address",
  "certificate",
  "not-allowed",
  "sealed",
];

/** Failures in a row after which a robot is paused and its owner told: three of a setting, eight of a service that is away (about two hours). */
export const pausesAfter = (reason: Failure["reason"]): number => (SETTING.includes(reason) ? 3 : 8);

/** How long a service keeps a robot out that was too fast: WeCom and Feishu count by the minute, DingTalk shuts it out for ten. */
const TOO_FAST_MS: Record<RobotKind, number> = { WECOM: 65_000, FEISHU: 65_000, DINGTALK: 11 * 60_000 };

/** How long to wait after so many failures in a row: half a minute, doubling up to an hour; when told to be slower, as long as the service asks. */
export const waitAfter = (failures: number, reason: Failure["reason"], kind: RobotKind): number =>
  reason === "rate" ? TOO_FAST_MS[kind] : Math.min(3_600_000, 30_000 * 2 ** Math.max(0, failures - 1));

/** As it is kept and shown: "refused 93000". */
export const failureText = ({ reason, code }: Failure): string => (code ? `${reason} ${code}` : reason);
