import type { DossierRecord } from "./record.ts";

/** An invented application in which every field is filled and every list has entries: for trying a template. */
export const sampleRecord: DossierRecord = {
  id: "0193b5a0-0000-7000-8000-0000003f9a2c",
  number: "2026-3F9A2C",
  subject: "ACHIEVEMENT",
  state: "ADMITTED",
  version: 3,
  exact: true,
  round: {
    id: "0193b5a0-0000-7000-8000-00000000a001",
    name: "2026 年职工创新成果评选",
    year: 2026,
    title: "职工创新成果奖",
    legalBasis: "市总工发〔2026〕12 号",
    organiser: "市总工会",
    organiserId: "0193b5a0-0000-7000-8000-00000000b001",
    timeZone: "Asia/Shanghai",
    frozenHash: "5f2c0d9b6a1e47c38d90e2b41f7a6c5d8e3b2a19470c6d5e4f3a2b1c0d9e8f7a",
  },
  title: "啤酒灌装线瓶盖错位在线检测装置",
  kind: "TECHNICAL_RENOVATION",
  enterprise: "示例机床有限公司",
  studio: "张师傅创新工作室",
  completedOn: "2026-03-18",
  submittedOn: "2026-09-05",
  summary:
    "灌装线压盖后偶有瓶盖错位，靠人工在灯检台挑出，夜班漏检率高。装置在压盖机出口加装两只对射传感器和一套气动剔除机构，错位的瓶盖当场剔除并报警，不停线。",
  innovation:
    "1. 用两只普通光电传感器的时间差判断瓶盖高低，不用相机，粉尘和水雾不影响。\n2. 剔除动作和输送带编码器同步，线速变化不用重调。\n3. 报警按压头编号累计，能看出是哪个压头磨损。",
  application: "三条灌装线连续运行六个月，另有两家企业采用。",
  social: "灯检岗位夜班由两人减为一人，减轻了用眼疲劳。",
  novelty: "以往成果只报警不剔除；本装置不停线剔除，并能指出磨损的压头。",
  profile: {
    leader: "张建国",
    honour: { tier: "PROVINCIAL", title: "CRAFTSMAN" },
    trade: "装配钳工",
    tradeYears: "28",
    bio: "1998 年进厂，一直在装配一线，主持改进灌装、压盖和贴标设备二十多项，带出技师六人。",
    level: "MUNICIPAL",
    premises: "二号厂房东侧，120 平方米",
    specialities: ["在线检测", "包装机械"],
    yearsRunning: "5",
  },
  statement: [
    { zh: "先进性", en: "Advancement", text: "不用相机，一套装置的成本是视觉检测的十分之一，漏检率低于万分之一。" },
    { zh: "难度", en: "Difficulty", text: "每分钟六百瓶的线速下，从检出到剔除只有四十毫秒。" },
  ],
  people: [
    {
      name: "张建国",
      unit: "张师傅创新工作室",
      share: "60",
      contribution: "提出时间差判断的办法，设计剔除机构，现场调试。",
      confirmedOn: "2026-08-20",
      role: "LEADER",
      trade: "装配钳工",
      honour: { tier: "PROVINCIAL", title: "CRAFTSMAN" },
    },
    {
      name: "李敏",
      unit: "示例啤酒有限公司",
      share: "25",
      contribution: "记录错位数据，确定报警限值，组织试运行。",
      confirmedOn: "2026-08-21",
      role: "MEMBER",
      trade: "灌装设备维修",
      honour: { tier: null, title: null },
    },
    {
      name: "王海涛",
      unit: "示例机床有限公司",
      share: "15",
      contribution: "编写控制程序，制作安装支架。",
      confirmedOn: "2026-08-21",
      role: "MEMBER",
      trade: "电气自动化",
      honour: { tier: "MUNICIPAL", title: null },
    },
  ],
  units: ["张师傅创新工作室", "示例啤酒有限公司", "示例机床有限公司"],
  benefits: [
    {
      year: 2025,
      recipient: "示例啤酒有限公司",
      kind: "SAVINGS",
      period: "2025-07-01 — 2025-12-31",
      band: "TO_500K",
      fen: 38_640_000n,
      basis:
        "停机时间 × 每小时损失\n停机时间 = 92 小时（设备台账）\n每小时损失 = 4600 元（财务）\n− 装置制作 36,800 元",
      social: "",
      certifiedBy: "赵会计",
      certifiedOn: "2026-02-10",
    },
    {
      year: 2026,
      recipient: "示例饮料有限公司",
      kind: "SAVINGS",
      period: "2026-01-01 — 2026-06-30",
      band: "TO_500K",
      fen: 21_500_000n,
      basis: "废品减少 × 单价\n废品减少 = 43000 瓶（灯检记录）\n单价 = 5 元（财务）",
      social: "",
      certifiedBy: "孙会计",
      certifiedOn: "2026-08-12",
    },
  ],
  adopters: [
    { unit: "示例饮料有限公司", contact: "陈工", on: "2026-01-06", verified: true },
    { unit: "示例酒业有限公司", contact: "刘工", on: "2026-04-15", verified: false },
  ],
  patents: [
    {
      kind: "UTILITY_MODEL",
      number: "ZL 2025 2 0123456.7",
      title: "一种瓶盖错位检测剔除装置",
      holder: "示例机床有限公司",
      state: "GRANTED",
      on: "2025-11-04",
    },
  ],
  works: [
    {
      kind: "OPERATING_METHOD",
      title: "双传感器压盖检测操作法",
      issuer: "示例机床有限公司",
      number: "CZF-2026-03",
      on: "2026-02-01",
    },
  ],
  awards: [{ name: "公司技术革新奖", issuer: "示例机床有限公司", grade: "一等奖", on: "2025-12-20" }],
  achievements: [
    {
      title: "啤酒灌装线瓶盖错位在线检测装置",
      kind: "TECHNICAL_RENOVATION",
      first: "张建国",
      on: "2026-03-18",
      fen: 60_140_000n,
      band: "TO_1M",
      certifiedOn: "2026-08-12",
    },
    {
      title: "压盖机压头快换工装",
      kind: "FIVE_SMALL",
      first: "李敏",
      on: "2025-06-30",
      fen: 0n,
      band: "NONE",
      certifiedOn: "",
    },
  ],
  activities: [
    {
      kind: "COLLABORATION",
      ordinal: 3,
      topic: "啤酒包装在线检测会诊",
      host: "示例啤酒有限公司",
      on: "2026-06-04",
    },
    { kind: "SERVICE_VISIT", ordinal: 11, topic: "传感器选型和安装", host: "示例饮料有限公司", on: "2026-07-16" },
  ],
  apprentices: [
    {
      master: "张建国",
      name: "陈晓",
      trade: "装配钳工",
      before: "INTERMEDIATE",
      after: "SENIOR",
      from: "2024-05-01",
      on: "2026-04-30",
    },
  ],
  promotions: [
    {
      name: "王海涛",
      before: "SENIOR",
      after: "TECHNICIAN",
      honour: { tier: null, title: null },
      issuer: "市人力资源和社会保障局",
      document: "技字〔2026〕031 号",
      on: "2026-03-20",
    },
    {
      name: "李敏",
      before: null,
      after: null,
      honour: { tier: "MUNICIPAL", title: "CRAFTSMAN" },
      issuer: "市总工会",
      document: "市总工发〔2026〕8 号",
      on: "2026-04-28",
    },
  ],
  competitions: [
    {
      name: "全市职工职业技能大赛",
      level: "MUNICIPAL",
      person: "陈晓",
      event: "装配钳工",
      rank: 2,
      medal: "SILVER",
      award: "",
      on: "2026-05-18",
    },
  ],
  targets: [
    { year: 2026, topic: "包装线在线检测", measure: "解决难题", unit: "个", target: "4", actual: "5" },
    { year: 2026, topic: "青年技工培养", measure: "出师", unit: "人", target: "1", actual: "1" },
  ],
  funds: [
    { year: 2025, grantedFen: 3_000_000n, usedFen: 2_486_000n },
    { year: 2026, grantedFen: 5_000_000n, usedFen: 3_912_050n },
  ],
  fixes: [{ number: "25-7K3QF", title: "灌装线瓶盖错位，灯检漏检", on: "2026-03-16" }],
  facts: [
    { key: "certifiedYuan", value: "601400" },
    { key: "independentAdopters", value: "1" },
    { key: "utilityPatents", value: "1" },
  ],
  steps: [
    {
      unit: "示例机床有限公司",
      decision: "RECOMMENDED",
      opinion: "成果属实，效益已经财务认定，同意推荐。",
      by: "周主任",
      on: "2026-09-08",
    },
    { unit: "县总工会", decision: "RECOMMENDED", opinion: "同意推荐。", by: "吴干事", on: "2026-09-12" },
  ],
  factsHash: "9c1f6f0b0a7d4e53b2c8e1d07a64f3958b2e1c0d4f6a79b8c3d2e1f00a9b8c7d",
  grade: "",
  certificateNumber: "",
  files: [
    {
      id: "0193b5a0-0000-7000-8000-00000000c001",
      key: "",
      name: "试运行记录.pdf",
      mime: "application/pdf",
      size: 482_113,
      sha256: "2f7d1f9c8b7a6e5d4c3b2a190817f6e5d4c3b2a1908f7e6d5c4b3a29180f7e6d",
      photo: false,
      of: "ACHIEVEMENT",
    },
  ],
  chains: [],
};

const NO_TEXTS = { kind: null, innovation: "", application: "", social: "", novelty: "" } as const;

/** The same for a studio and for a person. */
export const sampleRecords: Record<DossierRecord["subject"], DossierRecord> = {
  ACHIEVEMENT: sampleRecord,
  STUDIO: {
    ...sampleRecord,
    ...NO_TEXTS,
    subject: "STUDIO",
    title: "张师傅创新工作室",
    completedOn: "2021-05-01",
    summary: "工作室围绕包装线在线检测和压盖、贴标设备改进，面向联盟内酒类和饮料企业开展攻关、诊断和培训。",
    round: { ...sampleRecord.round, name: "2026 年劳模和工匠人才创新工作室评选", title: "示范性创新工作室" },
  },
  PERSON: {
    ...sampleRecord,
    ...NO_TEXTS,
    subject: "PERSON",
    title: "张建国",
    completedOn: "",
    summary: "1998 年进厂，一直在装配一线，主持改进灌装、压盖和贴标设备二十多项，带出技师六人。",
    profile: sampleRecord.profile && {
      ...sampleRecord.profile,
      level: null,
      premises: "",
      specialities: [],
      yearsRunning: "",
    },
    people: sampleRecord.people.slice(0, 1),
    promotions: [],
    targets: [],
    funds: [],
    round: { ...sampleRecord.round, name: "2026 年工匠评选", title: "宝鸡工匠" },
  },
};

/** Fields that only a studio's, or a person's, form has. */
const ONLY: readonly [DossierRecord["subject"], readonly string[]][] = [
  ["STUDIO", ["成员人数", "memberCount", "运行年数", "yearsRunning", "年度课题", "targets", "成员晋级", "promotions"]],
  ["PERSON", ["从业年限", "tradeYears", "名师带徒", "apprentices"]],
];

/** The sample a template is tried with: of its title's kind; one for all titles, of the kind its fields speak of. */
export function sampleFor(fields: readonly string[], subject: DossierRecord["subject"] | null): DossierRecord {
  const named = ONLY.find(([, names]) => names.some((name) => fields.includes(name)));
  return sampleRecords[subject ?? named?.[0] ?? "ACHIEVEMENT"];
}
