import { defineWords } from "#app/lib/i18n.ts";

/** Asked of who leaves a form with something typed. */
export const unsavedWords = defineWords(
  { leave: "填写的内容还没有保存，离开就没有了。确定离开吗？" },
  { leave: "What you typed is not saved and will be gone. Leave all the same?" },
);
