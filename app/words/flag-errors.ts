/** Refusals of flags and of the audit, merged into app/words/errors.ts. */
export const flagErrors = {
  "zh-CN": {
    "flag-not-yours": "要由能管到全部涉及单位的工会办理。",
    "flag-involved": "您是当事人，或一年内在涉及的单位任职，不能解除。",
    "flag-closed": "这条提示已经办结。",
    "flag-grew": "刚刚又查到新的情况，请看过再决定。",
    "flag-blocks": "有异常提示还没有核实，这一步先停下。请工会干部核实后再办。",
    "audit-running": "正在核对，请等这一次做完。",
    "auditor-unknown": "没有使用这个邮箱或手机号的账号",
    "auditor-part": "评委、申报人和他们单位的人、主办工会的干部不能审计这次评选",
    "auditor-until": "最早到今天，最长一年",
  },
  en: {
    "flag-not-yours": "It takes a union above everybody concerned.",
    "flag-involved": "You are concerned yourself, or were with one of them within a year, and cannot clear it.",
    "flag-closed": "This flag is closed already.",
    "flag-grew": "More was found just now; look at it before deciding.",
    "flag-blocks": "A flag has not been looked into yet; this step waits until a union officer has cleared it.",
    "audit-running": "A check is running; please wait for its end.",
    "auditor-unknown": "No account uses this e-mail address or phone number",
    "auditor-part":
      "Judges, applicants and people of their houses, and officers of the organising union do not audit this round",
    "auditor-until": "Today at the earliest, a year at the latest",
  },
};
