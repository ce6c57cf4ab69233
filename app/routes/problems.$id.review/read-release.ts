import { MOVABLE, REDACTABLE } from "#app/modules/problems/layers.ts";
import type { Release } from "#app/modules/problems/release.ts";
import { cleanText } from "#app/modules/problems/schema.ts";

const one = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const many = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value): value is string => typeof value === "string" && UUID.test(value));

/** A review form as a release; what is wrong with it is judged by the business, not here. */
export function readRelease(form: FormData): Release & { version: number | null } {
  const fieldLayers: Record<string, string> = {};
  for (const field of MOVABLE) if (one(form, `layer.${field}`) === "CONFIDENTIAL") fieldLayers[field] = "CONFIDENTIAL";
  const redactions: Record<string, string> = {};
  for (const field of REDACTABLE) {
    const text = cleanText(one(form, `text.${field}`));
    if (text !== "") redactions[field] = text;
  }
  const hidden = new Set(many(form, "hidePhoto"));
  const photoLayers = Object.fromEntries(
    many(form, "photo").map((id) => [id, hidden.has(id) ? "CONFIDENTIAL" : "DETAIL"] as const),
  );
  const version = Number(one(form, "version"));
  return {
    allianceId: UUID.test(one(form, "allianceId")) ? one(form, "allianceId") : "00000000-0000-0000-0000-000000000000",
    circle: one(form, "circle") === "NAMED" ? "NAMED" : "ALLIANCE",
    circleIds: many(form, "circleIds"),
    detail: one(form, "detail") === "NAMED" ? "NAMED" : "ALL",
    detailIds: many(form, "detailIds"),
    fieldLayers: fieldLayers as Release["fieldLayers"],
    redactions: redactions as Release["redactions"],
    photoLayers,
    anonymous: form.has("anonymous"),
    shownToSecretariat: form.has("shownToSecretariat"),
    agreementRequired: form.has("agreementRequired"),
    version: Number.isInteger(version) ? version : null,
  };
}
