import { defineWords } from "#app/lib/i18n.ts";

/** Says in which file of a problem the words were found. */
export const searchFileWords = defineWords(
  { inFile: (name: string) => `附件 ${name}：` },
  { inFile: (name) => `File ${name}: ` },
);
