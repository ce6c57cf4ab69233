import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, organisationsWith } from "#app/modules/accounts/actor.ts";
import { historyOf } from "#app/modules/events/history.server.ts";
import { accessFrom } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { titleFilterBeside } from "#app/modules/problems/title-filter.server.ts";
import { accessSelect, posterKnownTo, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { contributorChoices } from "../shares/contributors.server.ts";
import { unitShares } from "../shares/rules.ts";
import { certifierFacts } from "./certify-benefit.server.ts";
import {
  type BenefitAction,
  certifierOf,
  entersBenefits,
  fits,
  readsAmounts,
  sharesOpen,
  waitsForWordOf,
} from "./policy.ts";
import { bandOf, type BenefitState, countsForAwards, whyNotCertify } from "./rules.ts";
import { benefitsVisibleTo, ofRecipient, recipientIsOwn } from "./visibility.server.ts";

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** What `benefitLine` reads of a row. */
export const benefitLineSelect = (actor: Actor) =>
  ({
    id: true,
    recipientId: true,
    kind: true,
    measure: true,
    measureText: true,
    fromOn: true,
    toOn: true,
    year: true,
    state: true,
    origin: true,
    forecastFen: true,
    actualFen: true,
    certifiedFen: true,
    sharesVersion: true,
    recipient: { select: { name: true, timeZone: true } },
    reuse: { select: { anonymous: true } },
    fix: {
      select: { id: true, number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
    },
    shares: {
      orderBy: { position: "asc" },
      select: {
        personId: true,
        organisationId: true,
        basisPoints: true,
        contribution: true,
        confirmedOf: true,
        confirmedAt: true,
        objectedOf: true,
        objection: true,
        person: { select: { name: true } },
      },
    },
  }) satisfies Prisma.BenefitSelect;
type LineRow = Prisma.BenefitGetPayload<{ select: ReturnType<typeof benefitLineSelect> }>;

/** The figure that counts for a state. */
const figureOf = (row: Pick<LineRow, "state" | "forecastFen" | "actualFen" | "certifiedFen">): bigint | null =>
  row.state === "FORECAST" ? row.forecastFen : (row.certifiedFen ?? row.actualFen);

/** What every reader may see of a benefit: bands, and the recipient unless it is unnamed. Finance reads amounts. */
export function benefitLine(actor: Actor, row: LineRow) {
  const own = ofRecipient(actor, row.recipientId);
  const access = accessFrom(row.fix.readers, row.fix, actor.now);
  // An adopter without a name, or the poster of an anonymous fix, is its own people's to know.
  const named = own || (row.reuse ? !row.reuse.anonymous : (access?.knowsPoster ?? false));
  const figure = figureOf(row);
  const exact = readsAmounts(actor, row.recipientId);
  return {
    id: row.id,
    own,
    recipient: named ? row.recipient.name : null,
    timeZone: row.recipient.timeZone,
    kind: row.kind,
    measure: row.measure,
    measureText: own ? row.measureText : "",
    fromOn: day(row.fromOn),
    toOn: day(row.toOn),
    year: row.year,
    state: row.state,
    band: bandOf(figure),
    fen: exact && figure !== null ? figure.toString() : null,
    fix: {
      id: row.fix.id,
      number: row.fix.number,
      title: (access && projectFields(row.fix, access).title) || row.fix.number,
      open: access !== null,
    },
    counts: countsForAwards(row),
    unconfirmed: row.shares.filter((line) => line.confirmedOf !== row.sharesVersion).length,
    /** My share waits for my word. */
    toConfirm: waitsForWordOf(actor.personId, row),
  };
}
export type BenefitLine = ReturnType<typeof benefitLine>;

export type BenefitFilter = { q?: string; year?: number; state?: BenefitState };

/** By the fix or the recipient, as `benefitLine` shows them: who may not be named is not found by name either. */
function named(actor: Actor, q = ""): Prisma.BenefitWhereInput {
  if (q === "") return {};
  return {
    OR: [
      { fix: titleFilterBeside(actor, q) },
      {
        OR: [
          recipientIsOwn(actor),
          { reuse: { anonymous: false } },
          { reuseId: null, fix: { AND: [visibleTo(actor), posterKnownTo(actor)] } },
        ],
        recipient: { name: containing(q) },
      },
    ],
  };
}

/** A page of the benefits the actor may see. */
export async function listBenefits(actor: Actor, filter: BenefitFilter, page: PageRequest) {
  const { q, year, state } = filter;
  const where = { AND: [benefitsVisibleTo(actor), { year, state }, named(actor, q)] };
  const list = await readPage(page, (slice) =>
    db.benefit.findMany({
      where,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      select: benefitLineSelect(actor),
      ...slice,
    }),
  );
  return {
    ...list,
    rows: list.rows.map((row) => benefitLine(actor, row)),
    mayEnter: organisationsWith(actor, "ENGINEER", "REVIEWER").length > 0,
  };
}

const ACTIONS = ["forecast", "actual", "submit", "withdraw", "share", "evidence", "correct"] as const;

/**
 * One benefit as the actor may read it: the recipient's people its place, basis and evidence, finance and who may still
 * change it the amounts, everybody else the band. Errors: not_found.
 */
export async function loadBenefit(actor: Actor, id: string) {
  const row = await db.benefit.findFirst({
    where: { id, AND: benefitsVisibleTo(actor) },
    include: {
      recipient: { select: { name: true, timeZone: true } },
      reuse: { select: { anonymous: true } },
      fix: benefitLineSelect(actor).fix,
      shares: {
        orderBy: { position: "asc" },
        include: { person: { select: { name: true } } },
      },
      statements: true,
      corrections: { where: { state: { notIn: ["WITHDRAWN", "REFUSED"] } }, select: { id: true } },
    },
  });
  if (!row) throw notFound();
  const line = benefitLine(actor, row);
  const enters = entersBenefits(actor, row.recipientId);
  const may = (action: BenefitAction) => enters && fits(action, row.state);
  // Finance reads amounts; who may still change them sees what was typed.
  const exact = readsAmounts(actor, row.recipientId) || may("actual");
  const [units, files, history, against] = await Promise.all([
    db.organisation.findMany({
      where: { id: { in: row.shares.map((one) => one.organisationId) } },
      select: { id: true, name: true },
    }),
    line.own
      ? db.attachment.findMany({
          where: { ownerKind: "benefit", ownerId: id, removedAt: null },
          orderBy: { createdAt: "asc" },
          select: { id: true, fileName: true, size: true, kind: true },
        })
      : [],
    // Names of who did what are the recipient's own.
    line.own ? historyOf("benefit", id) : [],
    fits("certify", row.state) && readsAmounts(actor, row.recipientId)
      ? certifierFacts(db, actor, row).then((facts) => whyNotCertify(certifierOf(actor), facts))
      : ("not-finance" as const),
  ]);
  const unitName = (organisationId: string) => units.find((one) => one.id === organisationId)?.name ?? "";
  // People of an unnamed recipient would name it.
  const nameable = (organisationId: string) => line.recipient !== null || organisationId !== row.recipientId;
  return {
    ...line,
    version: row.version,
    sharesVersion: row.sharesVersion,
    place: line.own ? row.place : null,
    social: row.social,
    reason: line.own ? row.reason : "",
    certifiedBy: history.findLast((one) => one.what.startsWith("certified"))?.actorName ?? null,
    history,
    certifiedAt: row.certifiedAt,
    certifiedFen: exact ? (row.certifiedFen?.toString() ?? null) : null,
    baselineFen: exact ? (row.baselineFen?.toString() ?? null) : null,
    corrects: row.correctsId,
    correctedBy: row.corrections[0]?.id ?? null,
    statements: exact
      ? row.statements.map(({ stage, formula, inputs, costs, grossFen, costFen }) => ({
          stage,
          formula,
          inputs: rowsOf(inputs),
          costs: rowsOf(costs),
          grossFen: grossFen.toString(),
          costFen: costFen.toString(),
          netFen: (grossFen - costFen).toString(),
        }))
      : [],
    stated: row.statements.map((one) => ({ stage: one.stage, band: bandOf(one.grossFen - one.costFen) })),
    shares: row.shares.map((one) => ({
      personId: nameable(one.organisationId) ? one.personId : "",
      organisationId: nameable(one.organisationId) ? one.organisationId : "",
      name: nameable(one.organisationId) ? one.person.name : null,
      unit: nameable(one.organisationId) ? unitName(one.organisationId) : null,
      mine: one.personId === actor.personId,
      basisPoints: one.basisPoints,
      contribution: one.contribution,
      confirmedAt: one.confirmedOf === row.sharesVersion ? one.confirmedAt : null,
      objection: one.objectedOf === row.sharesVersion ? one.objection : "",
    })),
    units: unitShares(row.shares).map((one) => ({
      unit: nameable(one.organisationId) ? unitName(one.organisationId) : null,
      basisPoints: one.basisPoints,
    })),
    files: files.map((one) => ({ id: one.id, fileName: one.fileName, size: Number(one.size), kind: one.kind })),
    may: Object.fromEntries(
      ACTIONS.map((action) => [action, action === "share" ? may(action) && sharesOpen(row) : may(action)]),
    ) as Record<(typeof ACTIONS)[number], boolean>,
    /** Finance of the recipient: why this person may not certify it, or null. */
    against,
  };
}
export type BenefitPage = Awaited<ReturnType<typeof loadBenefit>>;

type StoredRow = { name: string; value: string; unit: string; source: string; fen: string };
/** Rows as stated: texts under the names of their columns. */
function rowsOf(json: Prisma.JsonValue): StoredRow[] {
  if (!Array.isArray(json)) return [];
  return json.map((one) => {
    const record = one !== null && typeof one === "object" && !Array.isArray(one) ? one : {};
    const of = (key: keyof StoredRow) => (typeof record[key] === "string" ? record[key] : "");
    return { name: of("name"), value: of("value"), unit: of("unit"), source: of("source"), fen: of("fen") };
  });
}

/** The same for a small page of one step. Errors: not_found, forbidden. */
export async function loadBenefitStep(
  actor: Actor,
  id: string,
  actions: readonly (typeof ACTIONS)[number][],
): Promise<BenefitPage> {
  const page = await loadBenefit(actor, id);
  if (!actions.some((action) => page.may[action])) throw forbidden("not-your-move");
  return page;
}

/**
 * The shares of a benefit for who may change them, and who may be named: the solving team, and the recipient's people,
 * with their unit. Three statements. Errors: not_found, forbidden.
 */
export async function loadShares(actor: Actor, id: string) {
  const row = await db.benefit.findFirst({
    where: { id, AND: benefitsVisibleTo(actor) },
    select: { ...benefitLineSelect(actor), version: true },
  });
  if (!row) throw notFound();
  if (!entersBenefits(actor, row.recipientId) || !sharesOpen(row)) throw forbidden("not-your-move");
  return {
    id,
    version: row.version,
    fix: benefitLine(actor, row).fix,
    people: await contributorChoices({ fixIds: [row.fix.id], enterpriseIds: [row.recipientId] }, actor.now),
    shares: row.shares.map(({ personId, organisationId, basisPoints, contribution }) => ({
      personId,
      organisationId,
      basisPoints,
      contribution,
    })),
  };
}
