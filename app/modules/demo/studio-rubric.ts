import type { Gate, RubricContent } from "#app/modules/awards/rubrics/rubric.ts";

/** How the demo's federation scores studios: what the records say, what judges say, and judges within what records say. */
export const STUDIO_RUBRIC: RubricContent = {
  ties: ["level", "solved"],
  criteria: [
    {
      key: "solved",
      name: { zh: "解决外单位难题", en: "Problems solved elsewhere" },
      guide: { zh: "按验收通过的难题数计分。", en: "By problems that other enterprises accepted as solved." },
      max: 3000,
      marking: {
        kind: "COMPUTED",
        formula: "solvedElsewhere",
        steps: [
          { from: "1", points: 1000 },
          { from: "3", points: 2000 },
          { from: "5", points: 3000 },
        ],
      },
    },
    {
      key: "level",
      name: { zh: "攻关水平", en: "Level of the work" },
      guide: { zh: "", en: "" },
      max: 3000,
      marking: {
        kind: "JUDGED",
        anchors: [
          { least: 2500, most: 3000, text: { zh: "解决过行业共性难题", en: "Solved what troubles a whole trade" } },
          { least: 1500, most: 2400, text: { zh: "能组织多专业攻关", en: "Brings several trades together" } },
          { least: 0, most: 1400, text: { zh: "以本专业维修改进为主", en: "Mostly repairs within its own trade" } },
        ],
      },
    },
    {
      key: "training",
      name: { zh: "带徒育人", en: "Training" },
      guide: { zh: "出师人数决定分数区间。", en: "The number who graduated sets the range." },
      max: 2000,
      marking: {
        kind: "BOUNDED",
        formula: "graduates",
        ranges: [
          { from: "0", least: 0, most: 800 },
          { from: "1", least: 800, most: 1500 },
          { from: "3", least: 1500, most: 2000 },
        ],
      },
    },
    {
      key: "file",
      name: { zh: "申报材料", en: "Application file" },
      guide: { zh: "", en: "" },
      max: 2000,
      marking: {
        kind: "JUDGED",
        anchors: [
          { least: 1500, most: 2000, text: { zh: "完整、清楚、佐证齐全", en: "Complete, clear and proved" } },
          { least: 0, most: 1400, text: { zh: "有缺项", en: "Parts are missing" } },
        ],
      },
    },
  ],
};

/** Who may apply at all. */
export const STUDIO_GATES: readonly Gate[] = [
  {
    key: "years",
    text: { zh: "命名满三年", en: "Named for three years" },
    formula: "yearsRunning",
    at: "LEAST",
    value: "3",
  },
];
