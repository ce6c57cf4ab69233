import type { INDUSTRIES } from "#app/modules/alliances/kinds.ts";

export type Industry = (typeof INDUSTRIES)[number];

const BY_NAME: [RegExp, Industry][] = [
  [/酒|酿/, "LIQUOR"],
  [/烟/, "TOBACCO"],
  [/包装/, "FOOD_PACKAGING"],
  [/食品|乳业|饮料|粮油/, "FOOD"],
  [/机床/, "MACHINE_TOOLS"],
  [/钛/, "TITANIUM"],
  [/变速器|齿轮|汽车|车桥|车辆/, "AUTOMOTIVE"],
  [/轨道|铁路|道岔|机车/, "RAIL"],
  [/石油|钻采/, "PETROLEUM_MACHINERY"],
  [/电子|半导体|传感/, "ELECTRONICS"],
  [/机械|装备|重工|电气|设备/, "EQUIPMENT"],
];

/** The industry a firm's name speaks of; OTHER when it does not. */
export const guessIndustry = (name: string): Industry =>
  BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? "OTHER";
