import { type Address, type Entry, named, NOWHERE, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";

const studios =
  (rest: string) =>
  ({ cast: { ids } }: World): Address[] =>
    [NOWHERE, ids.toolsStudio, ids.breweryStudio, ids.dairyStudio, ids.tools].map((id) => ({
      path: `/studios/${id}/life${rest}`,
      names: true,
    }));

/** A studio's life, competitions, and titles of enterprises. */
export const STUDIO_ROUTES: Record<string, Entry> = {
  "routes/studios._index": { addresses: named("/studios", "/studios?due=late&state=DESIGNATED&level=MUNICIPAL") },
  "routes/studios.export": { addresses: named("/studios/export") },
  "routes/studios.$id.life._index": { addresses: studios(""), post: { ...WRONG, year: "1999" } },
  "routes/studios.$id.life.decide": { addresses: studios("/decide"), post: { ...WRONG, action: "confirm" } },
  "routes/studios.$id.life.leader": { addresses: studios("/leader"), post: WRONG },
  "routes/studios.$id.life.targets": { addresses: studios("/targets"), post: WRONG },
  "routes/studios.$id.life.funds": { addresses: studios("/funds"), post: { ...WRONG, kind: "USED" } },
  "routes/studios.$id.life.promotions": { addresses: studios("/promotions"), post: { ...WRONG, intent: "confirm" } },
  "routes/studios.$id.life.reviews.$reviewId": {
    addresses: (world) => [NOWHERE, ...world.reviews].flatMap((review) => studios(`/reviews/${review}`)(world)),
    post: { ...WRONG, intent: "write" },
  },
  "routes/competitions._index": { addresses: named("/competitions", "/competitions?level=MUNICIPAL&year=2026") },
  "routes/competitions.new": { addresses: named("/competitions/new"), post: WRONG },
  "routes/competitions.$id": {
    addresses: (world) => [NOWHERE, ...world.competitions].map((id) => ({ path: `/competitions/${id}`, names: true })),
    post: { ...WRONG, intent: "enter" },
  },
  "routes/organisations.tags._index": { addresses: named("/organisations/tags"), post: WRONG },
  "routes/organisations.tags.$id": {
    addresses: (world) => [NOWHERE, ...world.tags].map((id) => ({ path: `/organisations/tags/${id}`, names: true })),
    post: { ...WRONG, intent: "attach" },
  },
};
