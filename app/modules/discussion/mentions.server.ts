import { db } from "#app/lib/db.server.ts";
import { DomainError, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { speakers } from "./speakers.server.ts";
import { type CommentLayer, type Reading, reads, type Subject } from "./subject.ts";

/** "@王建国" as typed: up to the next space, sign or line end. */
const TYPED = /@([\p{Script=Han}·]{2,8}|[\p{L}][\p{L}.'-]{1,30})/gu;

/** Names typed with an @ in a text. */
export const namesTyped = (body: string): string[] =>
  [...new Set([...body.matchAll(TYPED)].map((match) => match[1] ?? ""))].slice(0, 10);

/**
 * The people a comment calls: those chosen and those typed by name who take part or are colleagues.
 * Somebody who may not read the comment is refused by name, so that nobody waits for an answer that can't come.
 */
export async function resolveMentions(
  actor: Actor,
  subject: Subject,
  reading: Reading,
  comment: { subjectId: string; layer: CommentLayer; body: string; mentions: readonly string[] },
): Promise<string[]> {
  const typed = namesTyped(comment.body);
  const chosen = [...new Set(comment.mentions)];
  if (typed.length === 0 && chosen.length === 0) return [];
  const participants = [
    ...(await subject.participants(comment.subjectId, reading, actor.now)),
    ...(await speakers(subject.kind, comment.subjectId, reading)),
  ];
  const people = new Map<string, string>();
  const unknown: string[] = [];
  for (const word of typed) {
    // A name may run into the words after it ("@王建国请看"): the longest participant's name it begins with.
    const hit = participants.filter((p) => word.startsWith(p.name)).sort((a, b) => b.name.length - a.name.length)[0];
    if (hit) people.set(hit.id, hit.name);
    else unknown.push(word);
  }
  if (chosen.length > 0) {
    const rows = await db.person.findMany({
      where: { id: { in: chosen }, disabledAt: null },
      select: { id: true, name: true },
    });
    if (rows.length !== chosen.length) throw invalid("mention-unknown", "mentions");
    for (const row of rows) people.set(row.id, row.name);
  }
  if (unknown.length > 0) for (const row of await colleaguesNamed(actor, unknown)) people.set(row.id, row.name);

  people.delete(actor.personId);
  const allowed: string[] = [];
  for (const [id, name] of people) {
    if (!reads(await subject.layerOf(id, comment.subjectId, actor.now), comment.layer)) {
      throw new DomainError("invalid", "mention-no-access", {
        field: chosen.includes(id) ? "mentions" : "body",
        values: { name },
      });
    }
    allowed.push(id);
  }
  return allowed;
}

/** People of these exact names in the actor's own organisations and alliances. */
async function colleaguesNamed(actor: Actor, names: string[]): Promise<{ id: string; name: string }[]> {
  const own = actor.standings.map((s) => s.organisationId);
  return db.person.findMany({
    where: {
      name: { in: names },
      disabledAt: null,
      memberships: {
        some: {
          startsAt: { lte: actor.now },
          AND: [{ OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }] }],
          OR: [
            { organisationId: { in: [...own, ...actor.allianceIds] } },
            { organisation: { inAlliances: { some: { allianceId: { in: [...actor.allianceIds] }, leftAt: null } } } },
            {
              organisation: {
                parent: { inAlliances: { some: { allianceId: { in: [...actor.allianceIds] }, leftAt: null } } },
              },
            },
          ],
        },
      },
    },
    select: { id: true, name: true },
    take: 10,
  });
}
