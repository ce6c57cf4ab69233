import { defineWords } from "#app/lib/i18n.ts";

/** Says in which file of a problem the words were found. */
export const searchFileWords = defineWords(
  { inFile: (name: string | null) => (name ? `附件 ${name}：` : "附件：") },
  { inFile: (name) => (name ? `File ${name}: ` : "File: ") },
);
