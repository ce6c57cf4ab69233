import { defineWords } from "#app/lib/i18n.ts";

/** Monthly and yearly reports of figures. */
export const figureReportsWords = defineWords(
  {
    reportsTitle: "月报和年报",
    reportsLead: "报告按公布的数据生成，生成后数字永不变动，可随时核对。",
    reportsNone: "还没有报告",
    reportsNoneLead: "每月 1 日自动生成上个月的报告；一月另有上一年的年报。",
    reportsCaption: "报告列表",
    report: "报告",
    reportName: (name: string, period: string) => `${name} ${period}报告`,
    make: "生成报告",
    made: "报告已生成",
    madeBy: "生成人",
    madeAt: "生成时间",
    byClock: "系统自动",
    code: "校验码（SHA-256）",
    chains: (n: number) => `同时记录了 ${n} 条事件链的末端`,
    changed: "今天的记录与报告不同",
    changedLead: (list: string) =>
      `以下数字如果今天重算会不一样：${list}。报告中的数字不变；为保护各企业，不显示相差多少。`,
    same: "与今天的记录一致",
    unsound: "这份报告的内容与校验码不符",
    unsoundLead: "内容可能被改动过。请联系平台管理员运行 npm run audit:verify。",
  },
  {
    reportsTitle: "Monthly and yearly reports",
    reportsLead: "Made of what was published; once made their numbers never move, and anybody can check them.",
    reportsNone: "No reports yet",
    reportsNoneLead: "On the first of each month the last month's are made; in January the year's as well.",
    reportsCaption: "List of reports",
    report: "Report",
    reportName: (name, period) => `${name}: report of ${period}`,
    make: "Make a report",
    made: "The report is made",
    madeBy: "Made by",
    madeAt: "Made on",
    byClock: "Automatically",
    code: "Check code (SHA-256)",
    chains: (n) =>
      `The ${n === 1 ? "end of one chain" : `ends of ${n} chains`} of events ${n === 1 ? "is" : "are"} kept with it`,
    changed: "Today's records differ from this report",
    changedLead: (list) =>
      `Counted again today these would come out otherwise: ${list}. The report's numbers stay; by how much they differ is not shown, to protect each enterprise.`,
    same: "Agrees with today's records",
    unsound: "What this report says does not match its check code",
    unsoundLead: "It may have been tampered with. Ask the platform's administrator to run npm run audit:verify.",
  },
);
