import { defineWords } from "#app/lib/i18n.ts";

/** Dates of an open round that are put off. */
export const roundDateWords = defineWords(
  {
    title: "改日期",
    lead: "只能把还没到的日期往后推，先后顺序不变。评分表、申报条件、评委和其他规则照旧锁定。原因会公布，有关的人都会收到通知。",
    date: {
      closesAt: "申报截止",
      recommendUntil: "推荐截止",
      reviewUntil: "审核截止",
      panelUntil: "评审截止",
      noticeUntil: "公示最后一天",
    },
    now: (day: string) => `现在是 ${day}`,
    reason: "原因",
    reasonHint: "所有看得到这次评选的人都能看到",
    save: "推后并通知",
    done: "日期已改，有关的人会收到通知",
    moved: "日期改过",
    line: (date: string, from: string, to: string) => `${date}从 ${from} 推后到 ${to}`,
    because: (reason: string) => `原因：${reason}`,
  },
  {
    title: "Move dates",
    lead: "Only dates that have not come yet, only to a later day, in the same order. Rubric, gates, panel and the other rules stay frozen. The reason is published, and everybody concerned is told.",
    date: {
      closesAt: "Applications until",
      recommendUntil: "Recommendations until",
      reviewUntil: "Review until",
      panelUntil: "Panel until",
      noticeUntil: "Last day of the public notice",
    },
    now: (day: string) => `Now ${day}`,
    reason: "Reason",
    reasonHint: "Read by everybody who sees this round",
    save: "Put off and tell everybody",
    done: "Dates moved. Everybody concerned will be told",
    moved: "Dates that were moved",
    line: (date: string, from: string, to: string) => `${date}: moved from ${from} to ${to}`,
    because: (reason: string) => `because: ${reason}`,
  },
);
