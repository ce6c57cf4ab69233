import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { reachableAlliances } from "#app/modules/problems/release-choices.server.ts";
import { releasePlaces } from "./policy.ts";
import { importedByActor, type ReleaseFilter, waitingForRelease } from "./release-imported.server.ts";

const PAGE = 30;

/** Imported problems that wait for release, with what the form and its filters need. */
export async function loadRelease(
  actor: Actor,
  enterpriseId: string | null,
  filter: ReleaseFilter,
  after: string | null,
) {
  const places = releasePlaces(actor);
  const place =
    places.find((one) => one.organisationId === enterpriseId) ?? (enterpriseId === null ? places[0] : undefined);
  if (!place) throw notFound();
  const own = await importedByActor(db, actor, place.organisationId);
  const where = waitingForRelease(actor, place.organisationId, filter, own);
  const rows = await db.problem.findMany({
    where,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...(after ? { cursor: { id: after }, skip: 1 } : {}),
    take: PAGE + 1,
    select: {
      id: true,
      number: true,
      title: true,
      state: true,
      partial: true,
      createdAt: true,
      importRow: { select: { rowNumber: true } },
    },
  });
  const page = rows.slice(0, PAGE);
  const imports = await db.import.findMany({
    where: { rows: { some: { enterpriseId: place.organisationId, state: "IMPORTED" } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
    select: { id: true, fileName: true, createdAt: true },
  });
  return {
    places,
    place,
    rows: page,
    imports,
    count: await db.problem.count({ where }),
    /** Imported by the actor: another reviewer releases them. */
    forOthers: own
      ? await db.problem.count({ where: { AND: [waitingForRelease(actor, place.organisationId, filter), own] } })
      : 0,
    alliances: await reachableAlliances(db, place.organisationId, actor.now),
    after: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

export type ReleasePreview = {
  number: string;
  title: string;
  shown: { field: string; text: string }[];
  solution: string;
  hidden: string[];
};

/** The first rows as a competitor in the alliance would read them. */
export async function previewRelease(
  actor: Actor,
  enterpriseId: string,
  filter: ReleaseFilter,
  ids: readonly string[] | null,
  layer: "SUMMARY" | "DETAIL",
): Promise<ReleasePreview[]> {
  if (!releasePlaces(actor).some((place) => place.organisationId === enterpriseId)) throw notFound();
  const rows = await db.problem.findMany({
    where: {
      ...waitingForRelease(actor, enterpriseId, filter, await importedByActor(db, actor, enterpriseId)),
      ...(ids ? { id: { in: [...ids] } } : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 3,
    select: {
      number: true,
      title: true,
      equipmentType: true,
      phenomenon: true,
      equipmentModel: true,
      equipmentMaker: true,
      line: true,
      processStep: true,
      alarmCode: true,
      tried: true,
      assetNumber: true,
      fieldLayers: true,
      redactions: true,
      solutions: {
        where: { state: { in: ["SUBMITTED", "ACCEPTED"] } },
        take: 1,
        select: { rootCause: true, actions: true },
      },
    },
  });
  return rows.map(({ number, solutions, ...row }) => {
    const seen = projectFields(row, { layer });
    const fields = [
      "equipmentType",
      "phenomenon",
      "equipmentModel",
      "equipmentMaker",
      "line",
      "processStep",
      "alarmCode",
      "tried",
      "assetNumber",
    ] as const;
    const text = [solutions[0]?.rootCause, solutions[0]?.actions].filter(Boolean).join("\n");
    return {
      number,
      title: seen.title ?? "",
      shown: fields.flatMap((field) => (seen[field] ? [{ field, text: String(seen[field]) }] : [])),
      solution: layer === "DETAIL" ? text : "",
      hidden: [
        ...fields.filter((field) => row[field] && !seen[field]),
        ...(layer === "SUMMARY" && text ? ["solution"] : []),
      ],
    };
  });
}

/** How many imported problems wait for this actor's release, by enterprise; for the home page. */
export async function countWaitingForRelease(
  actor: Actor,
): Promise<{ enterpriseId: string; name: string; count: number }[]> {
  const places = releasePlaces(actor);
  if (places.length === 0) return [];
  const waiting = await Promise.all(
    places.map(async ({ organisationId }) =>
      waitingForRelease(actor, organisationId, {}, await importedByActor(db, actor, organisationId)),
    ),
  );
  const counts = await db.problem.groupBy({ by: ["enterpriseId"], where: { OR: waiting }, _count: true });
  return places.flatMap((place) => {
    const count = counts.find((one) => one.enterpriseId === place.organisationId)?._count ?? 0;
    return count > 0 ? [{ enterpriseId: place.organisationId, name: place.name, count }] : [];
  });
}
