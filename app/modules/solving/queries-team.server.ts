import { db } from "#app/lib/db.server.ts";
import { conflict, DomainError } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { ACTIVE } from "#app/modules/problems/lifecycle.ts";
import { openProblem } from "./open-problem.server.ts";
import { inStudioAs, isForeign, leadsStudio } from "./policy.ts";
import { loadSolving } from "./queries.server.ts";
import type { PermitKind } from "./schema.ts";
import { workingIn } from "./studios-in-circle.server.ts";

/** The team of the lease and whom its studio could send. Errors: not_found, forbidden, conflict. */
export async function loadTeam(actor: Actor, id: string) {
  const { step } = await openProblem(actor, id);
  const lease = await db.engagement.findFirst({
    where: { problemId: id, endedAt: null },
    orderBy: { startedAt: "desc" },
    select: {
      studioId: true,
      studio: {
        select: {
          name: true,
          memberships: {
            where: { ...workingIn(actor.now), person: { disabledAt: null } },
            orderBy: { personId: "asc" },
            select: { personId: true, person: { select: { name: true, profile: { select: { trade: true } } } } },
          },
        },
      },
      members: { select: { personId: true, isLead: true, person: { select: { name: true } } } },
    },
  });
  // Who may not lead it learns nothing of whether there is a team.
  if (lease ? !leadsStudio(actor, lease.studioId) : organisationsWith(actor, "STUDIO_LEADER").length === 0)
    throw new DomainError("forbidden", "not-your-move");
  if (!lease || step.state !== "IN_PROGRESS") throw conflict("problem-state");
  const people = new Map(
    lease.studio.memberships.map((m) => [m.personId, { name: m.person.name, trade: m.person.profile?.trade ?? "" }]),
  );
  for (const m of lease.members)
    if (!people.has(m.personId)) people.set(m.personId, { name: m.person.name, trade: "" });
  return {
    step,
    studio: lease.studio.name,
    people: [...people].map(([personId, person]) => ({ id: personId, ...person })),
    memberIds: lease.members.map((m) => m.personId),
    leadId: lease.members.find((m) => m.isLead)?.personId ?? "",
  };
}

export type PermitStep = {
  kind: PermitKind;
  studioId: string;
  studio: string;
  state: "MISSING" | "REQUESTED" | "GRANTED" | "REFUSED" | "WITHDRAWN";
  decider: string | null;
  note: string;
  at: string | null;
  /** Set when it is the actor's to decide now; with the version to decide on. */
  decide: { permitId: string; version: number; takeBack: boolean } | null;
  mayRequest: boolean;
  maySign: boolean;
};

/** Every consent and permit the actor follows, asks for or decides, studio by studio. Errors: not_found, forbidden. */
export async function loadPermits(actor: Actor, id: string) {
  const { step, access, relations, facts } = await openProblem(actor, id);
  const solving = await loadSolving(actor, id, access, relations);
  const { lease } = solving;
  const reviewed = organisationsWith(actor, "REVIEWER");
  const working = ACTIVE.includes(step.state);
  const teamLease = lease !== null && lease.endedAt === null ? lease : null;
  const offer = relations.has("ASSIGNEE")
    ? await db.assignment.findFirst({ where: { problemId: id, state: "OFFERED" }, select: { studioId: true } })
    : null;
  const mine = [teamLease?.studioId, offer?.studioId]
    .filter((one) => one !== undefined)
    .filter((one) => inStudioAs(actor, one).length > 0);
  const studioIds = [...new Set([...solving.permits.map((p) => p.studioId), ...mine])];
  const studios = await db.organisation.findMany({
    where: { id: { in: studioIds } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, parentId: true },
  });

  const steps: PermitStep[] = studios.flatMap((studio) => {
    const foreign = isForeign(studio.parentId, facts.enterpriseId);
    const own = inStudioAs(actor, studio.id).length > 0;
    const inTeam = teamLease?.studioId === studio.id && (relations.has("SOLVER") || leadsStudio(actor, studio.id));
    const leadsWork = inTeam && teamLease.members.some((member) => member.lead && member.id === actor.personId);
    const kinds: PermitKind[] = [
      "EMPLOYER_CONSENT",
      ...(facts.visitAllowed && teamLease?.studioId === studio.id
        ? (["VISIT_PERMIT", "SAFETY_BRIEFING"] as const)
        : []),
      ...(facts.agreementRequired && teamLease?.studioId === studio.id ? (["AGREEMENT"] as const) : []),
    ];
    // A studio in a joint diagnosis has its own steps, whether or not it works on the problem.
    for (const { studioId, kind } of solving.permits)
      if (studioId === studio.id && !kinds.includes(kind)) kinds.push(kind);
    return kinds.flatMap((kind): PermitStep[] => {
      const permit = solving.permits.find((one) => one.studioId === studio.id && one.kind === kind);
      if (!permit && !(own && foreign && mine.includes(studio.id))) return [];
      const state = permit?.state ?? "MISSING";
      const askable = working && foreign && (state === "MISSING" || state === "REFUSED" || state === "WITHDRAWN");
      const decides = permit !== undefined && kind !== "AGREEMENT" && reviewed.includes(permit.organisationId) && !own;
      return [
        {
          kind,
          studioId: studio.id,
          studio: studio.name,
          state,
          decider: permit?.decider ?? null,
          note: permit?.note ?? "",
          at: permit?.at ?? null,
          decide:
            decides && working && (permit.waitsForMe || state === "GRANTED")
              ? { permitId: permit.id, version: permit.version, takeBack: state === "GRANTED" }
              : null,
          mayRequest:
            askable &&
            kind !== "AGREEMENT" &&
            (kind === "EMPLOYER_CONSENT" ? leadsStudio(actor, studio.id) || offer?.studioId === studio.id : inTeam),
          maySign: askable && kind === "AGREEMENT" && leadsWork,
        },
      ];
    });
  });
  const office = relations.has("ENTERPRISE") || relations.has("AUTHOR");
  if (steps.length === 0 && !office && reviewed.length === 0 && mine.length === 0)
    throw new DomainError("forbidden", "not-your-move");
  return { step, steps };
}
