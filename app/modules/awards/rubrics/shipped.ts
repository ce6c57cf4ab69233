import type { AwardSubject } from "../facts/catalogue.ts";
import type { Anchor, Criterion, Marking, RubricContent, Words } from "./rubric.ts";

const w = (zh: string, en: string): Words => ({ zh, en });
const NONE = w("", "");
const judged = (...anchors: Anchor[]): Marking => ({ kind: "JUDGED", anchors });
const anchor = (least: number, most: number, zh: string, en: string): Anchor => ({
  least: least * 100,
  most: most * 100,
  text: w(zh, en),
});
const criterion = (key: string, name: Words, max: number, marking: Marking, guide: Words = NONE): Criterion => ({
  key,
  name,
  guide,
  max: max * 100,
  marking,
});

type Shipped = { id: string; subject: AwardSubject; name: string; nameEn: string; content: RubricContent };

/**
 * The two rubrics of the real forms (domain.md, "Awards and the union's figures"), as examples to copy. What the forms
 * leave open was decided here: under 0.5 million yuan rubric (a) gives nothing for economic benefit, because it names
 * nothing; maturity gives 4, 6, 8, 10 points for 1, 2, 3, 5 independent adopters.
 */
export const SHIPPED_RUBRICS: readonly Shipped[] = [
  {
    id: "0193a000-0000-7000-8000-00000000a001",
    subject: "ACHIEVEMENT",
    name: "职工创新成果评分表（七项）",
    nameEn: "Workers' innovation, seven criteria",
    content: {
      ties: ["economic", "maturity", "innovation"],
      criteria: [
        criterion(
          "advanced",
          w("先进性", "Advancement"),
          10,
          judged(
            anchor(9, 10, "达到国内领先或以上", "Leads the country or better"),
            anchor(6, 8, "达到省内或行业先进", "Ahead in the province or the trade"),
            anchor(0, 5, "达到本企业先进", "Ahead in its own enterprise"),
          ),
        ),
        criterion(
          "innovation",
          w("创新性", "Innovation"),
          10,
          judged(
            anchor(9, 10, "原理或方法有重大突破", "A new principle or method"),
            anchor(6, 8, "关键环节有明显改进", "A clear improvement of a key step"),
            anchor(0, 5, "局部改进", "An improvement in part"),
          ),
        ),
        criterion(
          "difficulty",
          w("难度", "Difficulty"),
          10,
          judged(
            anchor(9, 10, "长期未解决的行业难题", "Unsolved in the trade for long"),
            anchor(6, 8, "需要多专业协作攻关", "Needed several trades together"),
            anchor(0, 5, "常规技术可解决", "Within known technique"),
          ),
        ),
        criterion(
          "economic",
          w("经济效益", "Economic benefit"),
          40,
          {
            kind: "COMPUTED",
            formula: "certifiedYuan",
            steps: [
              { from: "500000", points: 1500 },
              { from: "1000000", points: 2000 },
              { from: "3000000", points: 3000 },
              { from: "6000000", points: 4000 },
            ],
          },
          w(
            "按受益企业财务认定的金额计分；50 万元以下不计分。",
            "By the amount certified by the recipients' finance; below 0.5 million yuan nothing.",
          ),
        ),
        criterion(
          "social",
          w("社会效益", "Social benefit"),
          10,
          judged(
            anchor(8, 10, "安全、环保或就业方面有显著作用", "Marked effect on safety, environment or jobs"),
            anchor(4, 7, "有一定作用", "Some effect"),
            anchor(0, 3, "作用有限", "Little effect"),
          ),
        ),
        criterion(
          "maturity",
          w("成熟度", "Maturity"),
          10,
          {
            kind: "COMPUTED",
            formula: "independentAdopters",
            steps: [
              { from: "1", points: 400 },
              { from: "2", points: 600 },
              { from: "3", points: 800 },
              { from: "5", points: 1000 },
            ],
          },
          w("按独立采用单位数计分；关联企业不计。", "By independent adopters; affiliates do not count."),
        ),
        criterion(
          "file",
          w("申报材料", "Application file"),
          10,
          judged(
            anchor(8, 10, "完整、清楚、佐证齐全", "Complete, clear and proved"),
            anchor(4, 7, "基本完整", "Mostly complete"),
            anchor(0, 3, "有缺项", "Parts are missing"),
          ),
        ),
      ],
    },
  },
  {
    id: "0193a000-0000-7000-8000-00000000a002",
    subject: "ACHIEVEMENT",
    name: "优秀技术成果评分表（四项）",
    nameEn: "Outstanding technical results, four criteria",
    content: {
      ties: ["technical", "economic"],
      criteria: [
        criterion(
          "technical",
          w("技术水平", "Technical level"),
          30,
          judged(
            anchor(26, 30, "技术水平突出", "Outstanding"),
            anchor(15, 25, "技术水平较高", "High"),
            anchor(0, 14, "技术水平一般", "Fair"),
          ),
        ),
        criterion(
          "economic",
          w("经济效益", "Economic benefit"),
          30,
          {
            kind: "BOUNDED",
            formula: "certifiedYuan",
            ranges: [
              { from: "0", least: 1000, most: 1400 },
              { from: "100000", least: 1500, most: 2500 },
              { from: "500000", least: 2600, most: 3000 },
            ],
          },
          w(
            "认定金额决定分数区间；没有认定金额不得分。",
            "The certified amount sets the range; without one there are no points.",
          ),
        ),
        criterion(
          "scope",
          w("应用范围", "Scope of use"),
          20,
          judged(
            anchor(16, 20, "多家企业应用", "Used at several enterprises"),
            anchor(8, 15, "本企业多处应用", "Used at several places of one enterprise"),
            anchor(0, 7, "单台设备或单条产线", "One machine or one line"),
          ),
        ),
        criterion(
          "practicality",
          w("实用性", "Practicality"),
          20,
          judged(
            anchor(16, 20, "结构简单、易推广、见效快", "Simple, easy to spread, quick to pay"),
            anchor(8, 15, "较易推广", "Fairly easy to spread"),
            anchor(0, 7, "推广条件受限", "Hard to spread"),
          ),
        ),
      ],
    },
  },
];
