import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { mayStillEdit } from "./policy.ts";
import { organisationsById } from "./speakers.server.ts";
import { type CommentLayer, type KnownOfDiscussion, layersUpTo, type Subject } from "./subject.ts";

export type CommentLine = {
  id: string;
  /** Null: removed. */
  body: string | null;
  layer: CommentLayer;
  /** Null: posted anonymously, or the reader may not learn it. */
  author: string | null;
  organisation: string | null;
  createdAt: string;
  edited: boolean;
  own: boolean;
  editable: boolean;
  /** Names called, shown beside the text. */
  mentions: string[];
};

export type DiscussionData = {
  /** For the next comment from this page. */
  clientId: string;
  subjectId: string;
  comments: CommentLine[];
  /** There are earlier ones; the latest are shown. */
  cut: boolean;
  watching: boolean;
  layers: CommentLayer[];
  participants: { id: string; name: string }[];
};

const SHOWN = 200;

/** What was said on a subject, as far as the actor reads; the latest 200, in order. `known` spares reading it again. */
export async function loadDiscussion(
  actor: Actor,
  subject: Subject,
  subjectId: string,
  known?: KnownOfDiscussion,
): Promise<DiscussionData> {
  const reading = known?.reading ?? (await subject.requireReading(actor, subjectId));
  const layers = layersUpTo(reading.layer);
  const [found, watching, officials] = await Promise.all([
    db.comment.findMany({
      where: { subjectKind: subject.kind, subjectId, layer: { in: layers } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: SHOWN + 1,
      select: {
        id: true,
        body: true,
        layer: true,
        authorId: true,
        authorOrgId: true,
        createdAt: true,
        editedAt: true,
        removedAt: true,
        author: { select: { name: true } },
        mentions: { select: { personId: true } },
      },
    }),
    known?.watching ?? isWatching(actor, subject, subjectId),
    known?.participants ?? subject.participants(subjectId, reading, actor.now),
  ]);
  const rows = found.slice(0, SHOWN);
  const organisationOf =
    (await known?.names)?.organisations ?? (await organisationsById(rows.map((row) => row.authorOrgId)));
  const shown = (row: { authorOrgId: string | null }) =>
    reading.shows(organisationOf.get(row.authorOrgId ?? "") ?? null);
  const people = new Map(officials.map((one) => [one.id, one.name]));
  for (const row of rows) if (row.removedAt === null && shown(row)) people.set(row.authorId, row.author.name);
  const comments = rows.reverse().map((row): CommentLine => {
    const organisation = row.authorOrgId ? (organisationOf.get(row.authorOrgId) ?? null) : null;
    const own = row.authorId === actor.personId;
    const named = own || shown(row);
    return {
      id: row.id,
      body: row.removedAt ? null : row.body,
      layer: row.layer,
      author: named ? row.author.name : null,
      organisation: named && organisation ? organisation.shortName || organisation.name : null,
      createdAt: row.createdAt.toISOString(),
      edited: row.editedAt !== null,
      own,
      editable: own && row.removedAt === null && mayStillEdit(row.createdAt, actor.now),
      mentions: row.mentions.flatMap((m) => people.get(m.personId) ?? []),
    };
  });
  people.delete(actor.personId);
  const participants = [...people].map(([id, name]) => ({ id, name }));
  return {
    clientId: crypto.randomUUID(),
    subjectId,
    comments,
    cut: found.length > SHOWN,
    watching,
    layers,
    participants,
  };
}

const isWatching = async (actor: Actor, subject: Subject, subjectId: string): Promise<boolean> =>
  (await db.watch.count({ where: { personId: actor.personId, subjectKind: subject.kind, subjectId } })) > 0;
