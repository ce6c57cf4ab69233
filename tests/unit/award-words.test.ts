import { expect, it } from "vitest";
import { LOCALES, words } from "#app/lib/i18n.ts";
import { applicationsWords } from "#app/words/applications.ts";
import { dossierPaperWords } from "#app/words/dossier-paper.ts";

it("what was taken out of the notice is not said to have been objected to: it may have changed", () => {
  const said = LOCALES.flatMap((locale) => [
    words(applicationsWords, locale).state.EXCLUDED,
    words(dossierPaperWords, locale).state.EXCLUDED,
  ]);
  expect(said.filter((text) => /异议|objection/i.test(text))).toEqual([]);
});
