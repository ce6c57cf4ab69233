import { db } from "#app/lib/db.server.ts";
import { DomainError, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { peopleVisibleTo } from "#app/modules/alliances/visibility.ts";
import { speakers } from "./speakers.server.ts";
import { type CommentLayer, type Participant, type Reading, reads, type Subject } from "./subject.ts";

/** "@王建国" as typed: up to the next space, sign or line end. */
const TYPED = /@([\p{Script=Han}·]{2,8}|[\p{L}][\p{L}.'-]{1,30})/gu;
const MOST = 10;

/** Names typed with an @ in a text. */
export const namesTyped = (body: string): string[] =>
  [...new Set([...body.matchAll(TYPED)].map((match) => match[1] ?? ""))].slice(0, MOST);

/** A Chinese name may run into the words after it ("@王建国请看"): every name it may be, the longest first. */
const namesIn = (word: string): string[] =>
  /^\p{Script=Han}/u.test(word)
    ? Array.from({ length: [...word].length - 1 }, (_, cut) => [...word].slice(0, [...word].length - cut).join(""))
    : [word];

type Meant = { name: string; people: string[]; field: "body" | "mentions" };

/**
 * The people a comment calls: those chosen and those typed by name. Only people the actor may know of are found at all:
 * a name nobody known has is just text, an id of somebody unknown is refused like one that nobody has. Somebody known
 * who may not read the comment is refused by name, so that nobody waits for an answer that can't come.
 */
export async function resolveMentions(
  actor: Actor,
  subject: Subject,
  reading: Reading,
  comment: { subjectId: string; layer: CommentLayer; body: string; mentions: readonly string[] },
): Promise<string[]> {
  const typed = namesTyped(comment.body);
  const chosen = [...new Set(comment.mentions)].slice(0, MOST);
  if (typed.length === 0 && chosen.length === 0) return [];
  const { participants } = await subject.open(actor, comment.subjectId);
  const here = [...participants, ...(await speakers(subject.kind, comment.subjectId, reading))];
  const known = await knownPeople(actor, here, chosen, typed.flatMap(namesIn));

  const meant: Meant[] = chosen.map((id) => {
    const person = known.find((one) => one.id === id);
    if (!person) throw invalid("mention-unknown", "mentions");
    return { name: person.name, people: [id], field: "mentions" };
  });
  for (const word of typed) {
    const name = namesIn(word).find((one) => known.some((person) => person.name === one));
    if (!name || meant.some((one) => one.name === name)) continue;
    meant.push({ name, people: known.filter((one) => one.name === name).map((one) => one.id), field: "body" });
  }

  const called = new Set<string>();
  for (const { name, people, field } of meant) {
    if (people.includes(actor.personId) && people.length === 1) continue;
    const readers: string[] = [];
    for (const id of people)
      if (reads(await subject.layerOf(id, comment.subjectId, reading, actor.now), comment.layer)) readers.push(id);
    if (readers.length === 0) throw new DomainError("invalid", "mention-no-access", { field, values: { name } });
    // Two of one name: those who take part are meant before others; else the writer has to choose.
    const present = readers.filter((id) => here.some((one) => one.id === id));
    const [only, ...others] = present.length > 0 ? present : readers;
    if (others.length > 0) throw new DomainError("invalid", "mention-ambiguous", { field, values: { name } });
    if (only && only !== actor.personId) called.add(only);
  }
  return [...called];
}

/** Those who take part, and people the actor may know of by id or exact name. */
async function knownPeople(
  actor: Actor,
  here: readonly Participant[],
  ids: readonly string[],
  names: readonly string[],
): Promise<Participant[]> {
  const rows = await db.person.findMany({
    where: {
      disabledAt: null,
      OR: [{ id: { in: [...ids] } }, { name: { in: [...new Set(names)] } }],
      AND: peopleVisibleTo(actor),
    },
    select: { id: true, name: true },
    take: 100,
  });
  return [...new Map([...here, ...rows].map((one) => [one.id, one])).values()];
}
