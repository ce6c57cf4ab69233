import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { bandOf } from "#app/modules/achievements/benefit/rules.ts";
import { historyOf } from "#app/modules/events/history.server.ts";
import { FACTS, isFactKey, type Facts } from "../facts/catalogue.ts";
import { flagsSeen } from "../flags/queries.server.ts";
import { eligibilityOf } from "../gates/eligibility.server.ts";
import { APPLICATION_ACTIONS, type ApplicationAction, applicationAfter, type ApplicationState } from "../lifecycle.ts";
import { isOrganiser, relationsTo } from "../policy.ts";
import { factsNamed } from "../rubrics/evaluate.ts";
import type { Gate, RubricContent } from "../rubrics/rubric.ts";
import { readGates, readRubric } from "../rubrics/schema.ts";
import { factsFrom } from "../scores/facts-from.ts";
import { applicationsVisibleTo, awardRoundsVisibleTo, ownApplications } from "../visibility.ts";
import { applicationInclude } from "./open-application.server.ts";
import { readStatement } from "./statement.ts";

const lineSelect = {
  id: true,
  state: true,
  submittedAt: true,
  createdAt: true,
  enterprise: { select: { name: true } },
  round: { select: { id: true, name: true, nameEn: true, state: true } },
  achievement: { select: { title: true } },
  studio: { select: { name: true } },
  person: { select: { name: true } },
} satisfies Prisma.AwardApplicationSelect;
type LineRow = Prisma.AwardApplicationGetPayload<{ select: typeof lineSelect }>;

const titleOf = (row: Pick<LineRow, "achievement" | "studio" | "person">): string =>
  row.achievement?.title ?? row.studio?.name ?? row.person?.name ?? "";
const lineOf = ({ achievement, studio, person, ...row }: LineRow) => ({
  ...row,
  title: titleOf({ achievement, studio, person }),
});

/** Applications whose next step is the actor's office's. */
function waitingFor(actor: Actor): Prisma.AwardApplicationWhereInput {
  const unions = organisationsWith(actor, "UNION_OFFICER");
  const noneBefore = { none: { decision: { not: "RECOMMENDED" as const } } };
  const during = { state: { in: ["OPEN" as const, "REVIEW" as const] } };
  return {
    OR: [
      { state: "SUBMITTED", enterpriseId: { in: organisationsWith(actor, "REVIEWER") }, round: during },
      {
        state: "RECOMMENDED",
        round: during,
        steps: { some: { organisationId: { in: unions }, decision: "WAITING", position: { gt: 0 } } },
      },
      { state: "RECOMMENDED", round: { ...during, organisationId: { in: unions } }, steps: noneBefore },
    ],
  };
}

export type ApplicationFilter = { q?: string; state?: ApplicationState; view?: "own" | "waiting"; roundId?: string };

/** What is applied with, whom it is about, or who recommends it. */
function named(q: string): Prisma.AwardApplicationWhereInput {
  const contains = containing(q);
  return {
    OR: [
      { achievement: { title: contains } },
      { achievement: { contributors: { some: { person: { name: contains } } } } },
      { studio: { name: contains } },
      { person: { name: contains } },
      { enterprise: { name: contains } },
    ],
  };
}

/** A page of the applications the actor may read: all, their own, or those that wait for their office. One statement. */
export async function listApplications(actor: Actor, filter: ApplicationFilter, page: PageRequest) {
  const view = filter.view === "own" ? ownApplications(actor) : filter.view === "waiting" ? waitingFor(actor) : {};
  const list = await readPage(page, (slice) =>
    db.awardApplication.findMany({
      where: {
        AND: [
          applicationsVisibleTo(actor),
          view,
          { state: filter.state, roundId: filter.roundId },
          filter.q ? named(filter.q) : {},
        ],
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: lineSelect,
      ...slice,
    }),
  );
  return { ...list, rows: list.rows.map(lineOf) };
}

/** The round of a list. Errors: not_found. */
export async function roundOfList(actor: Actor, id: string) {
  const row = await db.awardRound.findFirst({
    where: { id, AND: awardRoundsVisibleTo(actor) },
    select: { id: true, name: true, nameEn: true, state: true, organisationId: true },
  });
  if (!row) throw notFound();
  return row;
}

/** Facts that a round's rubric or gates name, as the reader may see them: exact yuan only for whom amounts are open. */
function shownFacts(rubric: RubricContent, gates: readonly Gate[], facts: Facts, exact: boolean) {
  const formulas = [
    ...rubric.criteria.flatMap((one) => (one.marking.kind === "JUDGED" ? [] : [one.marking.formula])),
    ...gates.map((one) => one.formula),
  ];
  return [...new Set(formulas.flatMap(factsNamed))].filter(isFactKey).map((key) => {
    const { value = "0", evidence = [] } = facts[key] ?? {};
    const yuan = FACTS[key].unit === "yuan";
    return {
      key,
      unit: FACTS[key].unit,
      value: yuan && !exact ? null : value,
      band: yuan ? bandOf(BigInt(Math.round(Number(value) * 100))) : null,
      // What it was counted from by kind and day: which records they are is not every reader's to know.
      evidence: evidence.map(({ kind, on, value: one }, n) => ({ n, kind, on, value: yuan && !exact ? null : one })),
    };
  });
}

const LIVE: readonly ApplicationState[] = ["DRAFT", "SUBMITTED", "RECOMMENDED"];
const include = {
  ...applicationInclude,
  enterprise: { select: { name: true } },
  facts: true,
  score: { select: { rank: true } },
  steps: { orderBy: { position: "asc" }, include: { organisation: { select: { name: true } } } },
} satisfies Prisma.AwardApplicationInclude;

/**
 * One application as the actor may read it: what it lacks now, whose turn it is, what counts. The organiser reads exact
 * amounts, everybody else bands. At most six statements. Errors: not_found.
 */
export async function loadApplication(actor: Actor, id: string) {
  const row = await db.awardApplication.findFirst({ where: { id, AND: applicationsVisibleTo(actor) }, include });
  if (!row) throw notFound();
  const relations = relationsTo(actor, row);
  const exact = row.submittedAt !== null && isOrganiser(actor, row.round.organisationId);
  const live = LIVE.includes(row.state);
  const eligibility = await eligibilityOf(db, row, actor.now);
  const rubric = readRubric(row.round.rubric);
  const gates = readGates(row.round.gates);
  const statement = readStatement(row.statement);
  // A judge scores what is on the page; papers and the way here are for the applicant and the offices.
  const concerned = relations.length > 0 || exact;
  const [files, flags, history] = await Promise.all([
    filesOf(row.id, row.achievementId),
    // The organiser decides on them; whom they were raised against reads that it is held up, no more.
    exact ? flagsSeen(actor, eligibility.flagIds) : [],
    concerned ? historyOf("application", id, "application") : [],
  ]);
  const now = actor.now;
  const late =
    (row.state === "SUBMITTED" && now > row.round.recommendUntil) ||
    (row.state === "RECOMMENDED" && now > row.round.reviewUntil);
  const waiting = row.steps.find((one) => one.decision === "WAITING");
  const can = (action: ApplicationAction) => applicationAfter(row.state, row.round.state, action, relations) !== null;
  return {
    id,
    title: titleOf(row),
    state: row.state,
    version: row.version,
    textVersion: row.textVersion,
    reason: row.reason,
    achievementId: row.achievementId,
    studioId: row.studioId,
    personId: row.personId,
    enterprise: row.enterprise.name,
    submittedAt: row.submittedAt,
    admittedAt: row.admittedAt,
    factsHash: row.factsHash,
    timeZone: row.round.organisation.timeZone,
    round: {
      id: row.roundId,
      name: row.round.name,
      nameEn: row.round.nameEn,
      state: row.round.state,
      organiser: row.round.organisation.name,
      closesAt: row.round.closesAt,
      recommendUntil: row.round.recommendUntil,
      reviewUntil: row.round.reviewUntil,
      countedCompleters: row.round.countedCompleters,
    },
    late,
    criteria: rubric.criteria.map((one) => ({
      key: one.key,
      name: one.name,
      guide: one.guide,
      max: one.max,
      kind: one.marking.kind,
      text: statement[one.key]?.text ?? "",
      files: files.filter((file) => statement[one.key]?.files.includes(file.id)),
    })),
    files,
    flags,
    facts: shownFacts(rubric, gates, live ? eligibility.facts : factsFrom(row.facts), exact),
    exact,
    mayPrint: concerned,
    // Also whoever was given nothing reads how it came to that.
    mayReadPoints: row.round.state === "DECIDED" && row.score !== null && relations.includes("APPLICANT"),
    history,
    missing: live
      ? eligibility.missing.map((one) => {
          // What a gate over money has would give the amount away.
          const { has: _, ...values } = one.values;
          const money = one.key === "gate" && gates.some((g) => g.text.zh === one.text?.zh && /yuan/i.test(g.formula));
          return { ...one, values: money && !exact ? values : one.values };
        })
      : [],
    completers: eligibility.completers.map((one) => ({
      ...one,
      mine: one.personId === actor.personId,
      confirmed: row.confirmations.some((c) => c.personId === one.personId && c.confirmedOf === row.textVersion),
    })),
    steps: row.steps.map(({ id: stepId, organisation, decision, opinion, byName, at }) => ({
      id: stepId,
      organisation: organisation.name,
      decision,
      opinion,
      byName,
      at,
    })),
    next: waiting?.organisation.name ?? null,
    relations,
    may: Object.fromEntries(
      APPLICATION_ACTIONS.map((action) => [
        action,
        can(action) &&
          (action !== "admit" || waiting === undefined) &&
          (action !== "recommend-on" || waiting !== undefined),
      ]),
    ) as Record<ApplicationAction, boolean>,
  };
}
export type ApplicationPage = Awaited<ReturnType<typeof loadApplication>>;

const filesOf = (id: string, achievementId: string | null) =>
  db.attachment.findMany({
    where: {
      removedAt: null,
      OR: [
        { ownerKind: "application", ownerId: id },
        ...(achievementId ? [{ ownerKind: "achievement", ownerId: achievementId }] : []),
      ],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, fileName: true, size: true, kind: true, ownerKind: true },
  });

/** The statement for who may still write it. Errors: not_found, forbidden. */
export async function loadStatement(actor: Actor, id: string) {
  const page = await loadApplication(actor, id);
  if (!page.may.change) throw forbidden("not-your-move");
  return page;
}
