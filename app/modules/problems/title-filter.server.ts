import { Prisma } from "#app/lib/db.server.ts";
import { containing, likeLiteral } from "#app/lib/containing.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { originalsReadBy, visibleTo } from "./visibility.server.ts";

/** Not redacted for this reader, or the original is the reader's to see. */
export const unredacted = (actor: Actor, field: "title" | "equipmentType"): Prisma.ProblemWhereInput => ({
  OR: [originalsReadBy(actor), { redactions: { path: [field], equals: Prisma.DbNull } }],
});

/** Of the problems an actor reads, those with this text at the start of the number or anywhere in the title, as this reader sees it. */
export const titleFilter = (actor: Actor, q: string): Prisma.ProblemWhereInput => ({
  OR: [numbered(q), titled(actor, q)],
});

/** The same for records whose readers need not be the problem's: who does not read it knows its number, and no title. */
export const titleFilterBeside = (actor: Actor, q: string): Prisma.ProblemWhereInput => ({
  OR: [numbered(q), { AND: [visibleTo(actor), titled(actor, q)] }],
});

const numbered = (q: string): Prisma.ProblemWhereInput => ({ number: { startsWith: likeLiteral(q).toUpperCase() } });

const titled = (actor: Actor, q: string): Prisma.ProblemWhereInput => ({
  OR: [
    { AND: [{ title: containing(q) }, unredacted(actor, "title")] },
    { redactions: { path: ["title"], string_contains: likeLiteral(q), mode: "insensitive" } },
  ],
});
