import { defineWords } from "#app/lib/i18n.ts";

/** E-mail that tells of messages: a number, a state, a link, and of a problem open to its whole alliance the title. */
export const noticeMailWords = defineWords(
  {
    subject: (number: string, line: string) => `[匠联] ${number} ${line}`,
    subjectMany: (number: string, lines: number) => `[匠联] ${number} 有 ${lines} 条新消息`,
    subjectSearch: "[匠联] 存下的搜索有新结果",
    subjectOther: (line: string) => `[匠联] ${line}`,
    subjectDigest: (matters: number) => `[匠联] 消息汇总：${matters} 件事`,
    hello: (name: string) => `${name}，您好：`,
    problem: (number: string, state: string) => `${number}（${state}）`,
    line: (line: string, times: number) => (times > 1 ? `${line}（${times} 次）` : line),
    search: (count: number) => `存下的搜索有 ${count} 条新结果`,
    open: "查看",
    openAt: (link: string) => `查看：${link}`,
    more: (n: number) => `还有 ${n} 件，见消息页`,
    why: "详细内容请登录后查看：保密内容不通过邮件发送。",
    choose: "选择接收哪些消息",
    stop: "不再接收消息邮件",
  },
  {
    subject: (number, line) => `[Jianglian] ${number} ${line}`,
    subjectMany: (number, lines) => `[Jianglian] ${number}: ${lines} new messages`,
    subjectSearch: "[Jianglian] New matches for a saved search",
    subjectOther: (line) => `[Jianglian] ${line}`,
    subjectDigest: (matters) => `[Jianglian] Digest: ${matters} ${matters === 1 ? "matter" : "matters"}`,
    hello: (name) => `Hello ${name},`,
    problem: (number, state) => `${number} (${state})`,
    line: (line, times) => (times > 1 ? `${line} (${times} times)` : line),
    search: (count) => `A saved search has ${count} new ${count === 1 ? "match" : "matches"}`,
    open: "Open",
    openAt: (link) => `Open: ${link}`,
    more: (n) => `${n} more, see your inbox`,
    why: "Sign in to read the details: confidential texts are never sent by e-mail.",
    choose: "Choose which messages you get",
    stop: "Stop e-mail of messages",
  },
);
