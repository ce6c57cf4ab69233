import { defineWords } from "#app/lib/i18n.ts";

/** A list that was searched or filtered, and has nothing of it. */
export const foundNothingWords = defineWords(
  {
    title: (q: string) => `没有找到“${q}”`,
    lead: "换个词，或去掉筛选再试。",
    filtered: "没有符合筛选的",
    filteredLead: "换一个筛选，或去掉筛选再试。",
  },
  {
    title: (q: string) => `Nothing found for “${q}”`,
    lead: "Try another word, or take filters away.",
    filtered: "Nothing matches the filters",
    filteredLead: "Try another filter, or take filters away.",
  },
);
