type ErrorValues = Record<string, string | number>;

/** Refusals of saved searches and the vocabulary, merged into app/words/errors.ts. */
export const searchErrors = {
  "zh-CN": {
    "search-empty": "还没有输入要搜的内容，也没有筛选条件，存不了。",
    "search-name-taken": "您已经有一个叫这个名字的搜索，换个名字。",
    "searches-too-many": (v: ErrorValues) => `最多存 ${v.max} 个搜索，请先删掉用不着的。`,
    "vocabulary-too-many": (v: ErrorValues) => `最多 ${v.max} 组同义词。`,
    "vocabulary-one-word": (v: ErrorValues) => `第 ${v.line} 组只有一个词，至少要两个。`,
    "vocabulary-many-words": (v: ErrorValues) => `第 ${v.line} 组超过 ${v.max} 个词，请拆开。`,
    "vocabulary-long-word": (v: ErrorValues) => `第 ${v.line} 组的“${v.word}”太长，一个词最多 ${v.max} 个字。`,
    "vocabulary-empty-word": (v: ErrorValues) => `第 ${v.line} 组的“${v.word}”搜不了：是虚词或没有文字。`,
    "vocabulary-twice": (v: ErrorValues) =>
      `“${v.word}”在第 ${v.other} 组里已经有了，一个词只能在一组（第 ${v.line} 组）。`,
    "vocabulary-file": "文件读不出来：应是 CSV，每行一组，每格一个词。",
    "vocabulary-file-large": (v: ErrorValues) => `文件超过 ${v.max} KB。`,
  },
  en: {
    "search-empty": "Nothing is asked and nothing chosen, so there is nothing to save.",
    "search-name-taken": "You have a search of that name already; choose another one.",
    "searches-too-many": (v: ErrorValues) => `At most ${v.max} searches can be saved; delete one first.`,
    "vocabulary-too-many": (v: ErrorValues) => `At most ${v.max} groups.`,
    "vocabulary-one-word": (v: ErrorValues) => `Group ${v.line} has a single word; it needs two or more.`,
    "vocabulary-many-words": (v: ErrorValues) => `Group ${v.line} has more than ${v.max} words; split it.`,
    "vocabulary-long-word": (v: ErrorValues) =>
      `“${v.word}” in group ${v.line} is too long; a word has at most ${v.max} characters.`,
    "vocabulary-empty-word": (v: ErrorValues) =>
      `“${v.word}” in group ${v.line} can't be searched for: a filler word, or no letters.`,
    "vocabulary-twice": (v: ErrorValues) =>
      `“${v.word}” is in group ${v.other} already; a word belongs to one group only (group ${v.line}).`,
    "vocabulary-file": "The file can't be read: it should be CSV, one group a line, one word a cell.",
    "vocabulary-file-large": (v: ErrorValues) => `The file is larger than ${v.max} KB.`,
  },
};
