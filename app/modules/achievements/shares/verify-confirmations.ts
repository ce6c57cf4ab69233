/** Who confirmed order and share, against what the chain tells of it. Pure: no clock, no I/O. */
import type { Told } from "#app/modules/events/audit-checks.ts";
import type { EventType } from "#app/modules/events/types.ts";
import type { Confirmation } from "./rules.ts";

/** What a row says of one person's word on order and share. */
export type Word = Confirmation & { personId: string; confirmedAt: Date | null; objection: string };
export const wordSelect = {
  personId: true,
  confirmedOf: true,
  confirmedAt: true,
  objectedOf: true,
  objection: true,
} as const;

type Kind = "achievement" | "benefit";
const VERSION = { achievement: "contributorsVersion", benefit: "sharesVersion" } as const;
/** Its team is the first to stand on an achievement; a benefit begins without. */
const BEGUN = { achievement: 1, benefit: 0 } as const;

const EVENTS = {
  achievement: [
    "achievement.shared",
    "achievement.taken-over",
    "achievement.share-confirmed",
    "achievement.share-objected",
  ],
  benefit: ["benefit.shared", "benefit.share-confirmed", "benefit.share-objected"],
} as const satisfies Record<Kind, readonly EventType[]>;

/** Events this needs of each. */
export const wordEvents = (kind: Kind): readonly string[] => EVENTS[kind];

/** What the chain leaves: which version of order and shares, and the last word of each on the lines of today. */
function wordsTold(kind: Kind, told: readonly Told[]) {
  let version: unknown = BEGUN[kind];
  const last = new Map<string | null, Told>();
  for (const event of told) {
    if (event.type === `${kind}.shared`) {
      version = event.payload[VERSION[kind]];
      last.clear();
    } else if (event.type === `${kind}.taken-over`) version = Number(version) + 1;
    else if (event.type.startsWith(`${kind}.share-`)) last.set(event.actorId, event);
  }
  return { version, last };
}

/**
 * Whether the version of order and shares is the chain's, and everybody stands as having confirmed or objected to it as
 * they said last, of which version, when and in which words; nobody has said a word that no row knows.
 */
export function wordsAreTold(kind: Kind, version: number, rows: readonly Word[], told: readonly Told[]): boolean {
  const due = wordsTold(kind, told);
  const as = ({ personId, ...row }: Word): boolean => {
    const event = due.last.get(personId);
    due.last.delete(personId);
    const of = event?.payload[VERSION[kind]] ?? null;
    const agreed = event?.type === `${kind}.share-confirmed`;
    return (
      row.confirmedOf === (agreed ? of : null) &&
      row.confirmedAt?.getTime() === (agreed ? event.at.getTime() : undefined) &&
      row.objectedOf === (agreed ? null : of) &&
      row.objection === (agreed ? "" : (event?.reason ?? ""))
    );
  };
  return rows.every(as) && version === due.version && due.last.size === 0;
}
