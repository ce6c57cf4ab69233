import { defineWords } from "#app/lib/i18n.ts";

/** Subjects often sought in vain, for the secretariat. */
export const inVainWords = defineWords(
  {
    title: "常搜不到",
    lead: "近 90 天里，至少 3 家企业的人搜过、却没有搜到的内容。可以据此征集办法、组织会诊，或者补进同义词表。",
    privacy: "只列多家企业都在找的词；谁搜的、哪家搜的、搜了几次，系统不显示。",
    enterprises: "有多少家在找",
    lately: "最近",
    band: { 3: "3–4 家", 5: "5–9 家", 10: "10 家以上" },
    search: "搜搜看",
    synonym: "补同义词",
    settle: "已处理",
    settleQuestion: (text: string) => `“${text}”已经处理好了？会从这里去掉；以后还有多家搜不到，会再出现。`,
    settled: "已从列表去掉。",
    none: "现在没有",
    noneHint: "还没有一个内容是 3 家以上企业都在找而找不到的。",
    table: (alliance: string) => `${alliance}常搜不到的内容`,
  },
  {
    title: "Sought in vain",
    lead: "What people of at least 3 enterprises looked for and did not find in the last 90 days: call for fixes, convene a diagnosis, or add synonyms.",
    privacy: "Only what several enterprises look for is listed; who, which enterprise and how often is not shown.",
    enterprises: "Enterprises looking",
    lately: "Latest",
    band: { 3: "3–4", 5: "5–9", 10: "10 or more" },
    search: "Search for it",
    synonym: "Add a synonym",
    settle: "Dealt with",
    settleQuestion: (text) =>
      `Has “${text}” been dealt with? It leaves this list, and comes back when several look for it in vain again.`,
    settled: "Taken off the list.",
    none: "Nothing at present",
    noneHint: "No subject is being looked for in vain by 3 or more enterprises.",
    table: (alliance) => `${alliance}: sought in vain`,
  },
);
