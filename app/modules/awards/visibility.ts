import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, isGuestOnly, organisationsWith } from "#app/modules/accounts/actor.ts";
import { organisationsVisibleTo } from "#app/modules/alliances/visibility.ts";
import { auditedBy } from "./audit/visibility.ts";

const NOBODY = { id: { in: [] as string[] } };

const judgedBy = (actor: Actor) => ({ seats: { some: { personId: actor.personId, declinedAt: null } } });

/**
 * Rounds an actor may know of: those of unions above or below the own places, once they are open; as drafts the
 * organiser's officers alone. Judges and auditors from outside know theirs.
 */
export function awardRoundsVisibleTo(actor: Actor): Prisma.AwardRoundWhereInput {
  return {
    OR: [
      { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } },
      {
        openedAt: { not: null },
        OR: [
          ...(isGuestOnly(actor) ? [] : [{ organisation: organisationsVisibleTo(actor) }]),
          judgedBy(actor),
          auditedBy(actor),
        ],
      },
    ],
  };
}

/** Those an application is about, and who wrote it while still at that enterprise. */
export function ownApplications(actor: Actor): Prisma.AwardApplicationWhereInput {
  const studios = organisationsWith(actor, "STUDIO_LEADER");
  return {
    OR: [
      { achievement: { contributors: { some: { personId: actor.personId } } } },
      { achievement: { studioId: { in: studios } } },
      { studioId: { in: studios } },
      { personId: actor.personId },
      { byId: actor.personId, enterpriseId: { in: employerIds(actor) } },
    ],
  };
}

/** What the organiser decides on; details of achievements and exact amounts are for its readers. */
const ofOrganiser = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  round: { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } },
});

/**
 * For the panel once it has closed, without those who stand back. While it works its judges read on the page of their
 * sheet, where who is called and who has a conflict is asked anew each time.
 */
const ofPanel = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  admittedAt: { not: null },
  round: {
    panelClosedAt: { not: null },
    seats: { some: { personId: actor.personId, acceptedAt: { not: null }, declinedAt: null } },
  },
  recusals: { none: { seat: { personId: actor.personId } } },
});

/**
 * Who reads an application with all of its files: the applicants their own; once submitted the enterprise's reviewers, the
 * unions on its way and the organiser; once admitted the panel. Auditors are asked file by file (audit/evidence-files.server.ts).
 */
export function applicationFilesVisibleTo(actor: Actor): Prisma.AwardApplicationWhereInput {
  if (isGuestOnly(actor)) return NOBODY;
  return {
    OR: [
      ownApplications(actor),
      {
        submittedAt: { not: null },
        OR: [
          { enterpriseId: { in: organisationsWith(actor, "REVIEWER") } },
          { steps: { some: { organisationId: { in: organisationsWith(actor, "UNION_OFFICER") } } } },
          ofOrganiser(actor),
          ofPanel(actor),
        ],
      },
    ],
  };
}

/** The one filter for reading applications: those above, and auditors of the round what is handed in. */
export function applicationsVisibleTo(actor: Actor): Prisma.AwardApplicationWhereInput {
  if (isGuestOnly(actor)) return NOBODY;
  return {
    OR: [
      applicationFilesVisibleTo(actor),
      { submittedAt: { not: null }, state: { not: "DRAFT" }, round: auditedBy(actor) },
    ],
  };
}

/** Who reads an achievement's details and certified yuan in an application: the organiser, the panel and auditors. Others read bands. */
export const applicationDetailsVisibleTo = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  submittedAt: { not: null },
  OR: [ofOrganiser(actor), ofPanel(actor), { round: auditedBy(actor) }],
});
