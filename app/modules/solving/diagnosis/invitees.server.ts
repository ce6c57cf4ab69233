import { db, type Tx } from "#app/lib/db.server.ts";
import { invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { layerFor } from "#app/modules/problems/discussion-subject.server.ts";
import { requireAccess } from "#app/modules/problems/visibility.server.ts";
import { studiosInCircle, workingIn } from "../studios-in-circle.server.ts";
import { MOST_SEATS, inviteeFrom } from "./rules.ts";

export type Invitee = { personId: string; organisationId: string; name: string; from: string };

const inForce = (now: Date) => ({ startsAt: { lte: now }, OR: [{ endsAt: null }, { endsAt: { gt: now } }] });

/** Memberships through which somebody may be invited: of studios it is open to, and of the poster's enterprise if the actor may know it. */
async function invitable(actor: Actor, problemId: string) {
  const { knowsPoster } = await requireAccess(actor, problemId);
  const studios = await studiosInCircle(problemId, actor.now, { own: knowsPoster });
  const { enterpriseId } = await db.problem.findUniqueOrThrow({
    where: { id: problemId },
    select: { enterpriseId: true },
  });
  return {
    OR: [
      { ...workingIn(actor.now), organisation: studios },
      ...(knowsPoster
        ? [
            {
              ...inForce(actor.now),
              role: { in: ["ENGINEER" as const, "REVIEWER" as const] },
              organisationId: enterpriseId,
            },
          ]
        : []),
    ],
    person: { disabledAt: null },
  };
}

const select = {
  role: true,
  organisationId: true,
  person: { select: { id: true, name: true } },
  organisation: { select: { name: true, shortName: true } },
} as const;
type Row = {
  person: { id: string; name: string };
  organisationId: string;
  organisation: { name: string; shortName: string };
};
const inviteeOf = (row: Row): Invitee => ({
  personId: row.person.id,
  organisationId: row.organisationId,
  name: row.person.name,
  from: row.organisation.shortName || row.organisation.name,
});

const SHOWN = 24;

/** People to choose from, studio leaders first; `q` is part of a name or of a studio's. Three statements. */
export async function loadInvitees(actor: Actor, problemId: string, q: string): Promise<Invitee[]> {
  const open = await invitable(actor, problemId);
  const like = { contains: q, mode: "insensitive" as const };
  const rows = await db.membership.findMany({
    where: {
      AND: [
        open,
        { personId: { not: actor.personId } },
        ...(q === ""
          ? []
          : [
              {
                OR: [
                  { person: { name: like } },
                  { organisation: { name: like } },
                  { organisation: { shortName: like } },
                ],
              },
            ]),
      ],
    },
    orderBy: [{ role: "desc" }, { organisation: { name: "asc" } }, { person: { name: "asc" } }],
    take: SHOWN * 2,
    select,
  });
  const people = new Map(rows.map((row) => [`${row.person.id}@${row.organisationId}`, inviteeOf(row)]));
  return [...people.values()].slice(0, SHOWN);
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
  const rows = await db.membership.findMany({
    where: { AND: [await invitable(actor, problemId), { OR: wanted.length > 0 ? wanted : [{ id: { in: [] } }] }] },
    select,
  });
  const found = new Map(rows.map((row) => [row.person.id, inviteeOf(row)]));
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
    data: fresh.map(({ personId, organisationId }) => ({ diagnosisId, personId, organisationId, ...invited })),
  });
  return [...again, ...fresh.map((one) => one.personId)];
}
