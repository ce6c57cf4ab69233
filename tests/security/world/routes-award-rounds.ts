import { type Address, type Entry, named, NOWHERE, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";

const rounds =
  (rest: string) =>
  (world: World): Address[] =>
    [...world.awardRounds.drafts, ...world.awardRounds.open, NOWHERE, ...world.panels.rounds].map((id) => ({
      path: `/awards/rounds/${id}${rest}`,
      names: true,
    }));
const applications =
  (rest: string) =>
  (world: World): Address[] =>
    [...world.awardRounds.applications, NOWHERE, ...world.panels.applications].map((id) => ({
      path: `/awards/applications/${id}${rest}`,
      names: true,
    }));
const rubrics =
  (rest: string) =>
  (world: World): Address[] =>
    [...world.awardRounds.rubrics, NOWHERE].map((id) => ({ path: `/awards/rubrics/${id}${rest}`, names: true }));

/** From a title to the admission of applications. */
export const AWARD_ROUND_ROUTES: Record<string, Entry> = {
  "routes/awards._index": { addresses: named("/awards", "/awards?state=OPEN") },
  "routes/awards.titles._index": { addresses: named("/awards/titles"), post: { ...WRONG, id: NOWHERE } },
  "routes/awards.titles.new": { addresses: named("/awards/titles/new?example=studio"), post: WRONG },
  "routes/awards.rubrics._index": { addresses: named("/awards/rubrics") },
  "routes/awards.rubrics.new": {
    addresses: (world) => [
      { path: "/awards/rubrics/new", names: true },
      ...[...world.awardRounds.open, NOWHERE].map((id) => ({
        path: `/awards/rubrics/new?from=round:${id}`,
        names: true,
      })),
    ],
    post: { ...WRONG, from: `rubric:${NOWHERE}` },
  },
  "routes/awards.rubrics.$id._index": { addresses: rubrics(""), post: WRONG },
  "routes/awards.rubrics.$id.edit": { addresses: rubrics("/edit"), post: { ...WRONG, intent: "save" } },
  "routes/awards.rounds.new": { addresses: named("/awards/rounds/new"), post: WRONG },
  "routes/awards.rounds.$id._index": { addresses: rounds(""), post: { ...WRONG, intent: "close" } },
  "routes/awards.rounds.$id.edit": { addresses: rounds("/edit"), post: WRONG },
  "routes/awards.rounds.$id.dates": { addresses: rounds("/dates"), post: WRONG },
  "routes/awards.rounds.$id.rubric": { addresses: rounds("/rubric"), post: { ...WRONG, intent: "save" } },
  "routes/awards.rounds.$id.gates": { addresses: rounds("/gates"), post: WRONG },
  "routes/awards.rounds.$id.applications": { addresses: rounds("/applications") },
  "routes/awards.applications._index": {
    addresses: named("/awards/applications", "/awards/applications?view=waiting", "/awards/applications?view=own"),
  },
  "routes/awards.applications.new": {
    addresses: (world) =>
      world.achievements.map((id) => ({ path: `/awards/applications/new?for=achievement:${id}`, names: true })),
    post: WRONG,
  },
  "routes/awards.applications.$id._index": { addresses: applications(""), post: { ...WRONG, intent: "admit" } },
  "routes/awards.applications.$id.edit": { addresses: applications("/edit"), post: WRONG },
};
