import { db } from "#app/lib/db.server.ts";
import { conflict, DomainError } from "#app/lib/errors.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { actionsFor, transitionFor } from "#app/modules/problems/lifecycle.ts";
import { openProblem } from "./open-problem.server.ts";
import { isForeign, leadsStudio } from "./policy.ts";
import { loadSolving } from "./queries.server.ts";
import { studiosInCircle, workingIn } from "./studios-in-circle.server.ts";

/** For each studio the actor leads and may bid with: what stands in the way, who could lead, and its bid. Errors: not_found, forbidden, conflict. */
export async function loadBidding(actor: Actor, id: string) {
  const { step, relations, facts } = await openProblem(actor, id);
  if (!transitionFor(step.state, "bid")) throw conflict("problem-state");
  if (!actionsFor(step.state, relations).includes("bid")) throw new DomainError("forbidden", "not-your-move");
  const rows = await db.organisation.findMany({
    where: { id: { in: organisationsWith(actor, "STUDIO_LEADER") }, AND: await studiosInCircle(id, actor.now) },
    orderBy: { name: "asc" },
    select: {
      id: true,
      name: true,
      parentId: true,
      parent: { select: { name: true } },
      memberships: {
        where: { ...workingIn(actor.now), person: { disabledAt: null } },
        orderBy: { personId: "asc" },
        select: { personId: true, person: { select: { name: true } } },
      },
      bids: {
        where: { problemId: id, state: "OPEN" },
        select: { id: true, proposal: true, days: true, leadId: true, createdAt: true },
      },
    },
  });
  const consents = await db.permit.findMany({
    where: { problemId: id, kind: "EMPLOYER_CONSENT", studioId: { in: rows.map((row) => row.id) } },
    select: { studioId: true, state: true, note: true },
  });
  return {
    step,
    studios: rows.map((row) => {
      const people = new Map(row.memberships.map((m) => [m.personId, m.person.name]));
      const [bid] = row.bids;
      const consent = consents.find((one) => one.studioId === row.id);
      return {
        id: row.id,
        name: row.name,
        employer: row.parent?.name ?? "",
        consent: isForeign(row.parentId, facts.enterpriseId)
          ? { state: consent?.state ?? ("MISSING" as const), note: consent?.note ?? "" }
          : null,
        people: [...people].map(([personId, name]) => ({ id: personId, name })),
        /** Who would lead unless said otherwise. */
        me: people.has(actor.personId) ? actor.personId : "",
        bid: bid
          ? {
              id: bid.id,
              proposal: bid.proposal,
              days: bid.days,
              lead: people.get(bid.leadId) ?? "",
              at: bid.createdAt,
            }
          : null,
      };
    }),
  };
}

/** The bids side by side, for those of the poster's enterprise they are not sealed from. Errors: not_found, forbidden, conflict. */
export async function loadBidsToChoose(actor: Actor, id: string) {
  const { step, access, relations } = await openProblem(actor, id);
  const { bids } = await loadSolving(actor, id, access, relations);
  const office = relations.has("AUTHOR") || relations.has("ENTERPRISE");
  const lines = bids.lines.filter((bid) => bid.state === "OPEN");
  // A colleague whose studio bids too sees its own bid only, and that is no comparison.
  if (!office || (bids.count ?? 0) !== lines.length) throw new DomainError("forbidden", "not-your-move");
  if (step.state !== "CLAIMED") throw conflict("problem-state");
  return { step, lines, mayChoose: actionsFor(step.state, relations).includes("choose") };
}

/** The problem of a bid of the actor's own studio. Nothing is said of others' bids. */
export async function ownBid(actor: Actor, problemId: string, bidId: string): Promise<boolean> {
  const row = await db.bid.findFirst({ where: { id: bidId, problemId }, select: { studioId: true } });
  return row !== null && leadsStudio(actor, row.studioId);
}
