/** Refusals of flags and of the audit, merged into app/words/errors.ts. */
export const flagErrors = {
  "zh-CN": {
    "flag-not-yours": "要由能管到全部涉及单位的工会办理。",
    "flag-involved": "您是当事人，或一年内在涉及的单位任职，不能解除。",
    "flag-closed": "这条提示已经办结。",
    "flag-grew": "刚刚又查到新的情况，请看过再决定。",
    "flag-blocks": "有异常提示还没有核实，这一步先停下。请工会干部核实后再办。",
    "audit-running": "正在核对，请等这一次做完。",
  },
  en: {
    "flag-not-yours": "It takes a union above everybody concerned.",
    "flag-involved": "You are concerned yourself, or were with one of them within a year, and cannot clear it.",
    "flag-closed": "This flag is closed already.",
    "flag-grew": "More was found just now; look at it before deciding.",
    "flag-blocks": "A flag has not been looked into yet; this step waits until a union officer has cleared it.",
    "audit-running": "A check is running; please wait for its end.",
  },
};
