import { defineWords } from "#app/lib/i18n.ts";

/** What is said aloud when something new comes while a page is open. */
export const liveWords = defineWords(
  { news: (unread: number) => `有新消息，共 ${unread} 条未读` },
  { news: (unread) => `A new message has come, ${unread} unread` },
);
