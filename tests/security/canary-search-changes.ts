import { describe, expect, test } from "vitest";
import { db } from "#app/lib/db.server.ts";
import { runtimeFacts, setRuntimeFacts } from "#app/lib/runtime/facts.server.ts";
import { indexProblems } from "#app/modules/knowledge/index-problems.server.ts";
import { reconcileSearch } from "#app/modules/knowledge/reconcile-search.server.ts";
import { pumpSettled } from "#app/modules/knowledge/search-service.server.ts";
import { nameReader } from "#app/modules/problems/name-reader.server.ts";
import type { Mark, Story } from "./world/marks.ts";
import type { Spy } from "./world/spy.ts";
import { type Canary, dataOf } from "./world/use-world.ts";

const settled = async () => {
  await reconcileSearch();
  await pumpSettled();
};

/** What somebody may no longer read, or never might, the next question does not find. It changes the world. */
export function testSearchChanges(canary: Canary): void {
  const spyOf = (key: string): Spy => {
    const spy = canary.spies.find((one) => one.key === key);
    if (!spy) throw new Error(`nobody is called ${key}`);
    return spy;
  };
  const published = (): Story[] =>
    canary.world.stories.filter(
      ({ matter }) => matter.published && matter.alliance === canary.world.cast.ids.allianceA,
    );
  const markOf = (story: Story, label: string): Mark | undefined =>
    story.marks.find((mark) => mark.label === `${story.name}: ${label}`);
  /** Whether a word leads this reader to the problem, on the page of the search or beside the form. */
  async function finds(spy: Spy, mark: Mark, story: Story): Promise<boolean> {
    const answers = await Promise.all([
      spy.ask(dataOf(`/search?q=${mark.word}`)),
      spy.ask(`/problems/similar?q=${mark.word}`),
    ]);
    return answers.some(({ text }) => text.includes(story.id));
  }

  describe("search after a change", () => {
    test("an anonymous problem is found and counted under its industry by those alone who may know whose it is", async () => {
      const hidden = canary.world.stories.filter((story) => story.matter.anonymous && story.matter.published);
      const ids = hidden.map((story) => story.id);
      // An industry with this one member: its name would say who it is.
      await db.problem.updateMany({ where: { id: { in: ids } }, data: { industry: "PETROLEUM_MACHINERY" } });
      await indexProblems(ids);
      await settled();
      const told: string[] = [];
      let known = 0;
      const year = new Date().getUTCFullYear();
      for (const spy of canary.spies.filter((one) => one.who)) {
        const may = hidden.filter((story) => spy.who && story.depth(spy.who) > 0 && story.named(spy.who));
        const counts = (await spy.ask(dataOf(`/search?year=${year}&year=${year - 1}`))).text;
        const narrowed = (await spy.ask(dataOf("/search?industry=PETROLEUM_MACHINERY"))).text;
        if (may.length === 0 && counts.includes("PETROLEUM_MACHINERY")) told.push(`${spy.key} counts it`);
        for (const story of hidden) {
          const found = narrowed.includes(story.id);
          if (found && !may.includes(story)) told.push(`${spy.key} finds "${story.name}"`);
          if (found) known += 1;
        }
      }
      expect(told).toEqual([]);
      expect(known).toBeGreaterThan(2);
    });

    test("a layer taken back is not searched by the next question", async () => {
      const spy = spyOf("distilleryEngineer");
      const pairs = published().flatMap((story) => {
        const mark = markOf(story, "parameters");
        return mark &&
          spy.who &&
          !mark.may(spy.who, "/search") &&
          story.matter.enterprise === canary.world.cast.ids.brewery
          ? [{ story, mark }]
          : [];
      });
      const [pair] = pairs;
      if (!pair) throw new Error("the world has such a problem");
      const { story, mark } = pair;
      const name = async (layer: "CONFIDENTIAL" | "SUMMARY") =>
        nameReader(await canary.world.cast.as("reviewer", new Date()), {
          id: story.id,
          personId: canary.world.cast.idOf("distilleryEngineer"),
          layer,
        });
      expect(await finds(spy, mark, story)).toBe(false);
      await name("CONFIDENTIAL");
      await settled();
      expect((await spy.ask(dataOf(`/search?q=${mark.word}`))).text).toContain(story.id);
      await name("SUMMARY");
      expect(await finds(spy, mark, story)).toBe(false);
      await settled();
      expect(await finds(spy, mark, story)).toBe(false);
    });

    test("a membership that ends, and an enterprise that leaves, find nothing with the next question", async () => {
      const title = (spy: Spy) => {
        for (const story of published()) {
          const mark = markOf(story, "title");
          if (mark && spy.who && mark.may(spy.who, "/search")) return { story, mark };
        }
        throw new Error("the world has such a problem");
      };
      for (const [key, end] of [
        [
          "toolsIdle",
          (personId: string) => db.membership.updateMany({ where: { personId }, data: { endsAt: new Date() } }),
        ],
        [
          "electricLeader",
          () =>
            db.allianceMember.updateMany({
              where: { memberId: { in: [canary.world.cast.ids.electric, canary.world.cast.ids.electricStudio] } },
              data: { leftAt: new Date() },
            }),
        ],
      ] as const) {
        const spy = spyOf(key);
        const { story, mark } = title(spy);
        expect((await spy.ask(dataOf(`/search?q=${mark.word}`))).text).toContain(story.id);
        await end(canary.world.cast.idOf(key));
        expect(await finds(spy, mark, story)).toBe(false);
      }
    });

    test("while Meilisearch is away the secretariat is told, others are answered as ever", async () => {
      const facts = runtimeFacts();
      const story = published().find((one) => markOf(one, "title")?.may(spyOf("author").who, "/search")) as Story;
      const mark = markOf(story, "title") as Mark;
      const banner = "搜索引擎暂时没有应答";
      const page = async (key: string) => (await spyOf(key).ask(`/search?q=${mark.word}`)).text;
      expect(await page("secretariatA")).not.toContain(banner);
      setRuntimeFacts({ ...facts, meili: { url: "http://127.0.0.1:9", apiKey: "nobody" } });
      try {
        expect(await page("author")).toContain(story.id);
        expect(await page("secretariatA")).toContain(banner);
        expect(await page("author")).not.toContain(banner);
      } finally {
        setRuntimeFacts(facts);
      }
    });
  });
}
