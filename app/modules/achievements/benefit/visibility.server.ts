import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";

/** The one filter for reading benefits: the recipient's people whose work it is, contributors, the team that solved it and its studio's leader. */
export const benefitsVisibleTo = (actor: Actor): Prisma.BenefitWhereInput => ({
  OR: [
    recipientIsOwn(actor),
    { shares: { some: { personId: actor.personId } } },
    {
      fix: {
        engagements: {
          some: {
            end: "FINISHED",
            OR: [
              { members: { some: { personId: actor.personId } } },
              { studioId: { in: organisationsWith(actor, "STUDIO_LEADER") } },
            ],
          },
        },
      },
    },
  ],
});

/** Benefits of which the actor is one of the recipient's people whose work it is. */
export const recipientIsOwn = (actor: Actor): Prisma.BenefitWhereInput => ({
  recipientId: { in: organisationsWith(actor, "ENGINEER", "REVIEWER", "FINANCE") },
});

/** One of the recipient's people whose work it is: reads place, calculation's basis and evidence, and names of all. */
export const ofRecipient = (actor: Actor, recipientId: string): boolean =>
  organisationsWith(actor, "ENGINEER", "REVIEWER", "FINANCE").includes(recipientId);
