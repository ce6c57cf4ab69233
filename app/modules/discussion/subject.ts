import type { Tx } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { EventType, SubjectKind } from "#app/modules/events/types.ts";

export type CommentLayer = "SUMMARY" | "DETAIL" | "CONFIDENTIAL";

/** What a reader is to something discussed. */
export type Reading = {
  /** The highest layer read, and so the highest written to. */
  layer: CommentLayer;
  /** Whose chain the events go to. */
  organisationId: string;
  /** What their events are about: the thing itself, or what it is a part of. */
  eventOn: { kind: SubjectKind; id: string };
  /** The problem it belongs to, whose enterprise its files are of. */
  problemId: string;
  /** The organisation the reader speaks for there. */
  spokesId: string | null;
  /** May read what was removed, for audit. */
  audits: boolean;
  /** Whether the reader may learn who wrote in the name of an organisation. */
  shows(organisation: { id: string; parentId: string | null } | null): boolean;
};

export type OrganisationName = { id: string; name: string; shortName: string; parentId: string | null };

/** Names behind ids, for a page that has read all of them at once. */
export type Names = {
  people: ReadonlyMap<string, string>;
  organisations: ReadonlyMap<string, OrganisationName>;
};

/** What a page knows already of a discussion it shows. */
export type KnownOfDiscussion = {
  reading: Reading;
  participants: Participant[];
  watching?: Promise<boolean>;
  names?: Promise<Names>;
  draft?: Promise<DraftWithFiles | null>;
};

export type Participant = { id: string; name: string };

/** Files added to a comment that is not posted yet. */
export type DraftWithFiles = { clientId: string; files: { id: string; fileName: string; kind: string }[] };

/** What a discussion's own page shows above it. */
export type SubjectHead = { id: string; number: string; title: string };

/** Anything people discuss. Its module makes one of these; discussion itself knows no business. */
export type Subject = {
  kind: DiscussedKind;
  events: { commented: EventType; edited: EventType; removed: EventType };
  /** @throws DomainError not_found when the actor may not read it */
  requireReading(actor: Actor, subjectId: string, reader?: Tx): Promise<Reading>;
  /** The same with all that a discussion's own page shows of it, in one statement. @throws not_found */
  open(actor: Actor, subjectId: string): Promise<{ reading: Reading; participants: Participant[]; head: SubjectHead }>;
  /**
   * The layer another person reads, or null, as far as the one who asks may learn it: what would tell who hides
   * behind an anonymous post is left out. Outside a transaction.
   */
  layerOf(personId: string, subjectId: string, reading: Reading, now: Date): Promise<CommentLayer | null>;
  /** People known to the actor whose names begin so and who read the layer, for suggestions; at most 8. */
  suggest(
    actor: Actor,
    subjectId: string,
    reading: Reading,
    wanted: { q: string; layer: CommentLayer },
  ): Promise<Suggested[]>;
};

/** Kinds of things that are discussed and watched. */
export type DiscussedKind = "problem" | "diagnosis";
export type Suggested = { id: string; name: string; from: string };

const RANK: Record<CommentLayer, number> = { SUMMARY: 1, DETAIL: 2, CONFIDENTIAL: 3 };
export const reads = (have: CommentLayer | null, wanted: CommentLayer): boolean =>
  have !== null && RANK[have] >= RANK[wanted];
export const layersUpTo = (layer: CommentLayer): CommentLayer[] =>
  (Object.keys(RANK) as CommentLayer[]).filter((one) => reads(layer, one));
