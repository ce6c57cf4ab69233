import { type Address, type Entry, named, NOWHERE, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";

const of =
  (kind: "rounds" | "applications" | "objections", path: (id: string) => string) =>
  (world: World): Address[] =>
    [NOWHERE, ...world.panels[kind]].map((id) => ({ path: path(id), names: true }));

/** From a panel to a decided award. */
export const AWARD_PANEL_ROUTES: Record<string, Entry> = {
  "routes/awards.judging": { addresses: named("/awards/judging"), post: WRONG },
  "routes/awards.rounds.$id.panel": {
    addresses: of("rounds", (id) => `/awards/rounds/${id}/panel`),
    post: { ...WRONG, intent: "close" },
  },
  "routes/awards.rounds.$id.judging": { addresses: of("rounds", (id) => `/awards/rounds/${id}/judging`) },
  "routes/awards.applications.$id.score": {
    addresses: of("applications", (id) => `/awards/applications/${id}/score`),
    post: { ...WRONG, intent: "sheet" },
  },
  "routes/awards.rounds.$id.scores": {
    addresses: of("rounds", (id) => `/awards/rounds/${id}/scores`),
    post: { ...WRONG, intent: "publish" },
  },
  "routes/awards.rounds.$id.changes": {
    addresses: of("rounds", (id) => `/awards/rounds/${id}/changes`),
    post: WRONG,
  },
  "routes/awards.applications.$id.points": {
    addresses: of("applications", (id) => `/awards/applications/${id}/points`),
  },
  "routes/awards.notices._index": { addresses: named("/awards/notices") },
  "routes/awards.notices.$id._index": { addresses: of("rounds", (id) => `/awards/notices/${id}`), post: WRONG },
  "routes/awards.notices.$id.objection": {
    addresses: (world) =>
      world.panels.rounds.map((id, at) => ({
        path: `/awards/notices/${id}/objection?application=${world.panels.applications[at]}`,
        names: true,
      })),
    post: WRONG,
  },
  "routes/awards.rounds.$id.objections": { addresses: of("rounds", (id) => `/awards/rounds/${id}/objections`) },
  "routes/awards.objections.$id": {
    addresses: of("objections", (id) => `/awards/objections/${id}`),
    post: { ...WRONG, intent: "answer" },
  },
  "routes/awards.given.$id._index": { addresses: of("applications", (id) => `/awards/given/${id}`), post: WRONG },
  "routes/awards.given.$id.certificate": {
    addresses: of("applications", (id) => `/awards/given/${id}/certificate`),
  },
};
