export const ACTIVITY_KINDS = ["COLLABORATION", "SERVICE_VISIT", "REGION_EXCHANGE", "LECTURE", "SCHOOL_VISIT"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export const INVITEE_REPLIES = ["COMES", "DECLINES", "PROPOSES"] as const;
export type InviteeReply = (typeof INVITEE_REPLIES)[number] | "PENDING";

export type AttendanceVia = "SCREEN" | "PAPER" | "BEHALF";

export const TOPIC_MAX = 120;

/** A member enterprise and when it last received the alliance. */
export type HostCandidate = {
  id: string;
  name: string;
  joinedAt: Date;
  last: { at: Date; ordinal: number | null } | null;
};

export type HostTurn = { id: string; name: string; why: "never" | "longest-ago"; since: Date; ordinal: number | null };

/**
 * Members in the order of their turns to host: those who never did, by how long they have been members; then the one
 * whose turn is longest ago. Among equals the name decides, so that everybody sees the same order.
 */
export function hostTurns(members: readonly HostCandidate[]): HostTurn[] {
  const key = ({ last, joinedAt }: HostCandidate): [number, number] =>
    last === null ? [0, joinedAt.getTime()] : [1, last.at.getTime()];
  return members
    .toSorted((a, b) => {
      const [x, y] = [key(a), key(b)];
      return x[0] - y[0] || x[1] - y[1] || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.id < b.id ? -1 : 1);
    })
    .map(({ id, name, joinedAt, last }) =>
      last === null
        ? { id, name, why: "never", since: joinedAt, ordinal: null }
        : { id, name, why: "longest-ago", since: last.at, ordinal: last.ordinal },
    );
}

const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

/** Who somebody is when people are counted: the account, else the name with its unit. */
export const whoOf = (person: { personId: string | null; name: string; unit: string }): string =>
  person.personId ? `person:${person.personId}` : `name:${plain(person.name)}|${plain(person.unit)}`;

/**
 * Whether a unit written by hand may be one that is called so: the same, or the short of it ("关山机床" for
 * "关山机床集团有限公司"). Nothing written means whichever is there.
 */
export function unitMeant(written: string, called: readonly string[]): boolean {
  const one = plain(written);
  return called.map(plain).some((name) => one === "" || name === "" || name.includes(one) || one.includes(name));
}

export type TypedPerson = { name: string; unit: string };

/** At most so many people in one go; a longer list is sent in parts. */
export const MOST_LINES = 200;

/** A list typed in from paper: one person a line, the unit behind a comma, a tab or spaces. */
export function readPeople(text: string): TypedPerson[] {
  const found = new Map<string, TypedPerson>();
  for (const line of text.normalize("NFKC").split("\n")) {
    const [first = "", ...rest] = line
      .trim()
      .split(/\s*[,，、;；\t]\s*|\s{2,}|(?<=[\p{Script=Han}])\s+(?=[\p{Script=Han}])/u);
    const name = first.slice(0, 40).trim();
    if (!name) continue;
    const person = { name, unit: rest.join(" ").slice(0, 80).trim() };
    found.set(whoOf({ personId: null, ...person }), person);
  }
  return [...found.values()];
}

const HOUR = 3_600_000;
/** People come early; nobody signs in the evening before. */
export const OPENS_BEFORE_MS = 2 * HOUR;

/** Whether people may sign in by code: from two hours before the beginning to the end of the activity's last day. */
export const signInOpen = (startsAt: Date, lastDayEnds: Date, now: Date): boolean =>
  now.getTime() >= startsAt.getTime() - OPENS_BEFORE_MS && now < lastDayEnds;

/** Days before the due day at which an owner is reminded. */
export const REMIND_DAYS_BEFORE = 2;
