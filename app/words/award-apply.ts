import { defineWords } from "#app/lib/i18n.ts";

/** From a profile to an application. */
export const awardApplyWords = defineWords(
  {
    apply: "申报评选",
    with: "用什么申报",
    closes: (name: string, day: string) => `${name}（${day} 截止）`,
    already: "已经申报的评选",
    none: "现在没有可以申报的评选",
    noneLead: "开放的评选、申报范围见评选页面。",
  },
  {
    apply: "Apply for an award",
    with: "Applying with",
    closes: (name: string, day: string) => `${name} (until ${day})`,
    already: "Applied already",
    none: "No round is open to it now",
    noneLead: "Rounds and who may apply are on the page of awards.",
  },
);
