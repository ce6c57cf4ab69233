import { db, type Prisma } from "#app/lib/db.server.ts";
import { conflict, forbidden } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { photosOf } from "#app/modules/attachments/queries.server.ts";
import { engineersOfMembers, entersForMembers } from "./entry-for-members.server.ts";
import { employedAt, postsFor } from "./post-problem.server.ts";
import { accessAndRelations } from "./relations.server.ts";
import { visibleTo } from "./visibility.server.ts";

export type FormChoices = {
  enterprises: { id: string; name: string }[];
  /** For whom the actor may enter a problem; empty for who only writes for themselves. */
  colleagues: { id: string; name: string }[];
  equipmentTypes: string[];
  /** Another person could review what the actor posts. */
  reviewable: boolean;
  /** A secretariat, which always enters for somebody else. */
  forMembers: boolean;
};

/**
 * What a form offers: enterprises, colleagues for entry on behalf (of a new problem only), equipment types the
 * enterprise wrote before. Errors: forbidden.
 */
export async function loadFormChoices(actor: Actor, { isNew = true } = {}): Promise<FormChoices> {
  const ids = postsFor(actor);
  if (entersForMembers(actor)) return choicesForMembers(actor);
  if (ids.length === 0) throw forbidden("may-not-post");
  const current = ids.find((id) => id === actor.currentOrganisationId) ?? ids[0] ?? "";
  const mayEnter = isNew && organisationsWith(actor, "REVIEWER").includes(current);
  const [enterprises, colleagues, types] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        name: true,
        memberships: {
          where: {
            role: "REVIEWER",
            personId: { not: actor.personId },
            startsAt: { lte: actor.now },
            OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
          },
          select: { id: true },
          take: 1,
        },
      },
      orderBy: { name: "asc" },
    }),
    mayEnter
      ? db.person.findMany({
          where: {
            id: { not: actor.personId },
            disabledAt: null,
            memberships: { some: employedAt(current, actor.now) },
          },
          select: { id: true, name: true },
          orderBy: { name: "asc" },
          take: 500,
        })
      : [],
    db.problem.findMany({
      where: {
        AND: [visibleTo(actor)],
        enterpriseId: { in: ids },
        equipmentType: { not: "" },
        state: { not: "DRAFT" },
      },
      distinct: ["equipmentType"],
      select: { equipmentType: true },
      orderBy: { equipmentType: "asc" },
      take: 60,
    }),
  ]);
  return {
    enterprises: enterprises
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => Number(b.id === current) - Number(a.id === current)),
    colleagues,
    equipmentTypes: types.map((row) => row.equipmentType),
    reviewable: enterprises.some((one) => one.id === current && one.memberships.length > 0),
    forMembers: false,
  };
}

async function choicesForMembers(actor: Actor): Promise<FormChoices> {
  const engineers = await engineersOfMembers(db, actor);
  const people = new Map(engineers.map((one) => [one.personId, `${one.enterprise} · ${one.name}`]));
  return {
    enterprises: [],
    colleagues: [...people].map(([id, name]) => ({ id, name })),
    equipmentTypes: [],
    reviewable: true,
    forMembers: true,
  };
}

/** What a draft's form shows. */
export const draftSelect = {
  id: true,
  number: true,
  version: true,
  state: true,
  clientId: true,
  authorId: true,
  title: true,
  phenomenon: true,
  equipmentType: true,
  equipmentModel: true,
  equipmentMaker: true,
  assetNumber: true,
  line: true,
  processStep: true,
  alarmCode: true,
  since: true,
  frequency: true,
  downtimeHours: true,
  scrapPercent: true,
  impactFen: true,
  tried: true,
  target: true,
  measuredBy: true,
  wantedBy: true,
  parameters: true,
  category: true,
  severity: true,
  ipOwner: true,
  secrecyLevel: true,
  anonymous: true,
  visitAllowed: true,
} satisfies Prisma.ProblemSelect;

/** A draft for its author's form, with why it came back. Errors: not_found, forbidden, conflict (no longer a draft). */
export async function loadDraft(actor: Actor, id: string) {
  const { relations, postedAt } = await accessAndRelations(actor, id);
  if (!relations.has("AUTHOR") && !relations.has("TYPIST")) throw forbidden("not-your-move");
  const row = await db.problem.findUniqueOrThrow({ where: { id }, select: draftSelect });
  if (row.state !== "DRAFT") throw conflict("problem-state");
  const [photos, returned] = await Promise.all([
    photosOf("problem", id, "CONFIDENTIAL"),
    // What was never sent to review has not come back from it.
    postedAt === null
      ? null
      : db.event.findFirst({
          where: { subjectKind: "problem", subjectId: id, type: "problem.returned" },
          orderBy: { id: "desc" },
          select: { reason: true, actorName: true, at: true },
        }),
  ]);
  return { row, photos: photos.map((photo) => ({ id: photo.id, fileName: photo.fileName })), returned };
}
export type DraftRow = Awaited<ReturnType<typeof loadDraft>>["row"];

/** A draft's facts as the form's text fields. */
export function formValuesOf(row: DraftRow): Record<string, string> {
  const { downtimeHours, scrapPercent, impactFen, wantedBy, anonymous, visitAllowed, version, ...texts } = row;
  return {
    ...(texts as Record<string, string>),
    version: String(version),
    downtimeHours: downtimeHours === null ? "" : String(Number(downtimeHours)),
    scrapPercent: scrapPercent === null ? "" : String(Number(scrapPercent)),
    impactYuan: impactFen === null ? "" : String(Number(impactFen) / 100),
    wantedBy: wantedBy === null ? "" : wantedBy.toISOString().slice(0, 10),
    anonymous: anonymous ? "on" : "",
    visitAllowed: visitAllowed ? "on" : "",
  };
}
