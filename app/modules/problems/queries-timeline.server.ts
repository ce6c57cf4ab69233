import { db } from "#app/lib/db.server.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import type { Names } from "#app/modules/discussion/subject.ts";
import { type Access, includesLayer, LAYERS, layerRank } from "./access.ts";

export type TimelineEntry = {
  id: string;
  type: string;
  at: Date;
  /** null: the clock did it, or the reader may not know who. */
  actor: string | null;
  hidden: boolean;
  /** Whom the actor stood in for, or entered it for. */
  onBehalfOf: string | null;
  organisation: string | null;
  reason: string;
  /** Facts of the event that are safe to show, by name. */
  facts: Record<string, string>;
};

/** Facts of an event that carry no content of a stricter layer than the event itself. */
const SHOWN = ["toName", "agreed", "cancelled", "step", "stillGood"] as const;

/** Shown in other places of the page, or nobody's news. */
const LEFT_OUT = [
  "problem.commented",
  "problem.comment-edited",
  "problem.comment-removed",
  "problem.solution-saved",
  "problem.edited",
  "problem.diagnosis-invited",
  "problem.diagnosis-answered",
  "problem.diagnosis-times",
  "problem.diagnosis-attended",
  "problem.diagnosis-opinion",
  "problem.diagnosis-commented",
  "problem.diagnosis-comment-edited",
  "problem.diagnosis-comment-removed",
];

const idIn = (payload: unknown, ...names: string[]): string | null => {
  const record = payload !== null && typeof payload === "object" ? (payload as Record<string, unknown>) : {};
  const found = names.map((name) => record[name]).find((value) => typeof value === "string");
  return typeof found === "string" ? found : null;
};

const shownFacts = (payload: unknown): Record<string, string> => {
  const record = payload !== null && typeof payload === "object" ? (payload as Record<string, unknown>) : {};
  return Object.fromEntries(
    SHOWN.flatMap((name) =>
      ["string", "boolean", "number"].includes(typeof record[name]) ? [[name, String(record[name])]] : [],
    ),
  );
};

/**
 * Everything that happened to a problem that the reader may know, oldest first. Who may not know the poster
 * learns neither names nor organisations of the poster's side; without a known organisation nobody is named.
 */
export async function timelineOf(
  _actor: Actor,
  problemId: string,
  access: Access,
  known?: { enterpriseId: string; names: Promise<Names> },
): Promise<TimelineEntry[]> {
  const layers: string[] = LAYERS.filter((layer) => layerRank(layer) <= layerRank(access.layer));
  const [problem, events] = await Promise.all([
    access.knowsPoster || known
      ? (known ?? null)
      : db.problem.findUniqueOrThrow({ where: { id: problemId }, select: { enterpriseId: true } }),
    db.event.findMany({
      where: {
        subjectKind: "problem",
        subjectId: problemId,
        type: { notIn: LEFT_OUT },
        layer: { in: access.own ? [...layers, "OWN"] : layers },
      },
      orderBy: { id: "asc" },
      take: 500,
      select: {
        id: true,
        type: true,
        at: true,
        actorId: true,
        actorName: true,
        actorOrgId: true,
        onBehalfOfName: true,
        reason: true,
        payload: true,
      },
    }),
  ]);
  const { people, organisations } = (await known?.names) ?? (await namesIn(events));
  const nameOf = (id: string | null): string | undefined => {
    const one = organisations.get(id ?? "");
    return one && (one.shortName || one.name);
  };
  const detail = includesLayer(access.layer, "DETAIL");
  const ofPoster = new Set(
    problem
      ? [
          problem.enterpriseId,
          ...[...organisations.values()].flatMap((one) => (one.parentId === problem.enterpriseId ? [one.id] : [])),
        ]
      : [],
  );
  /** A studio of the poster's enterprise would give the poster away. */
  const mayName = (organisationId: string | null): boolean =>
    access.knowsPoster || (organisationId !== null && !ofPoster.has(organisationId));
  return events.map((event) => {
    const known = mayName(event.actorOrgId);
    const facts = shownFacts(event.payload);
    if (!access.knowsPoster) delete facts.toName;
    const studioId = idIn(event.payload, "studioId");
    const studio = detail && mayName(studioId) ? nameOf(studioId) : undefined;
    const craftsman = people.get(idIn(event.payload, "craftsmanId", "leadId") ?? "");
    if (studio && studio !== nameOf(event.actorOrgId)) facts.studioName = studio;
    if (studio && craftsman && craftsman !== event.actorName) facts.craftsmanName = craftsman;
    return {
      id: event.id.toString(),
      type: event.type,
      at: event.at,
      actor: known && event.actorId !== null ? event.actorName : null,
      hidden: event.actorId !== null && !known,
      onBehalfOf: known && event.onBehalfOfName ? event.onBehalfOfName : null,
      organisation: known && event.actorOrgId ? (nameOf(event.actorOrgId) ?? null) : null,
      // Sentences people typed are details, whoever may know of the step itself.
      reason: detail ? event.reason : "",
      facts,
    };
  });
}

/** The names behind the ids in events. */
async function namesIn(events: readonly { actorOrgId: string | null; payload: unknown }[]): Promise<Names> {
  const organisationIds = new Set(
    events.flatMap(({ actorOrgId, payload }) => [actorOrgId ?? [], idIn(payload, "studioId") ?? []].flat()),
  );
  const personIds = new Set(events.flatMap(({ payload }) => idIn(payload, "craftsmanId", "leadId") ?? []));
  const [organisations, people] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: [...organisationIds] } },
      select: { id: true, name: true, shortName: true, parentId: true },
    }),
    personIds.size > 0
      ? db.person.findMany({ where: { id: { in: [...personIds] } }, select: { id: true, name: true } })
      : [],
  ]);
  return {
    organisations: new Map(organisations.map((one) => [one.id, one])),
    people: new Map(people.map((one) => [one.id, one.name])),
  };
}
