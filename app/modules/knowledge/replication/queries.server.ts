import { containing } from "#app/lib/containing.ts";
import { db, type Prisma } from "#app/lib/db.server.ts";
import { forbidden, notFound } from "#app/lib/errors.ts";
import { type PageRequest, readPage } from "#app/lib/page.ts";
import { type Actor, employerIds, organisationsWith, ownStudioIds } from "#app/modules/accounts/actor.ts";
import { historyOf } from "#app/modules/events/history.server.ts";
import { type Access, accessFrom, includesLayer } from "#app/modules/problems/access.ts";
import { projectFields } from "#app/modules/problems/layers.ts";
import { whyNotAcceptAdoption } from "#app/modules/problems/relations.server.ts";
import { titleFilterBeside } from "#app/modules/problems/title-filter.server.ts";
import { accessOf, accessSelect, visibleTo } from "#app/modules/problems/visibility.server.ts";
import { adoptionStep, independentAdopters } from "./rules.ts";
import { adoptionsVisibleTo, isAdopter, readsMarks, worksOnAdoption } from "./visibility.server.ts";

const day = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null;
const number = (value: { toString(): string } | null): number | null => (value === null ? null : Number(value));

const rowSelect = (actor: Actor) =>
  ({
    id: true,
    state: true,
    version: true,
    enterpriseId: true,
    anonymous: true,
    layer: true,
    note: true,
    at: true,
    place: true,
    lossFen: true,
    contact: true,
    adapted: true,
    result: true,
    startedOn: true,
    endedOn: true,
    measuredAt: true,
    verdict: true,
    verdictNote: true,
    decidedAt: true,
    internal: true,
    affiliate: true,
    by: { select: { name: true } },
    enterprise: { select: { name: true, timeZone: true, enterprise: { select: { groupId: true } } } },
    measures: {
      orderBy: { position: "asc" },
      select: { name: true, unit: true, before: true, after: true, period: true },
    },
    certificate: { select: { id: true, studioId: true, year: true, serial: true, studio: { select: { name: true } } } },
    fix: {
      select: { id: true, number: true, title: true, fieldLayers: true, redactions: true, ...accessSelect(actor) },
    },
  }) satisfies Prisma.ReuseSelect;
type Row = Prisma.ReuseGetPayload<{ select: ReturnType<typeof rowSelect> }>;

/**
 * An adoption as one reader may see it: the adopter's own people all of it; others the unit unless it is unnamed, and
 * the result unless it is kept for the fix's team. Marks that would tell an anonymous poster's house stay hidden.
 */
function shown(actor: Actor, row: Row, access: Access | null) {
  const own = isAdopter(actor, row.enterpriseId);
  const reads = own || (access !== null && includesLayer(access.layer, "DETAIL"));
  const result = reads && (own || row.layer === "DETAIL" || access?.team === true);
  const marks = readsMarks(access);
  return {
    id: row.id,
    state: row.state,
    own,
    unit: own || !row.anonymous ? row.enterprise.name : null,
    anonymous: row.anonymous,
    kept: row.layer === "CONFIDENTIAL",
    at: row.at,
    timeZone: row.enterprise.timeZone,
    /** What is read is kept from this reader. */
    closed: !result,
    adapted: result ? row.adapted : "",
    result: result ? row.result : "",
    startedOn: day(row.startedOn),
    endedOn: day(row.endedOn),
    measures: result ? row.measures.map((m) => ({ ...m, before: number(m.before), after: number(m.after) })) : [],
    verdict: row.verdict,
    decidedAt: row.decidedAt,
    internal: marks && row.internal,
    affiliate: marks && row.affiliate,
    certificate:
      row.certificate && (own || access?.team || ownStudioIds(actor).includes(row.certificate.studioId))
        ? { id: row.certificate.id, year: row.certificate.year, serial: row.certificate.serial }
        : null,
  };
}
export type AdoptionLine = ReturnType<typeof shown>;

/** Where a fix was adopted and with what result, for whoever reads its details. Two statements. Errors: not_found, forbidden. */
export async function loadAdoptionsOfFix(actor: Actor, fixId: string) {
  const fix = await db.problem.findFirst({
    where: { id: fixId, AND: visibleTo(actor) },
    select: { number: true, title: true, fieldLayers: true, redactions: true, state: true, ...accessSelect(actor) },
  });
  if (!fix) throw notFound();
  const access = accessOf(actor, fix);
  if (!includesLayer(access.layer, "DETAIL")) throw forbidden("adoptions-detail");
  const rows = await db.reuse.findMany({
    where: { fixId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 200,
    select: rowSelect(actor),
  });
  const counted = rows.map((row) => ({ ...row, groupId: row.enterprise.enterprise?.groupId ?? null }));
  return {
    fix: { id: fixId, number: fix.number, title: projectFields(fix, access).title || fix.number },
    lines: rows.map((row) => shown(actor, row, access)),
    /** Who may not know the poster is not told either how many of the adopters are of its house. */
    independent: readsMarks(access) ? independentAdopters(counted) : null,
    mayAdopt: fix.state === "SOLVED" && organisationsWith(actor, "ENGINEER", "REVIEWER").length > 0,
  };
}

/** One adoption with what the actor may do about it now. Errors: not_found. */
export async function loadAdoption(actor: Actor, id: string) {
  const row = await db.reuse.findFirst({ where: { id, AND: adoptionsVisibleTo(actor) }, select: rowSelect(actor) });
  if (!row) throw notFound();
  // Somebody of the adopter's who was not let in on the fix sees the own record and of the fix its number.
  const access = accessFrom(row.fix.readers, row.fix, actor.now);
  const line = shown(actor, row, access);
  const works = worksOnAdoption(actor, row.enterpriseId);
  const mayDecide =
    works &&
    adoptionStep(row.state, "accept") !== null &&
    (await whyNotAcceptAdoption(db, actor, { fixId: row.fix.id, enterpriseId: row.enterpriseId })) === null;
  return {
    ...line,
    version: row.version,
    fix: {
      id: row.fix.id,
      number: row.fix.number,
      title: (access && projectFields(row.fix, access).title) || row.fix.number,
      open: access !== null,
    },
    by: line.own || !row.anonymous ? row.by.name : null,
    note: line.closed ? "" : row.note,
    verdictNote: line.closed ? "" : row.verdictNote,
    // The adopter's own.
    place: line.own ? row.place : null,
    lossFen: line.own && row.lossFen !== null ? row.lossFen.toString() : null,
    contact: line.own ? row.contact : null,
    studio: line.certificate ? (row.certificate?.studio.name ?? null) : null,
    /** Names of who did what are the adopter's own. */
    history: line.own ? await historyOf("adoption", id) : [],
    mayEnterBenefit: works && row.state === "ACCEPTED",
    may: {
      measure: works && adoptionStep(row.state, "measure") !== null,
      decide: mayDecide,
      drop: works && adoptionStep(row.state, "drop") !== null,
    },
  };
}
export type AdoptionPage = Awaited<ReturnType<typeof loadAdoption>>;

/** By the fix or the adopting unit, as a line of the list shows them: an unnamed unit is its own people's to find. */
function named(actor: Actor, q = ""): Prisma.ReuseWhereInput {
  if (q === "") return {};
  return {
    OR: [
      { fix: titleFilterBeside(actor, q) },
      {
        OR: [{ anonymous: false }, { enterpriseId: { in: employerIds(actor) } }],
        enterprise: { name: containing(q) },
      },
    ],
  };
}

export type AdoptionFilter = { given: boolean; q?: string };

/** A page of the adoptions of the actor's enterprises, or with `given` of fixes of the actor's studios. */
export async function listAdoptions(actor: Actor, { given, q }: AdoptionFilter, page: PageRequest) {
  const studios = ownStudioIds(actor);
  const where: Prisma.ReuseWhereInput = given
    ? {
        AND: [
          adoptionsVisibleTo(actor),
          { fix: { engagements: { some: { end: "FINISHED", studioId: { in: studios } } } } },
        ],
      }
    : { enterpriseId: { in: organisationsWith(actor, "ENGINEER", "REVIEWER", "FINANCE") } };
  const list = await readPage(page, (slice) =>
    db.reuse.findMany({
      where: { AND: [where, named(actor, q)] },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: rowSelect(actor),
      ...slice,
    }),
  );
  return {
    ...list,
    rows: list.rows.map((row) => {
      const access = accessFrom(row.fix.readers, row.fix, actor.now);
      return {
        ...shown(actor, row, access),
        fixId: row.fix.id,
        fixNumber: row.fix.number,
        fixTitle: (access && projectFields(row.fix, access).title) || row.fix.number,
      };
    }),
  };
}
