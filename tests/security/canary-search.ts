import { describe, expect, test } from "vitest";
import { wordMaker } from "./world/marks.ts";
import type { Spy } from "./world/spy.ts";
import { type Canary, dataOf } from "./world/use-world.ts";

const SIMILAR = "/problems/similar?q=";
/** What stands beside the form is no page: it is asked for as it is. */
const addressOf = (place: string, word: string) =>
  place === SIMILAR
    ? place + word
    : dataOf(place + word, place.startsWith("/search") ? "routes/search" : "routes/problems._index");

/** An expert from outside opens what they were asked to, and has no lists and no search. */
const confined = ({ who }: Spy): boolean => who !== null && who.places.every((place) => place.role === "GUEST");

/** Lists and search name to each reader exactly what they may read. */
export function testSearch(canary: Canary): void {
  describe("lists and search", () => {
    test("the list of problems names exactly those somebody reads", async () => {
      const wrong: string[] = [];
      for (const spy of canary.spies.filter((one) => one.who)) {
        const listed = await everyProblemListed(spy);
        for (const story of canary.world.stories) {
          if (listed.has(story.id) !== (story.depth(spy.who) > 0 && !confined(spy)))
            wrong.push(`${spy.key}, ${story.name}: ${listed.has(story.id)}`);
        }
      }
      expect(wrong).toEqual([]);
    }, 300_000);

    test("asking for a word out of scope is answered like asking for one that is nowhere", async () => {
      const foreign = wordMaker(99);
      const told: string[] = [];
      let asked = 0;
      const marks = canary.world.stories.flatMap((story) => story.marks.map((mark) => ({ mark, story })));
      await Promise.all(
        canary.spies.map(async (spy, turn) => {
          const nonsense = foreign();
          const places = ["/search?q=", "/problems?q=", "/problems?equipment=", SIMILAR];
          const empty = new Map<string, string>();
          for (const place of places) empty.set(place, answerTo(await spy.ask(addressOf(place, nonsense)), nonsense));
          for (const [n, { mark }] of marks.entries()) {
            if ((n + turn) % 53 !== 0 || mark.may(spy.who, "/search")) continue;
            for (const place of places) {
              asked += 1;
              const answer = answerTo(await spy.ask(addressOf(place, mark.word)), mark.word);
              if (answer === empty.get(place)) continue;
              // The notice that the other engine answers may come or go meanwhile: the word that is nowhere is asked anew.
              const word = foreign();
              const nowhere = answerTo(await spy.ask(addressOf(place, word)), word);
              if (answer !== nowhere) told.push(`${spy.key} ${place} tells of "${mark.label}"`);
            }
          }
        }),
      );
      expect(told).toEqual([]);
      expect(asked).toBeGreaterThan(800);
    }, 300_000);

    test("asking for a word in scope finds its problem", async () => {
      const wanted = ["title", "phenomenon", "tried", "parameters", "rootCause", "actions", "log, observation"];
      const missing: string[] = [];
      let found = 0;
      for (const [turn, spy] of canary.spies.entries()) {
        if (confined(spy)) continue;
        const marks = canary.world.stories.flatMap((story) =>
          story.marks
            .filter((mark) => wanted.some((one) => mark.label === `${story.name}: ${one}`))
            .map((mark) => ({ mark, story })),
        );
        for (const [n, { mark, story }] of marks.entries()) {
          if ((n + turn) % 9 !== 0 || !mark.may(spy.who, "/search") || story.matter.draft || mark.shownTo.length === 0)
            continue;
          const answer = await spy.ask(addressOf("/search?q=", mark.word));
          if (answer.text.includes(story.id)) found += 1;
          else missing.push(`${spy.key} does not find "${mark.label}"`);
        }
      }
      expect(missing).toEqual([]);
      expect(found).toBeGreaterThan(100);
    }, 300_000);
  });
}

/** An answer's body without what differs from one request to the next. */
const answerTo = ({ status, text }: { status: number; text: string }, word: string): string => {
  const body = text.slice(text.indexOf("\n\n")).replaceAll(word, "WORD");
  // Which engine answered is no secret, and may change while the other is busy.
  return `${status} ${body
    .replace(/"(meilisearch|postgres)"/g, "ENGINE")
    .replace(/\b1[789]\d{11}\b/g, "NOW")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "NOW")}`;
};

async function everyProblemListed(spy: Spy): Promise<Set<string>> {
  const ids = new Set<string>();
  let path: string | undefined = "/problems?sort=created";
  for (let page = 0; path && page < 20; page += 1) {
    const { text } = await spy.ask(path);
    for (const [, id = ""] of text.matchAll(/href="\/problems\/([0-9a-f-]{36})/g)) ids.add(id);
    path = /href="(\/problems\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  }
  return ids;
}
