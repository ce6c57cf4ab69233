import { db } from "#app/lib/db.server.ts";
import { addRobot } from "#app/modules/notifications/robots/save-robot.server.ts";
import { MATTERS } from "#app/modules/notifications/robots/rules.ts";
import type { Cast } from "./cast.ts";

export type WorldRobot = { organisationId: string; id: string };

/** A group robot of the alliance and one of a studio, switched off: a test calls nothing outside. */
export async function setUpRobots(cast: Cast, now: Date): Promise<WorldRobot[]> {
  const of = async (key: string, organisationId: string): Promise<WorldRobot> => ({
    organisationId,
    id: await addRobot(await cast.as(key, now), organisationId, {
      name: "群",
      kind: "FEISHU",
      address: "https://open.feishu.cn/open-apis/bot/v2/hook/0a1b2c3d-4e5f-6789-abcd-ef0123456789",
      secret: "a-signing-secret",
      matters: [...MATTERS],
      locale: "zh-CN",
      urgentAtNight: false,
    }),
  });
  const robots = [await of("secretariatA", cast.ids.allianceA), await of("toolsLeader", cast.ids.toolsStudio)];
  await db.robot.updateMany({ where: { id: { in: robots.map(({ id }) => id) } }, data: { enabled: false } });
  return robots;
}
