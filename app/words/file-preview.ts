import { defineWords } from "#app/lib/i18n.ts";

/** Words of looking at a document without saving it. */
export const filePreviewWords = defineWords(
  {
    title: "文件预览",
    look: "预览",
    lookNamed: (name: string) => `预览 ${name}`,
    pages: (n: number) => `预览最前面的 ${n} 页。文件如果更长，请下载。`,
    words: "文件里的文字，没有版式和图片。",
    cut: "文字太长，这里只有开头部分。",
    unread: "这个文件没有可以预览的内容，请下载查看。",
    page: (n: number) => `第 ${n} 页`,
    pageHint: "点一页可以单独放大看。",
    download: "下载",
    back: "返回问题",
  },
  {
    title: "Preview",
    look: "Preview",
    lookNamed: (name: string) => `Preview ${name}`,
    pages: (n: number) =>
      n === 1
        ? "This is the first page. If the file is longer, download it."
        : `These are the first ${n} pages. If the file is longer, download it.`,
    words: "The words in this file, without layout and pictures.",
    cut: "There are more words than fit here.",
    unread: "There is nothing to preview in this file. Download it to view it.",
    page: (n: number) => `Page ${n}`,
    pageHint: "Open a page to see it larger.",
    download: "Download",
    back: "Back to the problem",
  },
);
