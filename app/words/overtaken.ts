import { defineWords } from "#app/lib/i18n.ts";

/** Beside a field, once somebody else was faster: what stands in the record now. */
export const overtakenWords = defineWords(
  {
    standsNow: "现在记录里的内容",
    empty: "（空）",
    takeOver: "换成这个",
    taken: "已换成现在记录里的内容，保存后生效。",
    elsewhere: "您在另一处填的",
    yours: "您刚才填的，没有存上",
  },
  {
    standsNow: "What the record says now",
    empty: "(empty)",
    takeOver: "Take this over",
    taken: "Now as the record says; it counts once you save.",
    elsewhere: "entered by you elsewhere",
    yours: "What you had typed; it was not saved",
  },
);
