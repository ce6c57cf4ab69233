import { type Address, type Entry, named, NOWHERE, WRONG } from "./addresses.ts";
import type { World } from "./build.ts";

const each =
  (path: (id: string) => string, of: keyof World["dossiers"]) =>
  (world: World): Address[] =>
    [NOWHERE, world.dossiers[of]].map((id) => ({ path: path(id), names: true }));

/** Papers of applications and rounds, and the templates they are made from. */
export const DOSSIER_ROUTES: Record<string, Entry> = {
  "routes/awards.dossiers.$id._index": {
    addresses: each((id) => `/awards/dossiers/${id}`, "application"),
    post: WRONG,
  },
  "routes/awards.dossiers.$id.form": { addresses: each((id) => `/awards/dossiers/${id}/form`, "application") },
  "routes/awards.dossiers.$id.paper": { addresses: each((id) => `/awards/dossiers/${id}/paper`, "application") },
  "routes/awards.dossiers.rounds.$id": {
    addresses: each((id) => `/awards/dossiers/rounds/${id}`, "round"),
    post: WRONG,
  },
  "routes/awards.dossiers.exports.$id": { addresses: each((id) => `/awards/dossiers/exports/${id}`, "export") },
  "routes/awards.templates._index": { addresses: named("/awards/templates"), post: WRONG },
  "routes/awards.templates.fields": { addresses: named("/awards/templates/fields") },
  "routes/awards.templates.$id._index": { addresses: each((id) => `/awards/templates/${id}`, "template"), post: WRONG },
  "routes/awards.templates.$id.file": { addresses: each((id) => `/awards/templates/${id}/file`, "template") },
  "routes/awards.templates.$id.trial": { addresses: each((id) => `/awards/templates/${id}/trial`, "template") },
  "routes/awards.templates.shipped.$kind": {
    addresses: named(
      "/awards/templates/shipped/form",
      "/awards/templates/shipped/studio",
      "/awards/templates/shipped/person",
      "/awards/templates/shipped/summary",
    ),
  },
};
