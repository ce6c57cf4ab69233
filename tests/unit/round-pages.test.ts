import { expect, it } from "vitest";
import { pagesOf } from "#app/modules/awards/rounds/tabs/rules.ts";

it("the scores of a round have their tab from the end of the panel on, where its notice is prepared", () => {
  const pages = (state: string, panelClosedAt: string | null) =>
    pagesOf({ state, panelClosedAt, audits: false }).filter((page) => page === "scores" || page === "notice");
  const closed = "2026-10-01T00:00:00Z";
  expect(["DRAFT", "OPEN", "REVIEW", "PANEL"].flatMap((state) => pages(state, null))).toEqual([]);
  expect(pages("PANEL", closed)).toEqual(["scores"]);
  expect([pages("NOTICE", closed), pages("DECIDED", closed)]).toEqual(Array(2).fill(["scores", "notice"]));
});

it("a draft has no papers yet, and evidence is for who may read it", () => {
  expect(pagesOf({ state: "DRAFT", panelClosedAt: null, audits: false })).toEqual(["rules", "applications", "panel"]);
  expect(pagesOf({ state: "OPEN", panelClosedAt: null, audits: true })).toEqual([
    "rules",
    "applications",
    "panel",
    "dossiers",
    "evidence",
  ]);
});
