import { defineWords } from "#app/lib/i18n.ts";

/** A form that could not be sent for want of signal, or because nobody is signed in any more, or somebody else. */
export const unsentWords = defineWords(
  {
    "no-signal": "没有信号，没有发出去。填写的内容都还在，有信号后再按一次。",
    "signal-back": "有信号了，请再按一次。",
    "signed-out": "登录已过期，没有发出去。填写的内容都还在：登录后回到这里，再按一次。",
    "other-person":
      "现在登录的是另一个人，没有发出去。填写的内容都还在：请填写的人登录后再按一次；换人填写请重新打开本页。",
    signIn: "另开一页登录",
  },
  {
    "no-signal": "No signal: this was not sent. What you typed is still here; send it again when the signal is back.",
    "signal-back": "The signal is back. Please send it again.",
    "signed-out":
      "You were signed out, so this was not sent. What you typed is still here: sign in, come back and send it again.",
    "other-person":
      "Somebody else is signed in now, so this was not sent. What was typed is still here: whoever typed it can sign in and send it again. To write as the other person, open this page anew.",
    signIn: "Open the sign-in page in a new tab",
  },
);
