import { defineWords } from "#app/lib/i18n.ts";

/** What the clock writes as its reason; kept in the record as it was, in the record's language. */
export const sweepWords = defineWords(
  {
    noEntry: "超过期限没有新的攻关记录，已提醒，系统自动交回。",
    noAnswerAgain: "问题复发后，原攻关团队在期限内没有答复是否继续，系统转回联盟分拣。",
    leftStudio: "受派人已离开工作室，系统自动退回。",
  },
  {
    noEntry: "No entry in the log within the limit; the team was reminded; given back by the system.",
    noAnswerAgain:
      "The fault came back and the former team did not say in time whether it goes on; back to triage by the system.",
    leftStudio: "The craftsman asked has left the studio; given back by the system.",
  },
);
