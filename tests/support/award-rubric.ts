import type { RubricContent } from "#app/modules/awards/rubrics/rubric.ts";

const w = (zh: string) => ({ zh, en: zh });
/** One criterion of each kind: 10 judged, 40 computed, 30 within what the facts allow. */
export const SMALL_RUBRIC: RubricContent = {
  criteria: [
    { key: "advanced", name: w("先进性"), guide: w(""), max: 1000, marking: { kind: "JUDGED", anchors: [] } },
    {
      key: "economic",
      name: w("经济效益"),
      guide: w(""),
      max: 4000,
      marking: {
        kind: "COMPUTED",
        formula: "certifiedYuan",
        steps: [
          { from: "500000", points: 1500 },
          { from: "1000000", points: 2000 },
        ],
      },
    },
    {
      key: "scope",
      name: w("应用范围"),
      guide: w(""),
      max: 3000,
      marking: {
        kind: "BOUNDED",
        formula: "independentAdopters",
        ranges: [
          { from: "1", least: 1000, most: 1400 },
          { from: "2", least: 1500, most: 3000 },
        ],
      },
    },
  ],
  ties: ["economic"],
};
