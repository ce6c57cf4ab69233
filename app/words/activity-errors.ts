import { defineWords } from "#app/lib/i18n.ts";

/** What refusals of activities say. */
export const activityErrors = defineWords(
  {
    "activity-state": "活动的状态已经变化，请核对最新内容后再操作。",
    "activity-ends-first": "结束时间要晚于开始时间，最长 31 天",
    "activity-not-begun": "活动还没有开始，到时间再记录。",
    "activity-not-held": "活动举办之后才能写新闻稿。",
    "activity-nobody-there": "还没有人签到，也没有填听众人次，不能办结。",
    "activity-too-many-problems": "一次活动最多列 30 条难题。",
    "activity-problem-advised": "已经有针对这条难题的建议，不能移出。",
    "activity-too-many-invited": "一次活动最多邀请 200 人。",
    "activity-not-invited": "邀请已撤回或已到期，不用答复了。",
    "activity-sign-in-closed": "现在不能签到。开始前两小时起可以签到，到活动当天结束为止。",
    "activity-code-old": "签到码已过期或不对，请扫现场最新的码",
    "activity-owner-cannot-read": "这个人看不到这条难题的详情，请换人，或先请难题单位开放",
    "activity-too-much-advice": "一次活动最多记 200 条建议。",
  },
  {
    "activity-state": "The activity has moved on. Please look at it as it is now.",
    "activity-ends-first": "The end must come after the beginning, within 31 days",
    "activity-not-begun": "The activity has not begun yet; record it when it does.",
    "activity-not-held": "The news text is written once the activity has taken place.",
    "activity-nobody-there": "Nobody has signed in and no listeners are entered, so it cannot be closed.",
    "activity-too-many-problems": "At most 30 problems per activity.",
    "activity-problem-advised": "There is advice on this problem; it cannot be taken off.",
    "activity-too-many-invited": "At most 200 people can be invited.",
    "activity-not-invited": "The invitation was withdrawn or has ended; no answer is needed.",
    "activity-sign-in-closed":
      "Signing in is not possible now: from two hours before the beginning to the end of the day.",
    "activity-code-old": "This code has run out or is wrong; scan the one shown on site",
    "activity-owner-cannot-read":
      "This person may not read the problem's details; choose another, or ask its enterprise to open it",
    "activity-too-much-advice": "At most 200 pieces of advice per activity.",
  },
);
