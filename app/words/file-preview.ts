import { defineWords } from "#app/lib/i18n.ts";

/** Words of looking at a document without saving it. */
export const filePreviewWords = defineWords(
  {
    title: "文件预览",
    look: "预览",
    lookNamed: (name: string) => `预览 ${name}`,
    pages: (n: number) => `前 ${n} 页。完整内容请下载。`,
    words: "文件里的文字，没有版式和图片。",
    cut: "文字太长，这里只有开头部分。",
    unread: "这个文件没有可以预览的内容，请下载查看。",
    page: (n: number) => `第 ${n} 页`,
    download: "下载",
    back: "返回问题",
  },
  {
    title: "Preview",
    look: "Preview",
    lookNamed: (name: string) => `Preview ${name}`,
    pages: (n: number) =>
      n === 1
        ? "The first page. Download the file to see all of it."
        : `The first ${n} pages. Download the file to see all of it.`,
    words: "The words in this file, without layout and pictures.",
    cut: "There are more words than fit here.",
    unread: "There is nothing to preview in this file. Download it to view it.",
    page: (n: number) => `Page ${n}`,
    download: "Download",
    back: "Back to the problem",
  },
);
