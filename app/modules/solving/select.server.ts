import type { Prisma } from "#app/lib/db.server.ts";

const measures = {
  orderBy: { position: "asc" },
  select: { name: true, unit: true, before: true, after: true, period: true },
} as const;
const studio = { select: { name: true, parentId: true } } as const;

/** All of a problem's solving; what a reader may see of it is decided after. */
export const solvingSelect = {
  id: true,
  state: true,
  version: true,
  enterpriseId: true,
  visitAllowed: true,
  agreementRequired: true,
  bids: {
    orderBy: { createdAt: "asc" },
    take: 100,
    select: {
      id: true,
      studioId: true,
      leadId: true,
      proposal: true,
      days: true,
      state: true,
      decidedNote: true,
      createdAt: true,
      studio,
    },
  },
  assignments: {
    orderBy: { createdAt: "desc" },
    take: 20,
    select: { craftsmanId: true, studioId: true, note: true, state: true, createdAt: true, studio },
  },
  engagements: {
    orderBy: { startedAt: "desc" },
    take: 20,
    select: {
      id: true,
      studioId: true,
      startedAt: true,
      endedAt: true,
      end: true,
      handOverNote: true,
      askedAgainAt: true,
      studio,
      members: {
        orderBy: [{ isLead: "desc" }, { personId: "asc" }],
        select: { personId: true, isLead: true, person: { select: { name: true } } },
      },
    },
  },
  permits: {
    orderBy: { requestedAt: "asc" },
    select: {
      id: true,
      kind: true,
      state: true,
      version: true,
      studioId: true,
      organisationId: true,
      note: true,
      requestedById: true,
      requestedAt: true,
      decidedAt: true,
      organisation: { select: { name: true } },
    },
  },
  log: {
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 300,
    select: {
      id: true,
      engagementId: true,
      diagnosisId: true,
      authorId: true,
      kind: true,
      text: true,
      status: true,
      why: true,
      layer: true,
      version: true,
      createdAt: true,
    },
  },
  solutions: {
    orderBy: { createdAt: "desc" },
    take: 5,
    select: {
      id: true,
      engagementId: true,
      state: true,
      template: true,
      version: true,
      rootCause: true,
      containment: true,
      actions: true,
      prevention: true,
      safetyNotes: true,
      parts: true,
      parameters: true,
      costFen: true,
      submittedAt: true,
      measures,
    },
  },
  trials: {
    orderBy: { createdAt: "desc" },
    take: 10,
    select: { id: true, state: true, baseline: true, startedOn: true, endsOn: true, result: true, measures },
  },
  acceptances: {
    orderBy: { at: "desc" },
    take: 10,
    select: { id: true, verdict: true, internal: true, note: true, byId: true, at: true, supersededAt: true },
  },
  questions: { where: { state: "OPEN" }, take: 5, select: { layer: true } },
  stillGood: {
    orderBy: { dueAt: "desc" },
    take: 6,
    select: { id: true, afterDays: true, dueAt: true, closedAt: true, answer: true, note: true },
  },
  diagnoses: {
    orderBy: { createdAt: "desc" },
    take: 10,
    select: {
      id: true,
      state: true,
      mode: true,
      heldAt: true,
      place: true,
      invited: true,
      outcome: true,
      outcomeLayer: true,
      dissent: true,
      seats: {
        orderBy: [{ invitedAt: "asc" }, { id: "asc" }],
        select: {
          personId: true,
          state: true,
          person: { select: { name: true } },
          organisation: { select: { id: true, name: true, shortName: true, parentId: true } },
          opinions: {
            orderBy: { version: "asc" },
            select: { version: true, layer: true, text: true, dissents: true },
          },
        },
      },
    },
  },
  _count: { select: { reuses: true } },
} satisfies Prisma.ProblemSelect;

export type SolvingRow = Prisma.ProblemGetPayload<{ select: typeof solvingSelect }>;
