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
  /** The organisation the reader speaks for there. */
  spokesId: string | null;
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
  participants: { id: string; name: string }[];
  watching: Promise<boolean>;
  names: Promise<Names>;
};

/** Anything people discuss. Its module makes one of these; discussion itself knows no business. */
export type Subject = {
  kind: SubjectKind;
  events: { commented: EventType; edited: EventType; removed: EventType };
  /** @throws DomainError not_found when the actor may not read it */
  requireReading(actor: Actor, subjectId: string, reader?: Tx): Promise<Reading>;
  /** The layer another person reads, or null. Outside a transaction. */
  layerOf(personId: string, subjectId: string, now: Date): Promise<CommentLayer | null>;
  /** People who take part by their office, as far as the reader may know them. */
  participants(subjectId: string, reading: Reading, now: Date): Promise<{ id: string; name: string }[]>;
};

const RANK: Record<CommentLayer, number> = { SUMMARY: 1, DETAIL: 2, CONFIDENTIAL: 3 };
export const reads = (have: CommentLayer | null, wanted: CommentLayer): boolean =>
  have !== null && RANK[have] >= RANK[wanted];
export const layersUpTo = (layer: CommentLayer): CommentLayer[] =>
  (Object.keys(RANK) as CommentLayer[]).filter((one) => reads(layer, one));
