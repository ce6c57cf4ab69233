import { z } from "zod";
import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { plain, toCsv } from "./vocabulary.ts";
import { loadVocabulary, vocabularyOffices } from "./vocabulary.server.ts";

const SHOWN = 60;
const CHANGES = 20;
const changeSchema = z.object({
  added: z.array(z.array(z.string())),
  removed: z.array(z.array(z.string())),
  counts: z.object({ added: z.number(), removed: z.number() }),
});

/** The groups with their places, those that hold the word asked for, and the latest changes. Errors: not_found. */
export async function loadVocabularyPage(actor: Actor, asked: string) {
  const offices = vocabularyOffices(actor);
  if (offices.length === 0) throw notFound();
  const [{ version, groups }, events] = await Promise.all([
    loadVocabulary(),
    db.event.findMany({
      where: { type: "organisation.vocabulary-changed" },
      orderBy: { id: "desc" },
      take: CHANGES,
      select: { id: true, at: true, actorName: true, organisationId: true, payload: true },
    }),
  ]);
  const organisations = await db.organisation.findMany({
    where: { id: { in: [...new Set(events.map((event) => event.organisationId))] } },
    select: { id: true, name: true, shortName: true },
  });
  const names = new Map(organisations.map((one) => [one.id, one.shortName || one.name]));
  const wanted = plain(asked);
  const found = groups
    .map((words, n) => ({ line: n + 1, words }))
    .filter(({ words }) => wanted === "" || words.some((word) => word.includes(wanted)));
  return {
    version,
    count: groups.length,
    found: found.length,
    // The latest added first: that is what somebody has just done.
    groups: found.reverse().slice(0, SHOWN),
    changes: events.flatMap((event) => {
      const change = changeSchema.safeParse(event.payload);
      if (!change.success) return [];
      // Of other alliances' people no names: the alliance has changed it.
      const by = offices.includes(event.organisationId) ? event.actorName : "";
      return [
        {
          id: String(event.id),
          at: event.at.toISOString(),
          by,
          office: names.get(event.organisationId) ?? "",
          ...change.data,
        },
      ];
    }),
  };
}

/** The whole list as a file. Errors: not_found. */
export async function vocabularyCsv(actor: Actor): Promise<string> {
  if (vocabularyOffices(actor).length === 0) throw notFound();
  return toCsv((await loadVocabulary()).groups);
}
