import { defineWords } from "#app/lib/i18n.ts";

/** Refusals of what a device's outbox sends. */
export const outboxErrors = defineWords(
  { "outbox-other-person": "这条内容是别人写的，只能由他本人登录后发送。" },
  { "outbox-other-person": "Somebody else wrote this; only they can send it, after signing in." },
);
