import { db } from "#app/lib/db.server.ts";
import { words } from "#app/lib/i18n.ts";
import { paths } from "#app/lib/paths.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { seesLate } from "#app/modules/solving/queries-late.server.ts";
import { statesWords } from "#app/words/states.ts";

/** What a message in the inbox shows of what it is about. */
export type SubjectLine = {
  title: string;
  /** A number, a count: what tells it from others. */
  mark: string | null;
};
type Asked = { subjectId: string; payload: unknown };

/** Something that messages are about. Problems are read by the inbox itself, with who did what. */
export type NoticeSubject = {
  /** Of these, what the actor may know at this moment, by id; one query. Those left out are closed to the actor. */
  read(actor: Actor, asked: readonly Asked[]): Promise<Map<string, SubjectLine>>;
  /** Where a message leads; null: nowhere. */
  path(subjectId: string, payload: unknown): string | null;
};

type Registry = Map<string, NoticeSubject>;
const registry: Registry = ((globalThis as { __jianglianSubjects?: Registry }).__jianglianSubjects ??= new Map());

/** Says how messages about a kind of subject are read; called once at start by whoever files such messages. */
export function registerNoticeSubject(kind: string, subject: NoticeSubject): void {
  registry.set(kind, subject);
}

export const noticeSubject = (kind: string): NoticeSubject | undefined => registry.get(kind);

const numberIn = (payload: unknown, name: string): number =>
  payload !== null && typeof payload === "object" && name in payload ? Number(Reflect.get(payload, name)) : 0;
const textIn = (payload: unknown, name: string): string =>
  payload !== null && typeof payload === "object" && name in payload ? String(Reflect.get(payload, name)) : "";

/** How many there are of what a message tells. */
export const countOf = (payload: unknown): number => numberIn(payload, "count");

/** Number and state, where somebody is told of a problem without reading it. */
export const bareFacts = (payload: unknown): { number: string; state: string } => ({
  number: textIn(payload, "number"),
  state: textIn(payload, "state"),
});

registerNoticeSubject("search", {
  async read(actor, asked) {
    const rows = await db.savedSearch.findMany({
      where: { id: { in: asked.map((one) => one.subjectId) }, personId: actor.personId },
      select: { id: true, name: true },
    });
    return new Map(rows.map((row) => [row.id, { title: row.name, mark: null }]));
  },
  path: paths.savedSearch,
});

registerNoticeSubject("late", {
  async read(actor, asked) {
    const { state: names } = words(statesWords, actor.locale);
    // Who no longer sees to what is late is led nowhere.
    if (!(await seesLate(actor))) return new Map();
    return new Map(
      asked.map(({ subjectId, payload }) => {
        const { number, state } = bareFacts(payload);
        return [subjectId, { title: `${number} ${names[state as keyof typeof names] ?? ""}`.trim(), mark: null }];
      }),
    );
  },
  path: (_, payload) => paths.late(textIn(payload, "scope") ? { scope: textIn(payload, "scope") } : undefined),
});
