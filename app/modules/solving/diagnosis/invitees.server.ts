import { containing } from "#app/lib/containing.ts";
import { db, type Prisma, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { layerFor } from "#app/modules/problems/discussion-subject.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { studiosInCircle, workingIn } from "../studios-in-circle.server.ts";
import { MOST_SEATS, inviteeFrom } from "./rules.ts";

export type Invitee = {
  personId: string;
  /** Through which they were found: a studio, the poster's enterprise, of a guest whoever invited. */
  organisationId: string;
  name: string;
  from: string;
  /** For whom they come; a guest as the alliance's, and as nobody of the enterprise that invited. */
  seatFor: string;
};

const inForce = (now: Date) => ({ startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] });

/**
 * Memberships through which somebody may be invited: of studios it is open to, and if the actor may know the poster, of
 * the poster's enterprise and of its guests on this problem. With the alliance guests come for.
 */
async function invitable(actor: Actor, problemId: string) {
  const { knowsPoster } = await requireAccess(actor, problemId);
  const studios = await studiosInCircle(problemId, actor.now, { own: knowsPoster });
  const { enterpriseId, allianceId } = await db.problem.findUniqueOrThrow({
    where: { id: problemId },
    select: { enterpriseId: true, allianceId: true },
  });
  const where = {
    OR: [
      { ...workingIn(actor.now), organisation: studios },
      ...(knowsPoster
        ? [
            {
              ...inForce(actor.now),
              role: { in: ["ENGINEER" as const, "REVIEWER" as const] },
              organisationId: enterpriseId,
            },
            {
              ...inForce(actor.now),
              role: "GUEST" as const,
              guest: { problemId, revokedAt: null, until: { gt: actor.now } },
            },
          ]
        : []),
    ],
    person: { disabledAt: null },
  };
  return { where, allianceId };
}

const select = {
  role: true,
  organisationId: true,
  person: { select: { id: true, name: true } },
  organisation: { select: { name: true, shortName: true } },
  guest: { select: { unit: true } },
} as const;
type Row = {
  role: string;
  person: { id: string; name: string };
  organisationId: string;
  organisation: { name: string; shortName: string };
  guest: { unit: string } | null;
};
const inviteeOf = (row: Row, allianceId: string | null): Invitee => ({
  personId: row.person.id,
  organisationId: row.organisationId,
  name: row.person.name,
  from: row.guest?.unit || row.organisation.shortName || row.organisation.name,
  seatFor: row.role === "GUEST" ? (allianceId ?? row.organisationId) : row.organisationId,
});

const SHOWN = 12;

/** People to choose from, guests and studio leaders first; `q` is part of a name or of a studio's. Four statements. */
export async function loadInvitees(actor: Actor, problemId: string, q: string): Promise<Invitee[]> {
  const open = await invitable(actor, problemId);
  const like = containing(q);
  return find(
    open,
    [
      { personId: { not: actor.personId } },
      ...(q === ""
        ? []
        : [
            {
              OR: [{ person: { name: like } }, { organisation: { name: like } }, { organisation: { shortName: like } }],
            },
          ]),
    ],
    SHOWN,
  );
}

/** People to choose from after a search in a form: those ticked in it already, then those found. */
export async function searchInvitees(
  actor: Actor,
  problemId: string,
  { q, chosen }: { q: string; chosen: readonly string[] },
): Promise<Invitee[]> {
  const ticked = chosen.flatMap((one) => inviteeFrom(one) ?? []).slice(0, MOST_SEATS);
  const found = await loadInvitees(actor, problemId, q);
  if (ticked.length === 0) return found;
  const kept = await find(await invitable(actor, problemId), [{ OR: ticked }], MOST_SEATS);
  return [...new Map([...kept, ...found].map((one) => [`${one.personId}@${one.organisationId}`, one])).values()];
}

async function find(
  { where, allianceId }: Awaited<ReturnType<typeof invitable>>,
  more: Prisma.MembershipWhereInput[],
  most: number,
): Promise<Invitee[]> {
  const rows = await db.membership.findMany({
    where: { AND: [where, ...more] },
    orderBy: [{ role: "desc" }, { organisation: { name: "asc" } }, { person: { name: "asc" } }],
    take: most * 2,
    select,
  });
  const people = new Map(rows.map((row) => [`${row.person.id}@${row.organisationId}`, inviteeOf(row, allianceId)]));
  return [...people.values()].slice(0, most);
}

/**
 * Those chosen, each of them somebody the problem is open to. Somebody who may not be invited and somebody who does not
 * exist are answered alike. Before the transaction. @throws invalid (invite)
 */
export async function requireInvitees(actor: Actor, problemId: string, chosen: readonly string[]): Promise<Invitee[]> {
  if (chosen.length === 0) return [];
  const wanted = [
    ...new Map(chosen.flatMap((one) => inviteeFrom(one) ?? []).map((one) => [one.personId, one])).values(),
  ];
  if (wanted.length > MOST_SEATS) throw invalid("invite-too-many", "invite", { max: MOST_SEATS });
  const rows = wanted.length > 0 ? await find(await invitable(actor, problemId), [{ OR: wanted }], MOST_SEATS) : [];
  const found = new Map(rows.map((one) => [one.personId, one]));
  const layers = await Promise.all(wanted.map((one) => layerFor(one.personId, problemId, actor.now)));
  return wanted.map((one, n) => {
    const invitee = found.get(one.personId);
    if (!invitee || layers[n] === null) throw invalid("invite-not-open", "invite");
    return invitee;
  });
}

/** Gives them seats; who was invited before and withdrew or was taken back is asked anew. Answers who is asked now. */
export async function seat(tx: Tx, actor: Actor, diagnosisId: string, people: readonly Invitee[]): Promise<string[]> {
  const there = await tx.diagnosisSeat.findMany({
    where: { diagnosisId, personId: { in: people.map((one) => one.personId) } },
    select: { personId: true, state: true },
  });
  const stay = new Set(
    there.filter((one) => one.state === "INVITED" || one.state === "COMING").map((one) => one.personId),
  );
  const again = there.filter((one) => !stay.has(one.personId)).map((one) => one.personId);
  const fresh = people.filter((one) => !there.some((known) => known.personId === one.personId));
  const invited = { invitedById: actor.personId, invitedAt: actor.now };
  await tx.diagnosisSeat.updateMany({
    where: { diagnosisId, personId: { in: again } },
    data: { ...invited, state: "INVITED", note: "", answeredAt: null },
  });
  await tx.diagnosisSeat.createMany({
    data: fresh.map(({ personId, seatFor }) => ({ diagnosisId, personId, organisationId: seatFor, ...invited })),
  });
  return [...again, ...fresh.map((one) => one.personId)];
}
