type ErrorValues = Record<string, string | number>;

/** Refusals of saved searches and the vocabulary, merged into app/words/errors.ts. */
export const searchErrors = {
  "zh-CN": {
    "search-empty": "还没有输入要搜的内容，也没有筛选条件，存不了。",
    "search-name-taken": "您已经有一个叫这个名字的搜索，换个名字。",
    "searches-too-many": (v: ErrorValues) => `最多存 ${v.max} 个搜索，请先删掉用不着的。`,
  },
  en: {
    "search-empty": "Nothing is asked and nothing chosen, so there is nothing to save.",
    "search-name-taken": "You have a search of that name already; choose another one.",
    "searches-too-many": (v: ErrorValues) => `At most ${v.max} searches can be saved; delete one first.`,
  },
};
