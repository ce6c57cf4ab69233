import { db } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { photosOf } from "#app/modules/attachments/queries.server.ts";
import type { Layer } from "./access.ts";
import { FIELD_LAYER, type ProblemField, projectFields } from "./layers.ts";
import type { Release } from "./release.ts";
import { membersOfAlliance, reachableAlliances } from "./release-choices.server.ts";
import { recordingsOf } from "./queries-recordings.server.ts";
import { accessAndRelations } from "./relations.server.ts";

const fieldSelect = Object.fromEntries(Object.keys(FIELD_LAYER).map((field) => [field, true])) as {
  [K in ProblemField]: true;
};

/** What a reviewer decides on: the originals, what was moved or reworded before, and whom it can go to. Errors: not_found, forbidden, conflict. */
export async function loadReview(actor: Actor, id: string, allianceId?: string) {
  const { relations } = await accessAndRelations(actor, id);
  if (!relations.has("REVIEWER")) throw forbidden("not-your-move");
  const row = await db.problem.findUniqueOrThrow({
    where: { id },
    select: {
      ...fieldSelect,
      id: true,
      number: true,
      version: true,
      state: true,
      dueAt: true,
      enterpriseId: true,
      anonymous: true,
      secrecyLevel: true,
      shownToSecretariat: true,
      agreementRequired: true,
      fieldLayers: true,
      redactions: true,
      visitAllowed: true,
      author: { select: { name: true } },
      enteredBy: { select: { name: true } },
    },
  });
  if (row.state !== "ENTERPRISE_REVIEW") throw conflict("problem-state");
  const alliances = await reachableAlliances(db, row.enterpriseId, actor.now);
  const chosen = alliances.find((one) => one.id === allianceId) ?? alliances[0];
  const members = chosen
    ? (await membersOfAlliance(db, chosen.id, actor.now)).filter((one) => one.enterpriseId !== row.enterpriseId)
    : [];
  const { downtimeHours, scrapPercent, ...rest } = row;
  return {
    ...rest,
    downtimeHours: downtimeHours === null ? null : Number(downtimeHours),
    scrapPercent: scrapPercent === null ? null : Number(scrapPercent),
    photos: await photosOf("problem", id, "CONFIDENTIAL"),
    recordings: await recordingsOf(id, { layer: "CONFIDENTIAL", knowsPoster: true }),
    alliances,
    allianceId: chosen?.id ?? null,
    members,
  };
}
export type ReviewData = Awaited<ReturnType<typeof loadReview>>;

/** The problem as somebody outside would read it at a layer, if it were released so. */
export function previewRelease(
  review: ReviewData,
  release: Pick<Release, "fieldLayers" | "redactions" | "photoLayers">,
  layer: Layer,
) {
  const photos = review.photos.map((photo) => ({ id: photo.id, layer: release.photoLayers[photo.id] ?? photo.layer }));
  return {
    fields: projectFields({ ...review, ...release }, { layer }),
    photos: photos.filter((photo) => layer !== "SUMMARY" && photo.layer !== "CONFIDENTIAL").map((photo) => photo.id),
  };
}
