import { expect, it } from "vitest";
import { LOCALES, words } from "#app/lib/i18n.ts";
import { TERMINAL } from "#app/modules/problems/lifecycle.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { awardChangesWords } from "#app/words/award-changes.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";
import { errorText } from "#app/words/error-text.ts";

it("what was taken out of the notice is not said to have been objected to: it may have changed", () => {
  const said = LOCALES.flatMap((locale) => [
    words(applicationsWords, locale).state.EXCLUDED,
    words(dossierPaperWords, locale).state.EXCLUDED,
  ]);
  expect(said.filter((text) => /异议|objection/i.test(text))).toEqual([]);
});

it("a problem that nobody solves again is not said to wait for another acceptance", () => {
  for (const locale of LOCALES)
    for (const state of TERMINAL)
      expect(words(awardChangesWords, locale).problem, `${locale} ${state}`).toHaveProperty(state);
});

it("one of what is in the way of a notice or a decision is one, in English too", () => {
  const said = (key: string, count: number) => errorText("en", `${key}|count=${count}&least=3`);
  for (const [key, one, many] of [
    ["award-not-admitted-now", "1 application proposed no longer meets", "2 applications proposed no longer meet"],
    ["award-changes-open", "1 application proposed rests on", "2 applications proposed rest on"],
    ["objections-open", "1 objection has", "2 objections have"],
    ["flags-open", "1 flag has", "2 flags have"],
    ["panel-review-open", "1 application has", "2 applications have"],
    ["panel-too-few", "1 application has", "2 applications have"],
    ["panel-unfinished", "for 1 application", "for 2 applications"],
    ["panel-apart", "of 1 application", "of 2 applications"],
  ] as const) {
    expect(said(key, 1)).toMatch(new RegExp(`${one}\\b`));
    expect(said(key, 2)).toContain(many);
  }
});
