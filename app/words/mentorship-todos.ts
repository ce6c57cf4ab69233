import { defineWords } from "#app/lib/i18n.ts";

/** What mentorships want of somebody, on the home page. */
export const mentorshipTodoWords = defineWords(
  {
    pair: (master: string, apprentice: string) => `${master} 带 ${apprentice}`,
    todo: {
      sign: (_month: string) => "师徒协议等您签字",
      "answer-note": (month: string) => `徒弟的 ${month} 小结等您签字`,
      "rewrite-note": (month: string) => `${month} 小结被退回，请修改`,
      "write-note": (month: string) => `${month} 小结还没写`,
      assess: (_month: string) => "徒弟写了结业小结，请写评语",
      confirm: (_month: string) => "有一对师徒等您确认出师",
    },
    act: {
      sign: "去签字",
      "answer-note": "去签字",
      "rewrite-note": "去修改",
      "write-note": "去写",
      assess: "写评语",
      confirm: "去确认",
    },
  },
  {
    pair: (master, apprentice) => `${master} teaches ${apprentice}`,
    todo: {
      sign: () => "A mentorship agreement waits for your signature",
      "answer-note": (month) => `Your apprentice's note of ${month} waits for your signature`,
      "rewrite-note": (month) => `The note of ${month} was returned, please revise it`,
      "write-note": (month) => `The note of ${month} has not been written`,
      assess: () => "The closing summary is written, please add your word",
      confirm: () => "A graduation waits for your confirmation",
    },
    act: {
      sign: "Sign",
      "answer-note": "Read and sign",
      "rewrite-note": "Revise",
      "write-note": "Write",
      assess: "Write",
      confirm: "Confirm",
    },
  },
);
