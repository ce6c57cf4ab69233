import { defineWords } from "#app/lib/i18n.ts";

/** Words of signing in, one's own account, roles and people's administration. */
export const accountsWords = defineWords(
  {
    nav: { organisations: "单位", craftsmen: "工匠", ledgers: "台账导入", people: "人员管理" },
    listComma: "、",
    roles: {
      ENGINEER: "工程师",
      REVIEWER: "审核人",
      FINANCE: "财务",
      CRAFTSMAN: "工匠",
      STUDIO_LEADER: "领衔人",
      SECRETARIAT: "秘书处",
      UNION_OFFICER: "工会干部",
      JUDGE: "评委",
      GUEST: "特邀专家",
      ADMIN: "平台管理员",
    },
    roleFor: (role: string, name: string) => `${role}（代${name}）`,
  },
  {
    nav: { organisations: "Organisations", craftsmen: "Craftsmen", ledgers: "Ledger import", people: "People" },
    listComma: ", ",
    roles: {
      ENGINEER: "Engineer",
      REVIEWER: "Reviewer",
      FINANCE: "Finance",
      CRAFTSMAN: "Craftsman",
      STUDIO_LEADER: "Studio leader",
      SECRETARIAT: "Secretariat",
      UNION_OFFICER: "Union officer",
      JUDGE: "Judge",
      GUEST: "Guest expert",
      ADMIN: "Platform administrator",
    },
    roleFor: (role, name) => `${role} (for ${name})`,
  },
);
