import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { readAssetFilter } from "#app/modules/equipment/asset-filter.ts";
import { changeAsset } from "#app/modules/equipment/change-asset.server.ts";
import { putAssets } from "#app/modules/equipment/put-assets.server.ts";
import {
  assetByCode,
  historyOf,
  listAssets,
  listLabels,
  loadAsset,
  machineDefaults,
} from "#app/modules/equipment/queries.server.ts";
import { registerAsset } from "#app/modules/equipment/register-asset.server.ts";
import { restoreAsset, retireAsset } from "#app/modules/equipment/retire-asset.server.ts";
import type { AssetFacts } from "#app/modules/equipment/rules.ts";
import { useTestDatabase } from "#tests/support/database.server.ts";
import {
  makeActor,
  makeEnterprise,
  makeOrganisation,
  makeWorld,
  next,
  type World,
} from "#tests/support/factories.server.ts";
import { refusal } from "#tests/support/solving.server.ts";

useTestDatabase();
let world: World;
let admin: Actor;
beforeAll(async () => {
  world = await makeWorld();
  admin = await makeActor([["ADMIN", await makeOrganisation("PLATFORM")]]);
});

const facts = (changes: Partial<AssetFacts> = {}): AssetFacts => ({
  number: `GZ-${next()}`,
  name: "3 号灌装机",
  type: "灌装机",
  model: "GF-40",
  maker: "华岭重机",
  line: "一线",
  site: "包装车间",
  ...changes,
});
const ALL = readAssetFilter(new URLSearchParams());
const versionOf = async (id: string) =>
  (await db.asset.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;

describe("the register", () => {
  it("is kept by engineers and reviewers, read by the enterprise's own people, unknown to everybody else", async () => {
    for (const actor of [world.engineer, world.reviewer])
      expect((await registerAsset(actor, facts())).code).toMatch(/^[2-9A-Z]{10}$/);
    const { id, code } = await registerAsset(world.engineer, facts());
    for (const actor of [world.finance, world.breweryLeader]) {
      expect((await loadAsset(actor, id)).mayKeep).toBe(false);
      expect(await refusal(registerAsset(actor, facts()))).toBe("may-not-keep-register");
      expect(await refusal(changeAsset(actor, { id, version: 0, facts: facts() }))).toBe("may-not-keep-register");
      expect(await refusal(retireAsset(actor, { id, version: 0, reason: "旧" }))).toBe("may-not-keep-register");
    }
    const strangers = [world.toolsEngineer, world.craftsman, world.secretariat, world.officer, world.outsider, admin];
    for (const actor of strangers) {
      expect(await refusal(loadAsset(actor, id))).toBe("not_found");
      expect(await refusal(assetByCode(actor, code))).toBe("not_found");
      expect(await refusal(assetByCode(actor, "7K3QF2M9XA"))).toBe("not_found");
      expect(await refusal(changeAsset(actor, { id, version: 0, facts: facts() }))).toBe("not_found");
      expect(await refusal(retireAsset(actor, { id, version: 0, reason: "旧" }))).toBe("not_found");
      expect((await machineDefaults(actor, code)).assetNumber).toBe("");
      const seen = await listAssets(actor, ALL, {}).catch(() => ({ rows: [] }));
      expect(seen.rows.map((row) => row.id)).not.toContain(id);
      const printed = await listLabels(actor, [id], ALL).catch(() => ({ rows: [] }));
      expect(printed.rows).toEqual([]);
    }
    expect(await refusal(registerAsset(world.engineer, { ...facts(), enterpriseId: world.tools }))).toBe(
      "may-not-keep-register",
    );
  });

  it("holds a number once, however it is written, also when two register it at once", async () => {
    await registerAsset(world.engineer, facts({ number: "CX 03" }));
    expect(await refusal(registerAsset(world.reviewer, facts({ number: "ｃｘ03" })))).toBe("asset-number-taken");
    expect(await registerAsset(world.toolsEngineer, facts({ number: "CX 03" }))).toBeTruthy();
    const both = await Promise.allSettled(
      [world.engineer, world.reviewer].map((actor) => registerAsset(actor, facts({ number: "CX-04" }))),
    );
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("changes on the record, keeps former numbers, and tells who came second", async () => {
    const first = facts({ number: "ALT-1" });
    const { id, code } = await registerAsset(world.engineer, first);
    await changeAsset(world.reviewer, { id, version: 0, facts: { ...first, number: "NEU-1", site: "二号库" } });
    expect(await refusal(changeAsset(world.engineer, { id, version: 0, facts: first }))).toBe("conflict");
    expect(await assetByCode(world.engineer, code.toLowerCase())).toMatchObject({
      number: "NEU-1",
      formerNumbers: ["ALT-1"],
    });
    const [latest] = await historyOf(id);
    expect(latest).toMatchObject({ type: "equipment.changed", actor: world.reviewer.name });
    expect(latest?.changes).toEqual([
      { field: "number", was: "ALT-1", is: "NEU-1" },
      { field: "site", was: "包装车间", is: "二号库" },
    ]);
  });

  it("retires instead of deleting, prints no label then, and takes back into use", async () => {
    const { id, code } = await registerAsset(world.engineer, facts());
    await retireAsset(world.engineer, { id, version: 0, reason: "报废" });
    expect(await refusal(retireAsset(world.reviewer, { id, version: 1, reason: "再报废" }))).toBe("conflict");
    expect((await assetByCode(world.engineer, code)).retiredReason).toBe("报废");
    expect((await listLabels(world.engineer, [id], ALL)).rows).toEqual([]);
    expect((await listAssets(world.engineer, { ...ALL, state: "retired" }, {})).rows.map((row) => row.id)).toContain(
      id,
    );
    expect(
      (await listAssets(world.engineer, { ...ALL, state: "used" }, { size: 500 })).rows.map((row) => row.id),
    ).not.toContain(id);
    await restoreAsset(world.engineer, { id, version: await versionOf(id) });
    expect((await listLabels(world.engineer, [id], ALL)).rows).toHaveLength(1);
    expect((await historyOf(id)).map((entry) => entry.type)).toEqual([
      "equipment.restored",
      "equipment.retired",
      "equipment.registered",
    ]);
  });
});

describe("a register of 10,000", () => {
  it("is brought in once, turns pages without a gap, and doubles nothing", async () => {
    const enterprise = await makeEnterprise();
    const keeper = await makeActor([["ENGINEER", enterprise]]);
    const rows = Array.from({ length: 10_000 }, (_, n) => ({
      number: `M-${String(n).padStart(5, "0")}`,
      type: `类型${n % 7}`,
      line: `${n % 12} 线`,
    }));
    expect(await putAssets(keeper, enterprise, rows)).toEqual({ created: 10_000, changed: 0 });
    expect(await putAssets(keeper, enterprise, rows)).toEqual({ created: 0, changed: 0 });
    const events = await db.event.count({ where: { organisationId: enterprise } });
    expect(events).toBe(50);
    expect(await putAssets(keeper, enterprise, [{ number: "m-00007", line: "新线" }])).toEqual({
      created: 0,
      changed: 1,
    });
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await listAssets(keeper, { ...ALL, type: "类型3" }, { after, size: 50 });
      seen.push(...page.rows.map((row) => row.number));
      after = page.after;
      pages += 1;
    } while (after !== null && pages < 100);
    expect(seen).toEqual(rows.filter((row) => row.type === "类型3").map((row) => row.number));
    const started = performance.now();
    const sorted: string[] = [];
    for (let after: string | null = null, first = true; first || after; first = false) {
      const page: Awaited<ReturnType<typeof listAssets>> = await listAssets(
        keeper,
        { ...ALL, q: "M-0012", sort: { by: "type", down: true } },
        { after, size: 3 },
      );
      sorted.push(...page.rows.map((row) => `${row.type} ${row.number}`));
      after = page.after;
    }
    expect(sorted).toHaveLength(10);
    expect(new Set(sorted).size).toBe(10);
    expect(sorted.map((row) => row.split(" ")[0])).toEqual(
      sorted.map((row) => row.split(" ")[0] ?? "").sort((a, b) => (a < b ? 1 : a > b ? -1 : 0)),
    );
    const found = await listAssets(keeper, { ...ALL, q: "m-09999" }, { size: 50 });
    expect(found.rows.map((row) => row.number)).toEqual(["M-09999"]);
    expect(performance.now() - started).toBeLessThan(5_000);
  }, 60_000);

  it("is not for FINANCE to bring in", async () => {
    expect(await refusal(putAssets(world.finance, world.brewery, [{ number: "X", type: "Y" }]))).toBe(
      "may-not-keep-register",
    );
    expect(await refusal(putAssets(world.engineer, world.tools, [{ number: "X", type: "Y" }]))).toBe(
      "may-not-keep-register",
    );
  });
});
