import { defineWords } from "#app/lib/i18n.ts";

/** A list that was searched, and has nothing of it. */
export const foundNothingWords = defineWords(
  { title: (q: string) => `没有找到“${q}”`, lead: "换个词，或去掉筛选再试。" },
  { title: (q: string) => `Nothing found for “${q}”`, lead: "Try another word, or take filters away." },
);
