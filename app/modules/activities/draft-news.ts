import type { Locale } from "#app/lib/i18n.ts";
import { words } from "#app/lib/i18n.ts";
import { activityNewsWords } from "#app/words/activity-news.ts";
import type { ActivityKind } from "./rules.ts";

/** What a news text may be made of: facts that are open to the whole alliance, and no others. */
export type NewsFacts = {
  kind: ActivityKind;
  ordinal: number;
  topic: string;
  alliance: string;
  /** "2026-06-03", in the alliance's time zone. */
  day: string;
  place: string;
  host: string;
  /** Units that were there, by name. */
  units: readonly string[];
  attendances: number;
  people: number;
  listeners: number;
  /** Experts who were invited and came. */
  experts: readonly string[];
  /** Problems whose summary is released to the whole alliance, in their released wording. */
  problems: readonly string[];
  /** Advice in general, and on problems whose detail is released to the whole alliance. */
  advice: readonly { text: string; adviser: string }[];
  followUps: number;
};

const MOST_UNITS = 6;
const MOST_NAMED = 8;

/** A first text for the news, a paragraph for each matter; what is not known is left out, never invented. */
export function draftNews(facts: NewsFacts, locale: Locale): string {
  const w = words(activityNewsWords, locale);
  const list = (names: readonly string[], most: number): string => {
    const shown = names.slice(0, most).join(w.comma);
    return names.length > most ? w.andOthers(shown, names.length) : shown;
  };
  const opening = w.opening({
    day: w.day(facts.day),
    what: w.what[facts.kind](facts.ordinal),
    alliance: facts.alliance,
    host: facts.host,
    place: facts.place,
    topic: facts.topic,
  });
  const who = [
    facts.attendances + facts.listeners > 0
      ? w.attendance(facts.attendances + facts.listeners, facts.people, facts.listeners)
      : "",
    facts.units.length > 0 ? w.units(list(facts.units, MOST_UNITS), facts.units.length) : "",
    facts.experts.length > 0 ? w.experts(list(facts.experts, MOST_NAMED)) : "",
  ];
  const problems = facts.problems.length > 0 ? w.problems(list(facts.problems.map(w.quoted), MOST_NAMED)) : "";
  const advice = facts.advice.map(({ text, adviser }) => w.advice(oneLine(text), adviser));
  const end = facts.followUps > 0 ? w.followUps(facts.followUps) : "";
  return [[opening, ...who].filter(Boolean).join(w.gap), [problems, ...advice].filter(Boolean).join(w.gap), end]
    .filter(Boolean)
    .join("\n\n");
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").replace(/[。.;；,，\s]+$/u, "");
