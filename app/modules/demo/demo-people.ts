import type { Role } from "#app/modules/accounts/actor.ts";

/** Everybody's password in the demo. */
export const DEMO_PASSWORD = "jianglian-demo";

/** Addresses people try the demo with, by the key of the person behind. */
export const DEMO_SIGN_INS: readonly { key: string; email: string; as: string }[] = [
  { key: "brewery.engineer", email: "engineer@brewery.demo", as: "工程师 engineer" },
  { key: "brewery.reviewer", email: "reviewer@brewery.demo", as: "审核员 reviewer" },
  { key: "brewery.finance", email: "finance@brewery.demo", as: "财务 finance" },
  { key: "distillery.engineer", email: "engineer@distillery.demo", as: "工程师 engineer" },
  { key: "distillery.reviewer", email: "reviewer@distillery.demo", as: "审核员 reviewer" },
  { key: "distillery.finance", email: "finance@distillery.demo", as: "财务 finance" },
  { key: "machine-tools-cnc.lead", email: "leader@machine-tools.demo", as: "领衔人 studio leader" },
  { key: "machine-tools-cnc.1", email: "craftsman@machine-tools.demo", as: "工匠 craftsman" },
  { key: "machine-tools.reviewer", email: "reviewer@machine-tools.demo", as: "审核员 reviewer" },
  { key: "electrical-automation.lead", email: "leader@electrical.demo", as: "领衔人 studio leader" },
  { key: "electrical.reviewer", email: "reviewer@electrical.demo", as: "审核员 reviewer" },
  { key: "secretariat", email: "secretariat@alliance.demo", as: "联盟秘书处 secretariat" },
  { key: "officer", email: "officer@federation.demo", as: "工会干部 union officer" },
  { key: "officer-industry", email: "industry@federation.demo", as: "产业工会 industry union" },
  { key: "officer-county", email: "county@federation.demo", as: "县总工会、评选审计 county union, auditor" },
  { key: "guest", email: "guest@university.demo", as: "外请专家 guest" },
  { key: "admin", email: "admin@platform.demo", as: "平台管理员 administrator" },
  { key: "other.engineer", email: "outsider@other.demo", as: "其他联盟 another alliance" },
];

/** Cases whose achievements stand in the round that takes applications: one handed in, one being written. */
export const APPLIED_WITH = ["ti-var-drip-short-hunting", "bottle-cap-offset"] as const;

/** People outside enterprises and studios. */
export const DEMO_OFFICIALS: readonly { key: string; name: string; role: Role; organisation: string }[] = [
  { key: "secretariat", name: "孟庆华", role: "SECRETARIAT", organisation: "alliance" },
  { key: "secretariat2", name: "冯晓雯", role: "SECRETARIAT", organisation: "alliance" },
  { key: "secretariat-other", name: "吉永平", role: "SECRETARIAT", organisation: "other-alliance" },
  { key: "officer", name: "任学军", role: "UNION_OFFICER", organisation: "federation" },
  { key: "officer-county", name: "苗春兰", role: "UNION_OFFICER", organisation: "county" },
  { key: "officer-industry", name: "柏志远", role: "UNION_OFFICER", organisation: "industry" },
  { key: "admin", name: "平台管理员", role: "ADMIN", organisation: "platform" },
];

/** Unions above the enterprises, and the two alliances. */
export const DEMO_BODIES = [
  { key: "platform", kind: "PLATFORM", parent: null, name: "匠联平台", nameEn: "Jianglian platform" },
  {
    key: "federation",
    kind: "FEDERATION",
    parent: null,
    name: "岐川市总工会",
    nameEn: "Qichuan Federation of Trade Unions",
  },
  { key: "county", kind: "COUNTY_UNION", parent: "federation", name: "西塬县总工会", nameEn: "Xiyuan County Union" },
  {
    key: "industry",
    kind: "INDUSTRY_UNION",
    parent: "federation",
    name: "岐川市装备制造产业工会",
    nameEn: "Qichuan Equipment Industry Union",
  },
  {
    key: "alliance",
    kind: "ALLIANCE",
    parent: "federation",
    name: "岐川市工匠创新工作室联盟",
    nameEn: "Qichuan Craftsmen's Studio Alliance",
  },
  {
    key: "other-alliance",
    kind: "ALLIANCE",
    parent: "federation",
    name: "陇源乳品创新工作室联盟",
    nameEn: "Longyuan Dairy Studio Alliance",
  },
] as const;

/** Under which union an enterprise's own union stands. */
export const UNION_PARENT: Readonly<Record<string, "county" | "industry" | "federation">> = {
  distillery: "county",
  packaging: "county",
  "machine-tools": "industry",
  gearbox: "industry",
  titanium: "industry",
  electrical: "industry",
  rail: "industry",
  petroleum: "industry",
};
