import type { AwardSubject } from "../../facts/catalogue.ts";

/** A cell of the form: a label or what is filled in, lines apart, with the columns it takes of twelve. */
export type Part = { text: string; of: number; label?: boolean };
const label = (text: string, of = 2): Part => ({ text, of, label: true });
const value = (text: string, of = 4): Part => ({ text, of });

export type Section =
  /** A table whose row is repeated; without entries it says so. */
  | { list: string; title: string; head: [text: string, of: number][]; row: string[]; below?: Part[] }
  /** A box with one text. */
  | { title: string; text: string };

export type FormSpec = {
  title: string;
  head: Part[][];
  sections: Section[];
  /** Boxes for opinions and seals; what was said in the product stands in them already. A list's has one for each entry. */
  seals: { name: string; said: string; below: string; list?: string }[];
};

const SIGNED = "签名：　　　　　　　　　　年　　月　　日";
const SEALED = "（盖章）　　　　　　　　　年　　月　　日";
const seals = (who: string): FormSpec["seals"] => [
  { name: who, said: "以上内容真实，没有重复申报。", below: SIGNED },
  { name: "申报单位意见", said: "{单位意见}", below: SEALED },
  { name: "{单位}意见", said: "{意见}", below: SEALED, list: "推荐工会" },
  { name: "主办工会意见", said: "", below: SEALED },
];

const STATEMENT: Section = {
  list: "申报说明",
  title: "申报说明",
  head: [
    ["评审指标", 2],
    ["说明", 10],
  ],
  row: ["{项目}", "{内容}"],
};

const benefits = (title: string): Section => ({
  list: "经济效益",
  title,
  head: [
    ["年度", 1],
    ["受益单位", 2],
    ["类别", 1],
    ["金额", 2],
    ["计算依据", 4],
    ["财务认定", 2],
  ],
  row: ["{年度}", "{受益单位}", "{效益类别}", "{金额}", "{计算依据}", "{认定人}\n{认定日期}"],
  below: [label("合　计", 4), value("{经济效益合计}", 8)],
});
const ADOPTERS: Section = {
  list: "推广应用单位",
  title: "推广应用单位",
  head: [
    ["序号", 1],
    ["单位", 4],
    ["应用日期", 2],
    ["联系人", 2],
    ["说明", 3],
  ],
  row: ["{序号}", "{单位}", "{应用日期}", "{联系人}", "{说明}"],
};
const PATENTS: Section = {
  list: "知识产权",
  title: "知识产权",
  head: [
    ["种类", 2],
    ["编号", 3],
    ["名称", 3],
    ["权利人", 2],
    ["状态", 2],
  ],
  row: ["{种类}", "{编号}", "{名称}", "{权利人}", "{法律状态}"],
};
const WORKS: Section = {
  list: "论文标准",
  title: "论文、标准、操作法",
  head: [
    ["种类", 2],
    ["名称", 3],
    ["发布单位", 3],
    ["编号", 2],
    ["日期", 2],
  ],
  row: ["{种类}", "{名称}", "{发布单位}", "{编号}", "{日期}"],
};
const AWARDS: Section = {
  list: "获奖情况",
  title: "获奖情况",
  head: [
    ["奖项", 5],
    ["授奖单位", 3],
    ["等级", 2],
    ["日期", 2],
  ],
  row: ["{奖项名称}", "{授奖单位}", "{获奖等级}", "{日期}"],
};
const fixes = (title: string): Section => ({
  list: "来源难题",
  title,
  head: [
    ["编号", 2],
    ["难题", 8],
    ["验收日期", 2],
  ],
  row: ["{编号}", "{标题}", "{日期}"],
});
const ACHIEVEMENTS: Section = {
  list: "主要成果",
  title: "主要成果",
  head: [
    ["序号", 1],
    ["成果名称", 3],
    ["类别", 2],
    ["第一完成人", 2],
    ["完成日期", 2],
    ["认定效益", 2],
  ],
  row: ["{序号}", "{名称}", "{种类}", "{第一完成人}", "{日期}", "{认定效益}\n{认定日期}"],
};
const ACTIVITIES: Section = {
  list: "交流活动",
  title: "培训、诊断和交流",
  head: [
    ["序号", 1],
    ["类型", 3],
    ["主题", 3],
    ["承办单位", 3],
    ["日期", 2],
  ],
  row: ["{序号}", "{类型}", "{主题}", "{承办单位}", "{日期}"],
};
const APPRENTICES: Section = {
  list: "名师带徒",
  title: "名师带徒",
  head: [
    ["师傅", 2],
    ["徒弟", 2],
    ["工种", 2],
    ["带徒前等级", 2],
    ["出师等级", 2],
    ["起止日期", 2],
  ],
  row: ["{师傅}", "{徒弟}", "{工种}", "{带徒前等级}", "{出师等级}", "{起止日期}"],
};
const COMPETITIONS: Section = {
  list: "竞赛成绩",
  title: "竞赛成绩",
  head: [
    ["竞赛", 3],
    ["级别", 1],
    ["选手", 2],
    ["项目", 2],
    ["名次", 2],
    ["日期", 2],
  ],
  row: ["{竞赛}", "{级别}", "{选手}", "{项目}", "{名次}", "{日期}"],
};
const LEDGER: Section[] = [PATENTS, WORKS, ADOPTERS, fixes("解决的难题"), ACTIVITIES, APPRENTICES];

/** 职工技术创新成果申报表. */
const ACHIEVEMENT: FormSpec = {
  title: "{奖项}申报表",
  head: [
    [label("成果名称"), value("{成果名称}", 10)],
    [label("申报编号"), value("{申报编号}"), label("类　别"), value("{类别}")],
    [label("申报单位"), value("{申报单位}"), label("工作室"), value("{所属工作室}")],
    [label("完成日期"), value("{完成日期}"), label("提交日期"), value("{提交日期}")],
    [label("主办单位"), value("{主办单位}"), label("第一完成人"), value("{第一完成人}")],
  ],
  sections: [
    {
      list: "完成人",
      title: "完成人",
      head: [
        ["序号", 1],
        ["姓名", 2],
        ["单位", 3],
        ["份额", 1],
        ["对成果的贡献", 5],
      ],
      row: ["{序号}", "{姓名}", "{单位}", "{份额}", "{贡献}"],
    },
    { title: "完成单位", text: "{完成单位名单}" },
    { title: "成果简介", text: "{成果简介}" },
    { title: "创新点", text: "{创新点}" },
    { title: "推广应用情况", text: "{推广应用情况}" },
    { title: "社会效益", text: "{社会效益}" },
    { title: "与以往成果的区别", text: "{与以往成果的区别}" },
    STATEMENT,
    benefits("经济效益（受益单位财务认定）"),
    ADOPTERS,
    PATENTS,
    WORKS,
    fixes("来源难题"),
    AWARDS,
  ],
  seals: seals("第一完成人承诺"),
};

/** 劳模和工匠人才创新工作室申报表: running years, members, results with certified benefit, exchanges, promotions, money. */
const STUDIO: FormSpec = {
  title: "{奖项}申报表",
  head: [
    [label("工作室名称"), value("{成果名称}", 10)],
    [label("申报编号"), value("{申报编号}"), label("级　别"), value("{工作室级别}")],
    [label("所在单位"), value("{申报单位}"), label("成员人数"), value("{成员人数}")],
    [label("命名日期"), value("{命名日期}"), label("运行年数"), value("{运行年数}")],
    [label("领衔人"), value("{领衔人}"), label("工　种"), value("{工种}")],
    [label("荣誉称号"), value("{荣誉称号}"), label("从业年限"), value("{从业年限}")],
    [label("专业方向"), value("{专业方向}"), label("活动场所"), value("{活动场所}")],
    [label("主办单位"), value("{主办单位}"), label("提交日期"), value("{提交日期}")],
  ],
  sections: [
    { title: "领衔人简介", text: "{人物简介}" },
    {
      list: "完成人",
      title: "工作室成员",
      head: [
        ["序号", 1],
        ["姓名", 2],
        ["职务", 2],
        ["工种", 3],
        ["荣誉称号", 4],
      ],
      row: ["{序号}", "{姓名}", "{职务}", "{工种}", "{荣誉称号}"],
    },
    { title: "工作室简介", text: "{成果简介}" },
    {
      list: "年度课题",
      title: "年度课题和目标",
      head: [
        ["年度", 1],
        ["课题", 5],
        ["指标", 2],
        ["目标", 2],
        ["完成", 2],
      ],
      row: ["{年度}", "{课题}", "{指标}", "{目标}", "{完成}"],
    },
    {
      list: "经费",
      title: "经费",
      head: [
        ["年度", 2],
        ["到位", 5],
        ["支出", 5],
      ],
      row: ["{年度}", "{到位}", "{支出}"],
    },
    ACHIEVEMENTS,
    benefits("经济效益（受益单位财务认定，按工作室份额）"),
    ...LEDGER,
    {
      list: "成员晋级",
      title: "成员晋级和荣誉",
      head: [
        ["姓名", 2],
        ["晋级前", 2],
        ["晋级后", 2],
        ["发文单位", 2],
        ["文号", 2],
        ["日期", 2],
      ],
      row: ["{姓名}", "{晋级前}", "{晋级后}", "{发文单位}", "{文号}", "{日期}"],
    },
    COMPETITIONS,
    AWARDS,
    STATEMENT,
  ],
  seals: seals("领衔人承诺"),
};

/** 工匠申报表: the person, what they made, taught and solved. */
const PERSON: FormSpec = {
  title: "{奖项}申报表",
  head: [
    [label("姓　名"), value("{成果名称}"), label("申报编号"), value("{申报编号}")],
    [label("工作单位"), value("{申报单位}"), label("所属工作室"), value("{所属工作室}")],
    [label("工　种"), value("{工种}"), label("从业年限"), value("{从业年限}")],
    [label("荣誉称号"), value("{荣誉称号}"), label("提交日期"), value("{提交日期}")],
    [label("主办单位"), value("{主办单位}", 10)],
  ],
  sections: [
    { title: "主要事迹", text: "{成果简介}" },
    STATEMENT,
    ACHIEVEMENTS,
    benefits("经济效益（受益单位财务认定，按本人份额）"),
    ...LEDGER,
    COMPETITIONS,
    AWARDS,
  ],
  seals: seals("申报人承诺"),
};

export const FORM_SPECS: Record<AwardSubject, FormSpec> = { ACHIEVEMENT, STUDIO, PERSON };
