import { type Address, type Entry, named, NOWHERE, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";

const adoptions =
  (rest: string) =>
  (world: World): Address[] =>
    [NOWHERE, ...world.adoptions].map((id) => ({ path: `/adoptions/${id}${rest}`, names: true }));

const benefits =
  (rest: string) =>
  (world: World): Address[] =>
    [NOWHERE, ...world.benefits].map((id) => ({ path: `/benefits/${id}${rest}`, names: true }));

const achievements =
  (rest: string) =>
  (world: World): Address[] =>
    [NOWHERE, ...world.achievements].map((id) => ({ path: `/achievements/${id}${rest}`, names: true }));

/** From an adoption to a benefit and an achievement. */
export const ACHIEVEMENT_ROUTES: Record<string, Entry> = {
  "routes/adoptions._index": {
    addresses: named("/adoptions", "/adoptions?view=ours", "/adoptions?view=given&q=%E5%8E%82"),
  },
  "routes/adoptions.$id._index": { addresses: adoptions(""), post: { ...WRONG, intent: "decide" } },
  "routes/adoptions.$id.measure": { addresses: adoptions("/measure"), post: WRONG },
  "routes/adoptions.$id.certificate": { addresses: adoptions("/certificate") },
  "routes/achievements._index": { addresses: named("/achievements", "/achievements?kind=FIVE_SMALL&state=REGISTERED") },
  "routes/achievements.new": { addresses: named("/achievements/new"), post: WRONG },
  "routes/achievements.$id._index": { addresses: achievements(""), post: { ...WRONG, intent: "decide" } },
  "routes/achievements.$id.edit": { addresses: achievements("/edit"), post: WRONG },
  "routes/achievements.$id.contributors": { addresses: achievements("/contributors"), post: WRONG },
  "routes/achievements.$id.facts": { addresses: achievements("/facts"), post: { ...WRONG, intent: "link" } },
  "routes/achievements.$id.submit": { addresses: achievements("/submit"), post: WRONG },
  "routes/benefits._index": {
    addresses: named("/benefits", "/benefits?year=2026&state=SUBMITTED", "/benefits?q=%E5%8E%82"),
  },
  "routes/benefits.new": { addresses: named("/benefits/new"), post: WRONG },
  "routes/benefits.$id._index": { addresses: benefits(""), post: { ...WRONG, intent: "certify" } },
  "routes/benefits.$id.edit": { addresses: benefits("/edit"), post: WRONG },
  "routes/benefits.$id.figures": { addresses: benefits("/figures?stage=ACTUAL"), post: WRONG },
  "routes/benefits.$id.shares": { addresses: benefits("/shares"), post: WRONG },
};
