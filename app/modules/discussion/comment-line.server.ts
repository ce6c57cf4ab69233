import type { Prisma } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { mayStillEdit } from "./policy.ts";
import type { CommentLine } from "./schema.ts";
import { type OrganisationName, type Reading, reads } from "./subject.ts";

const author = { select: { name: true } } as const;

export const commentSelect = {
  id: true,
  body: true,
  layer: true,
  authorId: true,
  authorOrgId: true,
  createdAt: true,
  editedAt: true,
  removedAt: true,
  version: true,
  author,
  mentions: { select: { personId: true } },
  replyTo: { select: { id: true, body: true, layer: true, removedAt: true, authorOrgId: true, author } },
  files: {
    orderBy: { attachmentId: "asc" },
    select: { attachment: { select: { id: true, fileName: true, kind: true, size: true, width: true } } },
  },
} satisfies Prisma.CommentSelect;
export type CommentRow = Prisma.CommentGetPayload<{ select: typeof commentSelect }>;

type Around = {
  organisations: ReadonlyMap<string, OrganisationName>;
  /** Who takes part and speaks here, as far as the reader may know them. */
  people: ReadonlyMap<string, string>;
  /** Everybody called by a comment of the page. */
  called: ReadonlyMap<string, string>;
  shows(organisationId: string | null): boolean;
};

const EXCERPT = 80;
const excerptOf = (body: string): string => {
  const signs = [...body.replace(/\s+/g, " ")];
  return signs.length > EXCERPT ? `${signs.slice(0, EXCERPT).join("")}…` : signs.join("");
};

/** The name somebody is called by: of those here, or what the text itself says to whoever reads it. */
function calledBy(body: string, personId: string, { people, called }: Around): string | undefined {
  const name = called.get(personId);
  return people.get(personId) ?? (name !== undefined && body.includes(`@${name}`) ? name : undefined);
}

/** A comment as its reader sees it. An answer shows of what it answers only what the same reader may read. */
export function lineOf(actor: Actor, reading: Reading, row: CommentRow, around: Around): CommentLine {
  const organisation = row.authorOrgId ? (around.organisations.get(row.authorOrgId) ?? null) : null;
  const own = row.authorId === actor.personId;
  const named = own || around.shows(row.authorOrgId);
  const removed = row.removedAt !== null;
  const { replyTo } = row;
  return {
    id: row.id,
    body: removed ? null : row.body,
    layer: row.layer,
    author: named ? row.author.name : null,
    organisation: named && organisation ? organisation.shortName || organisation.name : null,
    createdAt: row.createdAt.toISOString(),
    // Removing it keeps its last wording too; that is no edit.
    edits: removed ? 0 : row.version,
    version: row.version,
    own,
    editable: own && !removed && mayStillEdit(row.createdAt, actor.now),
    audited: removed && reading.audits,
    mentions: removed ? [] : row.mentions.flatMap(({ personId }) => calledBy(row.body, personId, around) ?? []),
    replyTo:
      replyTo && replyTo.removedAt === null && reads(reading.layer, replyTo.layer)
        ? {
            id: replyTo.id,
            author: around.shows(replyTo.authorOrgId) ? replyTo.author.name : null,
            excerpt: excerptOf(replyTo.body),
          }
        : null,
    files: removed
      ? []
      : row.files.map(({ attachment: { width, ...file } }) => ({ ...file, hasPicture: width !== null })),
  };
}
