/**
 * Every field a template may name, in Chinese or by its Latin key: {成果名称} or {title}. Lists are written
 * {#完成人}…{/完成人}; inside, the fields of one entry are named.
 */
export type Field = { zh: string; key: string };
export type ListField = Field & { items: readonly Field[] };

const field = (zh: string, key: string): Field => ({ zh, key });

export const ROUND_FIELDS = [
  field("评选名称", "round"),
  field("奖项", "award"),
  field("年度", "year"),
  field("依据", "legalBasis"),
  field("主办单位", "organiser"),
  field("打印日期", "printedOn"),
] as const;

export const APPLICATION_FIELDS = [
  field("序号", "position"),
  field("申报编号", "number"),
  field("成果名称", "title"),
  field("类别", "kind"),
  field("申报单位", "enterprise"),
  field("所属工作室", "studio"),
  field("第一完成人", "firstPerson"),
  field("完成人名单", "peopleNames"),
  field("完成单位名单", "unitNames"),
  field("完成日期", "completedOn"),
  field("提交日期", "submittedOn"),
  field("成果简介", "summary"),
  field("创新点", "innovation"),
  field("推广应用情况", "application"),
  field("社会效益", "social"),
  field("与以往成果的区别", "novelty"),
  field("主要内容", "gist"),
  field("经济效益合计", "benefitTotal"),
  field("经济效益元", "benefitYuan"),
  field("经济效益万元", "benefitWan"),
  field("应用单位名单", "adopterNames"),
  field("应用单位数", "adopterCount"),
  field("知识产权名单", "patentNames"),
  field("知识产权数", "patentCount"),
  field("获奖情况简述", "awardNames"),
  field("领衔人", "leader"),
  field("荣誉称号", "honour"),
  field("工种", "trade"),
  field("从业年限", "tradeYears"),
  field("人物简介", "bio"),
  field("工作室级别", "level"),
  field("命名日期", "designatedOn"),
  field("运行年数", "yearsRunning"),
  field("活动场所", "premises"),
  field("专业方向", "specialities"),
  field("成员人数", "memberCount"),
  field("单位意见", "enterpriseOpinion"),
  field("推荐工会意见", "unionOpinion"),
  field("申报状态", "state"),
  field("等级", "grade"),
  field("证书编号", "certificateNumber"),
  field("校验码", "factsHash"),
  field("网址", "address"),
] as const;

export const LIST_FIELDS = [
  {
    zh: "完成人",
    key: "people",
    items: [
      field("序号", "position"),
      field("姓名", "name"),
      field("单位", "unit"),
      field("份额", "share"),
      field("贡献", "contribution"),
      field("确认日期", "confirmedOn"),
      field("职务", "role"),
      field("工种", "trade"),
      field("荣誉称号", "honour"),
    ],
  },
  { zh: "完成单位", key: "units", items: [field("序号", "position"), field("单位", "unit")] },
  {
    zh: "经济效益",
    key: "benefits",
    items: [
      field("年度", "year"),
      field("受益单位", "recipient"),
      field("效益类别", "kind"),
      field("金额", "amount"),
      field("计算依据", "basis"),
      field("起止日期", "period"),
      field("认定人", "certifiedBy"),
      field("认定日期", "certifiedOn"),
    ],
  },
  {
    zh: "推广应用单位",
    key: "adopters",
    items: [
      field("序号", "position"),
      field("单位", "unit"),
      field("应用日期", "on"),
      field("联系人", "contact"),
      field("说明", "note"),
    ],
  },
  {
    zh: "知识产权",
    key: "patents",
    items: [
      field("种类", "kind"),
      field("编号", "number"),
      field("名称", "title"),
      field("权利人", "holder"),
      field("法律状态", "state"),
      field("日期", "on"),
    ],
  },
  {
    zh: "论文标准",
    key: "works",
    items: [
      field("种类", "kind"),
      field("名称", "title"),
      field("发布单位", "issuer"),
      field("编号", "number"),
      field("日期", "on"),
    ],
  },
  {
    zh: "获奖情况",
    key: "awards",
    items: [field("奖项名称", "name"), field("授奖单位", "issuer"), field("获奖等级", "grade"), field("日期", "on")],
  },
  {
    zh: "主要成果",
    key: "achievements",
    items: [
      field("序号", "position"),
      field("名称", "title"),
      field("种类", "kind"),
      field("第一完成人", "first"),
      field("日期", "on"),
      field("认定效益", "amount"),
      field("认定日期", "certifiedOn"),
    ],
  },
  { zh: "来源难题", key: "fixes", items: [field("编号", "number"), field("标题", "title"), field("日期", "on")] },
  {
    zh: "交流活动",
    key: "activities",
    items: [
      field("序号", "position"),
      field("类型", "kind"),
      field("主题", "topic"),
      field("承办单位", "host"),
      field("日期", "on"),
    ],
  },
  {
    zh: "名师带徒",
    key: "apprentices",
    items: [
      field("师傅", "master"),
      field("徒弟", "name"),
      field("工种", "trade"),
      field("带徒前等级", "before"),
      field("出师等级", "after"),
      field("起止日期", "period"),
    ],
  },
  {
    zh: "成员晋级",
    key: "promotions",
    items: [
      field("姓名", "name"),
      field("晋级前", "before"),
      field("晋级后", "after"),
      field("发文单位", "issuer"),
      field("文号", "document"),
      field("日期", "on"),
    ],
  },
  {
    zh: "竞赛成绩",
    key: "competitions",
    items: [
      field("竞赛", "name"),
      field("级别", "level"),
      field("选手", "person"),
      field("项目", "event"),
      field("名次", "result"),
      field("日期", "on"),
    ],
  },
  {
    zh: "年度课题",
    key: "targets",
    items: [
      field("年度", "year"),
      field("课题", "topic"),
      field("指标", "measure"),
      field("目标", "target"),
      field("完成", "actual"),
    ],
  },
  { zh: "经费", key: "funds", items: [field("年度", "year"), field("到位", "granted"), field("支出", "used")] },
  { zh: "核实数据", key: "facts", items: [field("项目", "name"), field("数值", "value")] },
  { zh: "申报说明", key: "statement", items: [field("项目", "name"), field("内容", "text")] },
  {
    zh: "审核意见",
    key: "steps",
    items: [
      field("单位", "unit"),
      field("结论", "decision"),
      field("意见", "opinion"),
      field("经办人", "by"),
      field("日期", "on"),
    ],
  },
  {
    zh: "推荐工会",
    key: "unions",
    items: [field("单位", "unit"), field("意见", "opinion"), field("经办人", "by"), field("日期", "on")],
  },
  {
    zh: "证明材料",
    key: "files",
    items: [field("序号", "position"), field("文件", "name"), field("校验码", "sha256")],
  },
] as const satisfies readonly ListField[];

type Keyed<Fields extends readonly { key: string }[]> = Record<Fields[number]["key"], string>;
/** The entries of every list, in words. */
export type Lists = { [L in (typeof LIST_FIELDS)[number] as L["key"]]: Keyed<L["items"]>[] };

/** Of the summary sheet: a row with fields of an application is repeated for each; these stand anywhere else. */
export const SHEET_FIELDS = [...ROUND_FIELDS, field("项目数", "count")] as const;

/** Fields that are numbers in a sheet when they stand alone in a cell, so that Excel adds them up. */
export const numberFields: ReadonlySet<string> = new Set(
  [...SHEET_FIELDS, ...APPLICATION_FIELDS]
    .filter(({ key }) =>
      ["position", "year", "count", "benefitYuan", "benefitWan", "adopterCount", "patentCount"].includes(key),
    )
    .flatMap(({ zh, key }) => [zh, key]),
);

export type TemplateKind = "FORM" | "SUMMARY";
export const TEMPLATE_KINDS = ["FORM", "SUMMARY"] as const;

const both = ({ zh, key }: Field): string[] => [zh, key];
/** What a form may name, with what stands in lists only after its list: "完成人/姓名". */
export const formFields: ReadonlySet<string> = new Set([
  ...[...ROUND_FIELDS, ...APPLICATION_FIELDS].flatMap(both),
  ...LIST_FIELDS.flatMap((list) => [
    ...both(list),
    ...both(list).flatMap((name) => list.items.flatMap(both).map((item) => `${name}/${item}`)),
  ]),
]);
export const rowFields: ReadonlySet<string> = new Set(APPLICATION_FIELDS.flatMap(both));
export const sheetFields: ReadonlySet<string> = new Set([...SHEET_FIELDS, ...APPLICATION_FIELDS].flatMap(both));

/** Letters to change, add or leave out to make one word of the other. */
function distance(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let row = to.map((_, index) => index + 1);
  for (const [i, sign] of from.entries()) {
    let corner = i;
    let left = i + 1;
    row = to.map((other, j) => {
      const above = row[j] ?? 0;
      left = Math.min(left + 1, above + 1, corner + (sign === other ? 0 : 1));
      corner = above;
      return left;
    });
  }
  return row.at(-1) ?? from.length;
}

/** The fields somebody most likely meant, best first, at most three. */
export function suggestionsFor(unknown: string, known: ReadonlySet<string>): string[] {
  const last = unknown.split("/").at(-1) ?? unknown;
  const list = unknown.slice(0, unknown.length - last.length);
  // In a list its own fields, and what stands around it.
  return [...known]
    .filter((name) => !name.includes("/") || (list !== "" ? name.startsWith(list) : false))
    .map((name) => {
      const end = name.split("/").at(-1) ?? name;
      const near = distance(last, end) / Math.max([...last].length, [...end].length);
      const inside = end.includes(last) || last.includes(end) ? 0.35 : 1;
      const common =
        1.05 - [...last].filter((sign) => end.includes(sign)).length / Math.max([...last].length, [...end].length);
      return { name, score: Math.min(near, inside, common) + (unknown.includes("/") === name.includes("/") ? 0 : 0.2) };
    })
    .filter((one) => one.score <= 0.6)
    .sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map((one) => one.name);
}
