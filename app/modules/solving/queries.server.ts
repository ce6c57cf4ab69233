import { db } from "#app/lib/db.server.ts";
import { type Actor, hasRole, organisationsWith } from "#app/modules/accounts/actor.ts";
import type { Names } from "#app/modules/discussion/subject.ts";
import { type Access, includesLayer, LAYERS } from "#app/modules/problems/access.ts";
import type { Relation } from "#app/modules/problems/lifecycle.ts";
import { loadRelations } from "#app/modules/problems/relations.server.ts";
import { shownDiagnoses } from "./diagnosis/shown-diagnoses.ts";
import { inStudioAs, isForeign, leadsStudio, mayEnterSite, readsBids, solvingActions } from "./policy.ts";
import { readingOfStillGood } from "./still-good.ts";
import { solvingSelect, type SolvingRow } from "./select.server.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);
const number = (value: { toString(): string } | null): number | null => (value === null ? null : Number(value));
const measure = (m: SolvingRow["solutions"][number]["measures"][number]) => ({
  name: m.name,
  unit: m.unit,
  before: number(m.before),
  after: number(m.after),
  period: m.period,
});

/** Everything of the solving of a problem that one reader may see, ready for a page. */
export type SolvingData = Awaited<ReturnType<typeof loadSolving>>;

/**
 * The solving part of a problem's page. `access` is the reader's, as the page loaded it; `known` spares reading the
 * relations again, `allNames` reading names. Queries: one for the problem with its rows, one for names, one for relations.
 */
export async function loadSolving(
  actor: Actor,
  problemId: string,
  access: Access,
  known?: ReadonlySet<Relation>,
  allNames?: Promise<Names>,
) {
  const row = await db.problem.findUniqueOrThrow({ where: { id: problemId }, select: solvingSelect });
  const relations = known ?? (await loadRelations(db, actor, problemId));
  const organisations = (await allNames)?.organisations;
  const names = (await allNames)?.people ?? (await namesOf(row));
  const detail = includesLayer(access.layer, "DETAIL");
  const confidential = includesLayer(access.layer, "CONFIDENTIAL");
  // A colleague of an anonymous poster would name the poster.
  const nameable = (studioParentId: string | null) => access.knowsPoster || studioParentId !== row.enterpriseId;
  const ofPoster = (studioParentId: string | null) => studioParentId === row.enterpriseId;
  const poster = (personId: string | null) => (personId && access.knowsPoster ? (names.get(personId) ?? null) : null);

  const lease =
    row.engagements.find((e) => e.endedAt === null) ?? row.engagements.find((e) => e.end === "FINISHED") ?? null;
  const teamIds = new Set(lease?.members.map((m) => m.personId));
  const officials = relations.has("ENTERPRISE") || relations.has("AUTHOR");
  const openBids = row.bids.filter((bid) => bid.state === "OPEN");
  const readsAll = readsBids(actor, {
    enterpriseId: row.enterpriseId,
    isAuthor: relations.has("AUTHOR"),
    bidderIds: openBids.map((bid) => bid.studioId),
  });
  const ownBids = row.bids.filter((bid) => leadsStudio(actor, bid.studioId));
  const consent = (studioId: string) =>
    row.permits.find((p) => p.kind === "EMPLOYER_CONSENT" && p.studioId === studioId)?.state ?? null;

  const reviewed = organisationsWith(actor, "REVIEWER");
  const studios = new Map([
    ...[...row.bids, ...row.engagements, ...row.assignments].map((one) => [one.studioId, one.studio.name] as const),
    ...row.diagnoses.flatMap(({ seats }) =>
      seats.map((seat) => [seat.organisation.id, seat.organisation.name] as const),
    ),
  ]);
  const permits = row.permits
    // Who asks for a consent is about to bid: sealed like the bid itself until the lease begins.
    .filter(
      (p) =>
        (officials && (readsAll || p.studioId === lease?.studioId)) ||
        reviewed.includes(p.organisationId) ||
        inStudioAs(actor, p.studioId).length > 0,
    )
    .map((p) => ({
      id: p.id,
      kind: p.kind,
      state: p.state,
      version: p.version,
      studioId: p.studioId,
      studio: studios.get(p.studioId) ?? organisations?.get(p.studioId)?.name ?? null,
      organisationId: p.organisationId,
      decider: p.organisationId === row.enterpriseId && !access.knowsPoster ? null : p.organisation.name,
      note: p.note,
      at: (p.decidedAt ?? p.requestedAt).toISOString(),
      waitsForMe:
        p.state === "REQUESTED" &&
        p.kind !== "AGREEMENT" &&
        reviewed.includes(p.organisationId) &&
        p.requestedById !== actor.personId &&
        !teamIds.has(actor.personId),
    }));
  const grantedTo = (studioId: string) =>
    row.permits.filter((p) => p.studioId === studioId && p.state === "GRANTED").map((p) => p.kind as string);
  const inTeam = relations.has("SOLVER");
  const leadsTeam = lease !== null && lease.endedAt === null && leadsStudio(actor, lease.studioId);
  const solved = row.engagements.some(
    (e) => e.end === "FINISHED" && (teamIds.has(actor.personId) || leadsStudio(actor, e.studioId)),
  );
  const foreign = lease !== null && isForeign(lease.studio.parentId, row.enterpriseId);
  const sitesShown = lease !== null && (officials || inTeam || leadsTeam);
  const offered = row.assignments.find((a) => a.state === "OFFERED");
  // A draft is its team's own until it is handed in.
  const readsSolution = (s: SolvingRow["solutions"][number]) => {
    if (s.state === "DRAFT") return inTeam && s.engagementId === lease?.id;
    return s.state !== "SENT_BACK" || inTeam || officials;
  };
  const follows = permits.length > 0 || ((inTeam || leadsTeam) && foreign) || offered?.craftsmanId === actor.personId;

  return {
    problemId: row.id,
    state: row.state,
    version: row.version,
    bids: {
      count: officials || access.secretariat ? openBids.length : null,
      lines: (readsAll ? row.bids.filter((bid) => bid.state !== "WITHDRAWN") : ownBids).map((bid) => ({
        id: bid.id,
        studioId: bid.studioId,
        studio: bid.studio.name,
        lead: names.get(bid.leadId) ?? "",
        proposal: bid.proposal,
        days: bid.days,
        state: bid.state,
        note: bid.decidedNote,
        at: bid.createdAt.toISOString(),
        own: leadsStudio(actor, bid.studioId),
        consent: isForeign(bid.studio.parentId, row.enterpriseId) ? consent(bid.studioId) : ("NOT_NEEDED" as const),
      })),
    },
    assignment:
      offered && detail && nameable(offered.studio.parentId)
        ? {
            studio: offered.studio.name,
            craftsman: names.get(offered.craftsmanId) ?? "",
            at: offered.createdAt.toISOString(),
            note: offered.note,
          }
        : null,
    lease:
      lease && detail && nameable(lease.studio.parentId)
        ? {
            studioId: lease.studioId,
            studio: lease.studio.name,
            startedAt: lease.startedAt.toISOString(),
            endedAt: lease.endedAt?.toISOString() ?? null,
            members: lease.members.map((m) => ({ id: m.personId, name: m.person.name, lead: m.isLead })),
            onSite: sitesShown && row.visitAllowed && foreign ? mayEnterSite(foreign, grantedTo(lease.studioId)) : null,
            agreement:
              sitesShown && foreign && row.agreementRequired ? grantedTo(lease.studioId).includes("AGREEMENT") : null,
          }
        : null,
    handOvers: detail
      ? row.engagements
          .filter((e) => (e.end === "RELEASED" || e.end === "GIVEN_UP") && e.endedAt && nameable(e.studio.parentId))
          .map((e) => ({
            id: e.id,
            studio: e.studio.name,
            end: e.end,
            note: e.handOverNote,
            at: e.endedAt?.toISOString() ?? "",
          }))
      : [],
    permits,
    log: row.log
      .filter((entry) => includesLayer(access.layer, entry.layer))
      .map((entry) => {
        const engagement = row.engagements.find((e) => e.id === entry.engagementId);
        const byTeam = engagement !== undefined && !ofPoster(engagement.studio.parentId);
        return {
          id: entry.id,
          kind: entry.kind,
          outcome: entry.diagnosisId !== null,
          text: entry.text,
          status: entry.status,
          why: entry.why,
          layer: entry.layer,
          version: entry.version,
          at: entry.createdAt.toISOString(),
          author: byTeam ? (names.get(entry.authorId) ?? null) : poster(entry.authorId),
          studio: engagement && (byTeam || access.knowsPoster) ? engagement.studio.name : null,
        };
      }),
    solutions: row.solutions
      .filter((s) => detail && readsSolution(s))
      .map((s) => ({
        id: s.id,
        state: s.state,
        template: s.template,
        version: s.version,
        rootCause: s.rootCause,
        containment: s.containment,
        actions: s.actions,
        prevention: s.prevention,
        safetyNotes: s.safetyNotes,
        parts: confidential ? s.parts : null,
        parameters: confidential ? s.parameters : null,
        costFen: confidential && s.costFen !== null ? s.costFen.toString() : null,
        submittedAt: s.submittedAt?.toISOString() ?? null,
        measures: s.measures.map(measure),
      })),
    trials: detail
      ? row.trials.map((t) => ({
          id: t.id,
          state: t.state,
          baseline: t.baseline,
          startedOn: day(t.startedOn),
          endsOn: day(t.endsOn),
          result: t.result,
          measures: t.measures.map(measure),
        }))
      : [],
    acceptances: row.acceptances.map((a) => ({
      id: a.id,
      verdict: a.verdict,
      note: detail ? a.note : "",
      at: a.at.toISOString(),
      by: poster(a.byId),
      internal: access.knowsPoster && a.internal,
      superseded: a.supersededAt !== null,
    })),
    stillGood: (detail ? row.stillGood : [])
      // Where the fault came back before anybody was asked, there is nothing to tell.
      .filter((one) => one.answer !== null || one.closedAt === null)
      .map((one) => ({
        id: one.id,
        afterDays: one.afterDays,
        reading: readingOfStillGood(one, actor.now),
        note: one.note,
      })),
    diagnoses: shownDiagnoses(row.diagnoses, {
      personId: actor.personId,
      access,
      office: officials || inTeam || relations.has("SECRETARIAT"),
      shows: (organisation) =>
        access.knowsPoster || (organisation.id !== row.enterpriseId && !ofPoster(organisation.parentId)),
    }),
    reuses: row._count.reuses,
    /** Where it was used is for who reads the details. */
    reusesOpen: detail,
    builds: {
      benefit: row.state === "SOLVED" && relations.has("ENTERPRISE"),
      achievement: row.state === "SOLVED" && solved,
    },
    mayDecideLog: inTeam || officials,
    actions: solvingActions({
      state: row.state,
      relations,
      leadsTeam,
      permits: permits.some((p) => p.waitsForMe) ? "decide" : follows ? "follow" : null,
      question: questionFor(),
      askedAgain: inTeam && row.engagements.some((e) => e.endedAt === null && e.askedAgainAt !== null),
      stillGood:
        officials &&
        !teamIds.has(actor.personId) &&
        row.stillGood.some((one) => one.answer === null && one.closedAt === null && one.dueAt <= actor.now),
      reuses: hasRole(actor, "ENGINEER") || hasRole(actor, "REVIEWER"),
      guest: access.guest && detail,
    }),
  };

  /** Whether somebody asks the poster's side, or may ask. */
  function questionFor(): "answer" | "ask" | null {
    const asks = (inTeam && row.state === "IN_PROGRESS") || (relations.has("ASSIGNEE") && row.state === "ASSIGNED");
    if (asks) return "ask";
    const open = row.questions.some((one) => includesLayer(access.layer, one.layer));
    return open && officials ? "answer" : null;
  }
}

/** Names of everybody mentioned by id. */
async function namesOf(row: SolvingRow): Promise<Map<string, string>> {
  const ids = new Set([
    ...row.bids.map((b) => b.leadId),
    ...row.assignments.map((a) => a.craftsmanId),
    ...row.log.map((e) => e.authorId),
    ...row.acceptances.map((a) => a.byId),
  ]);
  if (ids.size === 0) return new Map();
  const people = await db.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}

/** Layers a log entry may be written in by this reader. */
export const writableLayers = (access: Access) =>
  LAYERS.filter((layer) => layer !== "SUMMARY" && includesLayer(access.layer, layer));
