import { defineWords } from "#app/lib/i18n.ts";

/** Refusals of the union's figures. */
export const figureErrors = defineWords(
  { figures_not_closed: "这个月还没有公布，不能生成报告" },
  { figures_not_closed: "That month is not published yet" },
);
