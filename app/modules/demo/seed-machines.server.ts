import { db } from "#app/lib/db.server.ts";
import type { AssetRow } from "#app/modules/equipment/put-assets.server.ts";
import { putAssets } from "#app/modules/equipment/put-assets.server.ts";
import { numberKeyOf } from "#app/modules/equipment/rules.ts";
import { confirmProblem } from "#app/modules/problems/confirm-problem.server.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { demoCases } from "#prisma/seed/content/index.ts";
import type { DemoCase, EnterpriseKey } from "#prisma/seed/content/types.ts";
import { clientIdOf } from "./client-id.server.ts";
import type { Cast } from "./demo-actors.server.ts";
import { daysFrom } from "./demo-days.ts";

const factsOf = (one: DemoCase, number: string): AssetRow => ({
  number,
  type: one.equipmentType.slice(0, 40),
  model: one.equipmentModel ?? "",
  maker: one.equipmentMaker ?? "",
  line: one.line ?? "",
});

/** The machines the cases speak of, each once, in its enterprise's register. */
export async function seedMachines(cast: Cast, now: Date): Promise<void> {
  const registers = new Map<EnterpriseKey, Map<string, AssetRow>>();
  for (const one of demoCases) {
    if (!one.assetNumber) continue;
    const register = registers.get(one.enterprise) ?? new Map<string, AssetRow>();
    const key = numberKeyOf(one.assetNumber);
    if (!register.has(key)) register.set(key, factsOf(one, one.assetNumber));
    registers.set(one.enterprise, register);
  }
  for (const [enterprise, register] of registers) {
    const reviewer = await cast.as(`${enterprise}.reviewer`, daysFrom(now, -750));
    await putAssets(reviewer, cast.organisationId(enterprise), [...register.values()]);
  }
}

const NOTES = ["夜班更频繁，换过一次传感器。", "我们线上也这样，先降速在跑。", ""];
const SINCE = ["上周换瓶型以后", "", "月初"];
/** Open cases that a colleague has too. */
const CONFIRMED = 6;

/** A few colleagues say that they have it too. */
export async function seedConfirmations(cast: Cast, now: Date): Promise<void> {
  const open = await db.problem.findMany({
    where: { clientId: { in: demoCases.map((one) => clientIdOf(one.key)) }, state: { in: [...ACTIVE] } },
    select: { id: true, clientId: true, releasedAt: true },
  });
  const byClient = new Map(open.map((row) => [row.clientId, row]));
  const wanted = demoCases.filter((one) => one.assetNumber && byClient.get(clientIdOf(one.key))?.releasedAt);
  for (const [index, one] of wanted.slice(0, CONFIRMED).entries()) {
    const problem = byClient.get(clientIdOf(one.key));
    const asset = await db.asset.findFirst({
      where: { enterpriseId: cast.organisationId(one.enterprise), numberKey: numberKeyOf(one.assetNumber ?? "") },
      select: { id: true },
    });
    if (!problem || !asset || one.author === `${one.enterprise}.reviewer`) continue;
    await confirmProblem(await cast.as(`${one.enterprise}.reviewer`, now), {
      problemId: problem.id,
      assetId: asset.id,
      downtimeHours: index % 2 === 0 ? index + 1.5 : null,
      since: SINCE[index % SINCE.length] ?? "",
      note: NOTES[index % NOTES.length] ?? "",
    });
  }
}
