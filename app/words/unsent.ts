import { defineWords } from "#app/lib/i18n.ts";

/** A form that could not be sent for want of signal. */
export const unsentWords = defineWords(
  {
    "no-signal": "没有信号，没有发出去。填写的内容都还在，有信号后再按一次。",
    "signal-back": "有信号了，请再按一次。",
  },
  {
    "no-signal": "No signal: this was not sent. What you typed is still here; send it again when the signal is back.",
    "signal-back": "The signal is back. Please send it again.",
  },
);
