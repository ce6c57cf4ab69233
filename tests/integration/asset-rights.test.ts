import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor, Role } from "#app/modules/accounts/actor.ts";
import { readAssetFilter } from "#app/modules/equipment/asset-filter.ts";
import {
  assetByCode,
  listAssets,
  listLabels,
  loadAsset,
  machineDefaults,
} from "#app/modules/equipment/queries.server.ts";
import { machinesMeant } from "#app/modules/equipment/queries-scan.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { confirmProblem, withdrawConfirmation } from "#app/modules/problems/confirm-problem.server.ts";
import { problemsOfMachine } from "#app/modules/problems/queries-machine.server.ts";
import { getProblem } from "#app/modules/problems/queries-problem.server.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import { makeActor, makeWorld, publishedProblem, type World } from "#tests/support/factories.server.ts";

useTestDatabase();
let world: World;
let asset: { id: string; code: string };
let problemId: string;
const facts = { number: "GZ-03", name: "", type: "灌装机", model: "GF-40", maker: "", line: "", site: "" };
beforeAll(async () => {
  world = await makeWorld();
  asset = await registerAsset(world.engineer, facts);
  problemId = await publishedProblem(world, { assetNumber: facts.number });
});

/** Roles people can have, by where. */
const ROLES: Record<string, readonly Role[]> = {
  brewery: ["ENGINEER", "REVIEWER", "FINANCE", "GUEST"],
  tools: ["ENGINEER", "REVIEWER", "FINANCE", "GUEST"],
  breweryStudio: ["STUDIO_LEADER", "CRAFTSMAN", "GUEST"],
  toolsStudio: ["STUDIO_LEADER", "CRAFTSMAN"],
  alliance: ["SECRETARIAT", "JUDGE"],
  federation: ["UNION_OFFICER"],
  outside: ["ENGINEER"],
};
const standing = fc
  .constantFrom(...Object.keys(ROLES))
  .chain((where) => fc.tuple(fc.constantFrom(...(ROLES[where] ?? [])), fc.constant(where)));
type Standing = [Role, string];

const idOf = (where: string): string => world[where as "brewery"];
const actorWith = (standings: Standing[]) =>
  makeActor(standings.map(([role, where]): [Role, string] => [role, idOf(where)]));

/** The rule in words: own people of the enterprise and of its studios, whatever they are there; guests are not. */
const isOwn = (standings: Standing[]) =>
  standings.some(([role, where]) => role !== "GUEST" && (where === "brewery" || where === "breweryStudio"));
const keeps = (standings: Standing[]) =>
  standings.some(([role, where]) => where === "brewery" && (role === "ENGINEER" || role === "REVIEWER"));

/** Whether it is there; whatever is not says that it is not there. */
const opens = (found: Promise<unknown>): Promise<boolean> =>
  found.then(
    () => true,
    (error: { code: string }) => {
      expect(error.code).toBe("not_found");
      return false;
    },
  );

/** Every way to a machine, each answering whether it led there. */
const WAYS: Record<string, (actor: Actor) => Promise<boolean>> = {
  card: (actor) => opens(assetByCode(actor, asset.code)),
  page: (actor) => opens(loadAsset(actor, asset.id)),
  list: async (actor) => (await listed(actor, `${facts.number}`)).includes(asset.id),
  search: async (actor) => (await listed(actor, asset.code)).includes(asset.id),
  labels: async (actor) =>
    (await listLabels(actor, [asset.id], readAssetFilter(new URLSearchParams())).catch(() => ({ rows: [] }))).rows
      .length > 0,
  form: async (actor) => (await machineDefaults(actor, asset.code)).assetNumber === facts.number,
  scan: async (actor) => (await meant(actor, { kind: "label", code: asset.code })) > 0,
  number: async (actor) => (await meant(actor, { kind: "text", text: "gz03", code: null })) > 0,
};
const listed = async (actor: Actor, q: string) =>
  (
    await listAssets(actor, readAssetFilter(new URLSearchParams({ q })), { size: 50 }).catch(() => ({
      rows: [] as { id: string }[],
    }))
  ).rows.map((row) => row.id);
const meant = async (actor: Actor, scanned: Parameters<typeof machinesMeant>[1]) =>
  (await machinesMeant(actor, scanned).catch(() => [])).length;

it("every way to a machine is open to its enterprise's own people, and to nobody else", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(standing, { minLength: 1, maxLength: 3, selector: String }), async (standings) => {
      const actor = await actorWith(standings);
      const may = isOwn(standings);
      for (const [way, leadsThere] of Object.entries(WAYS))
        expect(await leadsThere(actor), `${way} ${JSON.stringify(standings)}`).toBe(may);
      if (!may) return;
      expect((await assetByCode(actor, asset.code)).mayKeep).toBe(keeps(standings));
      const card = await problemsOfMachine(actor, await assetByCode(actor, asset.code));
      expect(card.open.map((row) => row.id)).toEqual([problemId]);
    }),
    { numRuns: 40 },
  );
});

it("only own people say that theirs has it too, and only they read what was said", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(standing, { minLength: 1, maxLength: 3, selector: String }), async (standings) => {
      const actor = await actorWith(standings);
      const input = { problemId, assetId: asset.id, downtimeHours: 1, since: "", note: "geheim" };
      const said = await confirmProblem(actor, input).catch((error: { messageKey: string }) => error.messageKey);
      if (isOwn(standings)) {
        expect(said).toBe(true);
        expect((await getProblem(actor, problemId)).confirmations.filter((line) => line.own)).toHaveLength(1);
        expect(await withdrawConfirmation(actor, problemId)).toBe(true);
      } else {
        expect(["not_found", "not-your-move"]).toContain(said);
        const seen = await getProblem(actor, problemId).catch(() => null);
        expect(seen?.confirmations ?? []).toEqual([]);
      }
      expect(await db.problemConfirmation.count({ where: { problemId, personId: actor.personId } })).toBe(0);
    }),
    { numRuns: 30 },
  );
});

it("whatever colleagues say and take back, each counts once, with what was said last", async () => {
  const step = fc.record({
    who: fc.constantFrom("engineer2", "reviewer", "finance", "breweryLeader" as const),
    hours: fc.option(fc.integer({ min: 0, max: 168 }), { freq: 2 }),
    say: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await db.problemConfirmation.deleteMany({ where: { problemId } });
      const model = new Map<string, number | null>();
      for (const { who, hours, say } of steps) {
        const actor = world[who as "engineer2"];
        if (say) {
          const input = { problemId, assetId: asset.id, downtimeHours: hours, since: "", note: "" };
          expect(await confirmProblem(actor, input)).toBe(!model.has(who));
          if (!model.has(who)) model.set(who, hours);
        } else {
          expect(await withdrawConfirmation(actor, problemId)).toBe(model.delete(who));
        }
      }
      const card = await problemsOfMachine(world.engineer, await assetByCode(world.engineer, asset.code));
      const hours = [...model.values()].filter((one) => one !== null);
      expect(card.open).toMatchObject([
        {
          confirmations: model.size,
          downtimeHours: hours.length > 0 ? hours.reduce((sum, one) => sum + one, 0) : null,
        },
      ]);
      expect((await getProblem(world.engineer, problemId)).confirmations).toHaveLength(model.size);
    }),
    { numRuns: 15 },
  );
});
