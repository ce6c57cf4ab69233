import { type Locale, words } from "#app/lib/i18n.ts";
import type { ProblemState } from "#app/modules/problems/lifecycle.ts";
import { noticeMailWords } from "#app/words/notice-mail.ts";
import { noticesWords, type NoticeType } from "#app/words/notices.ts";
import { statesWords } from "#app/words/states.ts";

/** What a mail may say of one matter. */
export type MailMatter =
  | {
      kind: "problem";
      number: string;
      state: ProblemState;
      /** Only of a problem whose summary its whole alliance reads. */
      title: string | null;
      link: string;
      /** Types of what happened, in order. */
      types: string[];
    }
  | { kind: "search"; link: string; count: number }
  /** Of anything else only what happened, and the number where it has one. */
  | { kind: "other"; number: string; link: string; types: string[] };

export type MailLinks = { inbox: string; choices: string; unsubscribe: string };

/** More than anybody reads in one mail. */
const MOST_MATTERS = 30;

/** What happened, each kind of it once. */
function linesOf(types: readonly string[], locale: Locale): string[] {
  const w = words(noticeMailWords, locale);
  const n = words(noticesWords, locale);
  const times = new Map<string, number>();
  for (const type of types) {
    const line = n.line[type as NoticeType] ?? n.other;
    times.set(line, (times.get(line) ?? 0) + 1);
  }
  return [...times].map(([line, count]) => w.line(line, count));
}

function subjectOf(matters: readonly MailMatter[], digest: boolean, locale: Locale): string {
  const w = words(noticeMailWords, locale);
  const [first] = matters;
  if (digest || !first || matters.length > 1) return w.subjectDigest(matters.length);
  if (first.kind === "search") return w.subjectSearch;
  if (first.kind === "other" && !first.number) return w.subjectOther(linesOf(first.types, locale)[0] ?? "");
  const lines = linesOf(first.types, locale);
  const [line = ""] = lines;
  return lines.length === 1 ? w.subject(first.number, line) : w.subjectMany(first.number, first.types.length);
}

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Section = { title: string; lines: string[]; link: string };

function sectionOf(matter: MailMatter, locale: Locale): Section {
  const w = words(noticeMailWords, locale);
  if (matter.kind === "search") return { title: w.search(matter.count), lines: [], link: matter.link };
  if (matter.kind === "other") {
    const [first = "", ...rest] = linesOf(matter.types, locale);
    return { title: matter.number ? `${matter.number} ${first}` : first, lines: rest, link: matter.link };
  }
  const head = w.problem(matter.number, words(statesWords, locale).state[matter.state]);
  return {
    title: matter.title ? `${head} ${matter.title}` : head,
    lines: linesOf(matter.types, locale),
    link: matter.link,
  };
}

/** A mail as plain text and as HTML without pictures or anything from elsewhere. */
export function mailContent(
  matters: readonly MailMatter[],
  { name, locale, digest, links }: { name: string; locale: Locale; digest: boolean; links: MailLinks },
): { subject: string; text: string; html: string } {
  const w = words(noticeMailWords, locale);
  const sections = matters.slice(0, MOST_MATTERS).map((matter) => sectionOf(matter, locale));
  const more = matters.length - sections.length;
  const text = [
    w.hello(name),
    ...sections.map(({ title, lines, link }) =>
      [title, ...lines.map((line) => `· ${line}`), w.openAt(link)].join("\n"),
    ),
    ...(more > 0 ? [`${w.more(more)} ${links.inbox}`] : []),
    w.why,
    `--\n${w.choose}: ${links.choices}\n${w.stop}: ${links.unsubscribe}\n`,
  ].join("\n\n");
  const anchor = (href: string, label: string) =>
    `<a href="${escape(href)}" style="color:#1a56a0">${escape(label)}</a>`;
  const html = [
    `<!doctype html><html lang="${locale}"><body style="font-family:system-ui,'PingFang SC','Microsoft YaHei',sans-serif;font-size:16px;line-height:1.6;color:#1b1f23;max-width:36em">`,
    `<p>${escape(w.hello(name))}</p>`,
    ...sections.map(({ title, lines, link }) => {
      const list = lines.map((line) => `<li>${escape(line)}</li>`).join("");
      return `<p style="margin:1.2em 0 0"><strong>${escape(title)}</strong></p>${list && `<ul style="margin:.2em 0;padding-left:1.2em">${list}</ul>`}<p style="margin:.2em 0">${anchor(link, w.open)}</p>`;
    }),
    ...(more > 0 ? [`<p>${anchor(links.inbox, w.more(more))}</p>`] : []),
    `<p style="margin-top:1.6em;font-size:14px;color:#57606a">${escape(w.why)}<br>${anchor(links.choices, w.choose)} · ${anchor(links.unsubscribe, w.stop)}</p>`,
    "</body></html>",
  ].join("\n");
  return { subject: subjectOf(matters, digest, locale), text, html };
}
