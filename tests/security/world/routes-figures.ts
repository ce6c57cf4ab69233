import { type Entry, named, NOWHERE, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";

const of =
  (path: (id: string) => string) =>
  ({ cast: { ids } }: World) =>
    Object.values(ids).map((id) => ({ path: path(id), names: true }));

/** The union's figures, what they are made of, and reports. */
export const FIGURE_ROUTES: Record<string, Entry> = {
  "routes/figures._index": {
    addresses: (world) => [
      ...named("/figures", "/figures?period=2026-Q1", "/figures?from=2026-01&to=2026-12")(),
      ...of((id) => `/figures?scope=${id}`)(world),
      ...of((id) => `/figures?scope=live:${id}`)(world),
    ],
  },
  "routes/figures.list": {
    addresses: (world) => [
      ...named("/figures/list?measure=posted", "/figures/list?measure=certified", "/figures/list?measure=nonsense")(),
      ...of((id) => `/figures/list?scope=${id}&measure=posted`)(world),
      ...of((id) => `/figures/list?scope=live:${id}&measure=posted`)(world),
      ...of((id) => `/figures/list?scope=${id}&measure=attendances`)(world),
      ...named("/figures/list?measure=sessions", "/figures/list?measure=people", "/figures/list?measure=studios")(),
    ],
  },
  "routes/figures.export": {
    addresses: (world) => [
      ...named("/figures/export", "/figures/export?list=posted", `/figures/export?report=${NOWHERE}`)(),
      ...of((id) => `/figures/export?scope=${id}`)(world),
    ],
  },
  "routes/figures.targets": { addresses: of((id) => `/figures/targets?scope=${id}&year=2026`), post: WRONG },
  "routes/figures.reports._index": { addresses: named("/figures/reports"), post: WRONG },
  "routes/figures.reports.$id": {
    addresses: ({ reports }) => [NOWHERE, ...reports].map((id) => ({ path: `/figures/reports/${id}`, names: true })),
  },
};
