import type { Prisma } from "#app/lib/db.server.ts";
import { type Actor, employerIds, organisationsWith } from "#app/modules/accounts/actor.ts";
import { auditedBy } from "../audit/visibility.ts";
import { officeIds } from "./policy.ts";

const HANDED_IN = { submittedAt: { not: null }, state: { not: "DRAFT" } } satisfies Prisma.AwardApplicationWhereInput;

/** Rounds whose dossiers the actor makes: the organising union's officers, unless they sit on the panel, which reads nothing but what is put before it. */
export const roundsExportedBy = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  organisationId: { in: officeIds(actor) },
  seats: { none: { personId: actor.personId, declinedAt: null } },
});

/** Rounds whose made files the actor may open: their officers, and their auditors while they are that. */
export const roundsReadBy = (actor: Actor): Prisma.AwardRoundWhereInput => ({
  OR: [roundsExportedBy(actor), auditedBy(actor)],
});

/**
 * Rule: exact amounts are seen by finance and the award's reviewers only. Applications whose dossier the actor reads with
 * them: the organising union of what was handed in, auditors of what is not withdrawn.
 */
export const dossiersReadExactlyBy = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  OR: [
    { ...HANDED_IN, round: roundsExportedBy(actor) },
    { ...HANDED_IN, state: { notIn: ["DRAFT", "WITHDRAWN"] }, round: auditedBy(actor) },
  ],
});

/** On its way: the unions that recommend it on read bands, as they do on its page. */
const onItsWay = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  ...HANDED_IN,
  steps: { some: { organisationId: { in: officeIds(actor) } } },
  round: { seats: { none: { personId: actor.personId, declinedAt: null } } },
});

/** The applicant's side reads its own, with bands: who made it, whom it is about, and the enterprise's reviewers once it is handed in. */
export const ownDossiers = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  OR: [
    { byId: actor.personId, enterpriseId: { in: employerIds(actor) } },
    { achievement: { contributors: { some: { personId: actor.personId } } } },
    { studioId: { in: organisationsWith(actor, "STUDIO_LEADER") } },
    { achievement: { studioId: { in: organisationsWith(actor, "STUDIO_LEADER") } } },
    { personId: actor.personId },
    { enterpriseId: { in: organisationsWith(actor, "REVIEWER") }, ...HANDED_IN },
  ],
});

/** Who reads an application's stamped scans with the right of an office or of its own; auditors are asked file by file. */
export const scansVisibleTo = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  OR: [{ ...HANDED_IN, round: roundsExportedBy(actor) }, onItsWay(actor), ownDossiers(actor)],
});

/** The one filter for reading dossiers. */
export const dossiersVisibleTo = (actor: Actor): Prisma.AwardApplicationWhereInput => ({
  OR: [dossiersReadExactlyBy(actor), onItsWay(actor), ownDossiers(actor)],
});
