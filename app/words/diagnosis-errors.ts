type ErrorValues = Record<string, string | number>;

/** Refusals in the rooms of joint diagnoses and in discussions, merged into app/words/errors.ts. */
export const diagnosisErrors = {
  "zh-CN": {
    "diagnosis-changed": "会诊安排刚有变动，请看过后再提交。",
    "diagnosis-link": "请填写 https:// 开头的会议链接，链接里不要带用户名和密码。",
    "diagnosis-anonymous-site": "发布方是匿名的，到场会诊只能由发布方自己约。",
    "invite-not-open": "所选的人看不到这条难题，不能邀请。请让发布企业先放行，或改请别人。",
    "invite-too-many": (v: ErrorValues) => `一次会诊最多 ${v.max} 人。`,
    "time-unreadable": "请按“年-月-日 时:分”填写时间",
    "time-in-past": "时间已经过了，请另选",
    "time-too-far": "请选一年以内的时间",
    "times-too-many": (v: ErrorValues) => `备选时间最多 ${v.max} 个`,
    "times-none": "请至少填一个时间",
    "time-missing": "请选一个备选时间，或另填时间",
    "opinion-changed": "您在别处又写过意见，请看过后再提交。",
    "mention-ambiguous": (v: ErrorValues) => `有几位都叫${v.name}，请在“提醒谁看”里勾选，或写明是谁。`,
    "comment-changed": "这条留言刚改过，请看过后再改。",
    "reply-missing": "要回复的留言已删除，或您看不到。",
  },
  en: {
    "diagnosis-changed": "The arrangements have just changed. Please have a look and send again.",
    "diagnosis-link": "Give the meeting's link, starting with https:// and without a user name or password in it.",
    "diagnosis-anonymous-site": "The poster is anonymous: only the poster can arrange a meeting on site.",
    "invite-not-open":
      "Somebody chosen cannot see this problem, so cannot be invited. Ask the poster's enterprise to let them in, or invite others.",
    "invite-too-many": (v: ErrorValues) => `At most ${v.max} people take part in one joint diagnosis.`,
    "time-unreadable": "Give the time as year-month-day and hour:minute",
    "time-in-past": "That time is over, please choose another",
    "time-too-far": "Choose a time within a year",
    "times-too-many": (v: ErrorValues) => `At most ${v.max} times`,
    "times-none": "Give at least one time",
    "time-missing": "Choose one of the times, or give another",
    "opinion-changed": "You have written an opinion elsewhere meanwhile. Please have a look and send again.",
    "mention-ambiguous": (v: ErrorValues) =>
      `Several people are called ${v.name}. Tick the one you mean, or say who it is.`,
    "comment-changed": "This comment has just been changed. Please have a look first.",
    "reply-missing": "The comment you answer was removed, or you cannot read it.",
  },
} as const;
