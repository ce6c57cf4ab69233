import { describe, expect, test } from "vitest";
import { closeSession } from "#app/modules/accounts/session.server.ts";
import type { InProcess } from "#tests/support/in-process.server.ts";
import { type Address, NOWHERE } from "./world/addresses.ts";
import type { Story } from "./world/marks.ts";
import { ROUTES } from "./world/routes.ts";
import { Judge, type Spy } from "./world/spy.ts";
import { type Canary, dataOf } from "./world/use-world.ts";

/** Layout routes have no address of their own. */
const routesOf = ({ build }: InProcess) =>
  Object.values(build.routes).flatMap((route) =>
    route && route.id !== "root" ? [{ id: route.id, parentId: route.parentId, module: route.module }] : [],
  );

/** No word of the world reaches anybody out of its scope, by whatever address. */
export function testWords(product: InProcess, canary: Canary): void {
  describe("the canary world", () => {
    test("every text in it is a word of its own", () => {
      const words = canary.world.stories.flatMap((story) => story.marks.map((mark) => mark.word));
      expect(new Set(words).size).toBe(words.length);
      expect(words.length).toBeGreaterThan(700);
    });

    test("every route of the build has an entry in the route table, and no entry is left over", () => {
      const routes = routesOf(product).map((route) => route.id);
      expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
      // Asked for its own data, a page then tells all but the frame.
      const around = new Set(routesOf(product).map((route) => route.parentId));
      expect([...around]).toEqual(["root"]);
    });

    test("a file opens for whoever reads its layer, and for nobody else: whole, in part, in every size, its preview", async () => {
      const wrong: string[] = [];
      let opened = 0;
      let turn = 0;
      for (const spy of canary.spies) {
        for (const story of canary.world.stories) {
          for (const { id, depth, ways } of story.files) {
            const may = story.depth(spy.who) >= depth;
            const pieces: [string, Record<string, string>, number[]][] = [
              ["", { Range: "bytes=0-99" }, [206]],
              ["", { Range: "bytes=10-" }, [206]],
              ["", { Range: "bytes=-5" }, [206]],
              ["", { Range: "bytes=999999999-" }, [416]],
            ];
            turn += 1;
            const asked: [string, Record<string, string>, number[]][] = [
              ...ways.map((way): [string, Record<string, string>, number[]] => [way, {}, [200]]),
              // Who may not is refused before a piece is cut: one of them each, in turn.
              ...pieces.filter((_, n) => may || n === turn % pieces.length),
            ];
            for (const [rest, headers, answers] of asked) {
              const { status } = await spy.ask(`/files/${id}${rest}`, { headers });
              if (may) opened += 1;
              const right = may ? answers.includes(status) : status === (spy.who ? 404 : 302);
              if (!right)
                wrong.push(`${spy.key}, ${story.name}, layer ${depth}, ${rest} ${headers.Range ?? ""}: ${status}`);
            }
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(opened).toBeGreaterThan(200);
    }, 600_000);

    test("an address of a file fails at once when the session behind it has ended, also for the next piece", async () => {
      const { id } =
        canary.world.stories.flatMap((story) => story.files.filter((file) => file.ways.length === 1))[0] ?? {};
      const cookie = await product.signIn(canary.world.cast.idOf("author"));
      const ask = (headers: Record<string, string>) =>
        fetch(`${product.url}/files/${id}`, { redirect: "manual", headers: { cookie, ...headers } });
      const first = await ask({ Range: "bytes=0-9" });
      const etag = first.headers.get("etag") ?? "";
      expect([first.status, (await ask({ "If-None-Match": etag })).status]).toEqual([206, 304]);
      await closeSession(new Request(product.url, { headers: { cookie } }));
      const later: Record<string, string>[] = [
        { Range: "bytes=10-19" },
        { "If-None-Match": etag },
        { Range: "bytes=10-", "If-Range": etag },
      ];
      for (const headers of later) {
        const after = await ask(headers);
        expect([after.status, after.headers.get("etag")]).toEqual([302, null]);
      }
    });

    test("a problem's page holds, for each reader, every word of the reader's layers and none beyond", async () => {
      const judge = new Judge(canary.world);
      const missing: string[] = [];
      let shown = 0;
      // Drawn once for each kind of reader of a problem; to the others goes what it is drawn from.
      const drawn = new Map<string, Spy>();
      for (const spy of canary.spies)
        for (const story of canary.world.stories) {
          const kind = kindOf(spy, story);
          if (kind && !drawn.has(kind)) drawn.set(kind, spy);
        }
      await Promise.all(
        canary.spies.map(async (spy) => {
          for (const story of canary.world.stories) {
            const path = `/problems/${story.id}`;
            const depth = story.depth(spy.who);
            const draw = drawn.get(kindOf(spy, story)) === spy;
            const page = await spy.ask(draw ? path : dataOf(path, "routes/problems.$id._index"));
            judge.judge(spy, "GET", path, page, { story });
            const sees = page.status === 200;
            if (sees !== depth > 0 && spy.who) missing.push(`${spy.key}, ${story.name}: ${page.status}`);
            for (const mark of story.marks) {
              if (depth === 0 || !mark.shownTo.includes(depth) || !mark.may(spy.who, path)) continue;
              shown += 1;
              if (!page.words.has(mark.word)) missing.push(`${spy.key} does not find "${mark.label}"`);
            }
          }
        }),
      );
      expect([...judge.leaks]).toEqual([]);
      expect(missing).toEqual([]);
      expect(shown).toBeGreaterThan(4_000);
    }, 600_000);

    test("no answer of any route to anybody holds a word out of scope", async () => {
      const judge = new Judge(canary.world);
      // The frame is around every page that comes whole, below; here as everybody gets it in between.
      for (const spy of canary.spies) {
        const answer = await spy.ask(FRAME);
        expect(answer.text).toContain('"root"');
        judge.judge(spy, "GET", FRAME, answer);
      }
      for (const [r, { id, module }] of routesOf(product).entries()) {
        const addresses = ROUTES[id]?.addresses(canary.world) ?? [];
        await Promise.all(
          canary.spies.map(async (spy, turn) => {
            const share = shareOf(addresses, r + turn);
            for (const [n, address] of share.entries()) await tryAll(judge, spy, address, id, module, r + turn + n);
          }),
        );
      }
      expect([...judge.leaks]).toEqual([]);
      expect(judge.answers).toBeGreaterThan(5_000);
    }, 600_000);
  });
}

const FRAME = dataOf("/", "root");

/** Which side of a problem somebody reads it from, how deep, and whether with names; "" who does not read it. */
function kindOf({ who }: Spy, story: Story): string {
  const depth = story.depth(who);
  if (!who || depth === 0) return "";
  const own = who.places.filter((one) => [one.organisation, one.enterprise].includes(story.matter.enterprise));
  const solves = story.matter.teams.some((team) => team.people.includes(who.person));
  const roles = own.map((one) => one.role).sort();
  return [story.id, depth, story.named(who), roles.join("+") || (solves ? "solver" : "other")].join(" ");
}

/** From so many on, everybody asks for one address of a route; below, for two. */
const MANY = 20;

/**
 * Of many addresses everybody asks for some, different ones each and on each route, so that each is asked for by several;
 * where nothing is, every sixth asks.
 */
function shareOf(addresses: Address[], turn: number): Address[] {
  const nowhere = addresses.filter(({ path }) => path.includes(NOWHERE));
  const real = addresses.filter(({ path }) => !path.includes(NOWHERE));
  const every = Math.max(1, Math.ceil(real.length / (real.length < MANY ? 2 : 1)));
  return [...real.filter((_, n) => (n + turn) % every === 0), ...(turn % 6 === 0 ? nowhere : [])];
}

type Module = ReturnType<typeof routesOf>[number]["module"];

/** Everybody gets the route's data, every sixth in turn within the page made of it; every third the answer to a wrong form. */
async function tryAll(
  judge: Judge,
  spy: Spy,
  { path, story, names }: Address,
  id: string,
  module: Module,
  turn: number,
): Promise<void> {
  const about = { story, namesAllowed: names };
  const page = Boolean(module.default);
  const whole = !page || !module.loader || turn % 6 === 0;
  const asked = whole ? path : dataOf(path, id);
  const answer = await spy.ask(asked);
  judge.judge(spy, "GET", asked, answer, about);
  // What the answer to an address does not name was not asked for, and would leak nothing.
  if (!whole && answer.status === 200) expect(answer.text, asked).toContain(`"${id}"`);
  const closed = spy.who !== null && story?.depth(spy.who) === 0;
  if (closed && id.startsWith("routes/problems.$id")) expect([asked, spy.key, answer.status]).not.toContain(200);
  const post = ROUTES[id]?.post;
  if (!module.action || !post || turn % 3 !== 1) return;
  const target = page && turn % 2 === 0 ? dataOf(path) : path;
  judge.judge(spy, "POST", target, await spy.ask(target, { method: "POST", body: post }), about);
}
