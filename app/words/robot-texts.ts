import { defineWords } from "#app/lib/i18n.ts";

/** What robots say in groups: each message holds the product's name, so that it can be a robot's keyword. */
export const robotTextWords = defineWords(
  {
    from: (text: string) => `匠联：${text}`,
    matter: {
      published: "新发榜",
      urgent: "紧急难题",
      claimed: "有人揭榜或已派单",
      started: "开始攻关",
      solved: "已解决",
      late: "超过时限",
      reopened: "重新打开",
      ended: "已关闭",
    },
    line: (matter: string, number: string, state: string) => `${matter} ${number}（${state}）`,
    some: (n: number) => `${n} 条难题有新动态`,
    allNew: (n: number) => `${n} 条新难题`,
    many: (n: number, parts: string) => `${n} 条难题有新动态：${parts}`,
    count: (matter: string, n: number) => `${matter} ${n}`,
    comma: "，",
    again: "（补发，可能已收到过）",
    test: (name: string) => `测试消息，${name}的机器人已接通。`,
  },
  {
    from: (text) => `Jianglian: ${text}`,
    matter: {
      published: "new problem",
      urgent: "urgent problem",
      claimed: "claimed or assigned",
      started: "work begins",
      solved: "solved",
      late: "overdue",
      reopened: "reopened",
      ended: "closed",
    },
    line: (matter, number, state) => `${matter} ${number} (${state})`,
    some: (n) => `news of ${n} problems`,
    allNew: (n) => `${n} new problems`,
    many: (n, parts) => `news of ${n} problems: ${parts}`,
    count: (matter, n) => `${matter} ${n}`,
    comma: ", ",
    again: " (sent again, may have arrived already)",
    test: (name) => `test message, the robot of ${name} is connected.`,
  },
);
