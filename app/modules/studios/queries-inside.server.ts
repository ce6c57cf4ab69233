import { db } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { loadPlace } from "#app/modules/accounts/place.server.ts";
import { countStudioFacts } from "./count-facts.server.ts";
import { confirmsPromotion, partsOf } from "./policy.ts";
import { filesOf, loadStudioHead } from "./queries-life.server.ts";
import { fundSums, type StudioFacts, textOfDay } from "./rules.ts";

/** The studio for its own people, its enterprise's reviewer and finance, and officers above. @throws not_found */
export async function loadInsider(actor: Actor, studioId: string) {
  const head = await loadStudioHead(actor, studioId);
  if (!head.inside) throw notFound();
  return head;
}

/** A year's targets as a form needs them. Three statements and the head's two. */
export async function loadTargets(actor: Actor, studioId: string, year: number) {
  const head = await loadInsider(actor, studioId);
  const [lines, known, closed] = await Promise.all([
    db.studioTarget.findMany({ where: { studioId, year }, orderBy: { position: "asc" } }),
    db.studioYear.findUnique({ where: { studioId_year: { studioId, year } }, select: { version: true } }),
    db.studioReview.count({ where: { studioId, year, state: { not: "DRAFT" } } }),
  ]);
  return {
    ...head,
    year,
    yearVersion: known?.version ?? 0,
    closed: closed > 0,
    lines: lines.map(({ topic, measure, unit, target, actual, note }) => ({
      topic,
      measure,
      unit,
      target: target.toString(),
      actual: actual?.toString() ?? "",
      note,
    })),
  };
}

/** Money granted and used, row by row, with what came in its place. */
export async function loadFunds(actor: Actor, studioId: string) {
  const head = await loadInsider(actor, studioId);
  const rows = await db.studioFund.findMany({
    where: { studioId },
    orderBy: [{ onDay: "desc" }, { at: "desc" }, { id: "desc" }],
    take: 1_000,
    select: {
      id: true,
      kind: true,
      onDay: true,
      amountFen: true,
      text: true,
      document: true,
      overspent: true,
      note: true,
      correctsId: true,
      byName: true,
      at: true,
    },
  });
  const files = await filesOf(
    "studio-fund",
    rows.map((one) => one.id),
  );
  const sums = fundSums(rows);
  const replaced = new Set(rows.flatMap((one) => one.correctsId ?? []));
  return {
    ...head,
    sums: {
      grantedFen: sums.grantedFen.toString(),
      usedFen: sums.usedFen.toString(),
      leftFen: sums.leftFen.toString(),
      over: sums.leftFen < 0n,
    },
    rows: rows.map(({ amountFen, onDay, ...one }) => ({
      ...one,
      onDay: textOfDay(onDay),
      amountFen: amountFen.toString(),
      replaced: replaced.has(one.id),
      files: files.filter((file) => file.ownerId === one.id),
    })),
  };
}

/** Members promoted, with their evidence, and who may be entered. */
export async function loadPromotions(actor: Actor, studioId: string) {
  const head = await loadInsider(actor, studioId);
  const [rows, members, place] = await Promise.all([
    db.studioPromotion.findMany({
      where: { studioId },
      orderBy: [{ onDay: "desc" }, { id: "desc" }],
      take: 500,
      select: {
        id: true,
        kind: true,
        gradeBefore: true,
        gradeAfter: true,
        honourTier: true,
        title: true,
        onDay: true,
        issuer: true,
        document: true,
        byId: true,
        byName: true,
        confirmedName: true,
        confirmedAt: true,
        withdrawnAt: true,
        reason: true,
        personId: true,
        person: { select: { name: true } },
      },
    }),
    db.membership.findMany({
      where: { organisationId: studioId, role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] } },
      distinct: ["personId"],
      orderBy: [{ personId: "asc" }],
      take: 500,
      select: { person: { select: { id: true, name: true } } },
    }),
    loadPlace(db, studioId, actor.now),
  ]);
  const files = await filesOf(
    "studio-promotion",
    rows.map((one) => one.id),
  );
  const parts = partsOf(actor, place);
  return {
    ...head,
    members: members.map((one) => one.person).sort((a, b) => a.name.localeCompare(b.name, "zh-CN")),
    rows: rows.map(({ person, onDay, byId, ...one }) => {
      const open = one.confirmedAt === null && one.withdrawnAt === null;
      return {
        ...one,
        name: person.name,
        onDay: textOfDay(onDay),
        files: files.filter((file) => file.ownerId === one.id),
        mayConfirm:
          open &&
          head.may.confirmPromotion &&
          confirmsPromotion(actor, parts, head.involved, { byId, personId: one.personId }),
        mayWithdraw: one.withdrawnAt === null && (head.may.promote || head.may.confirmPromotion),
      };
    }),
  };
}

/** One re-review's file: as it was frozen, or as it would be frozen today. @throws not_found */
export async function loadReview(actor: Actor, studioId: string, reviewId: string) {
  const head = await loadInsider(actor, studioId);
  const [file, evidence] = await Promise.all([
    db.studioReview.findFirst({
      where: { id: reviewId, studioId },
      select: {
        id: true,
        year: true,
        round: true,
        state: true,
        version: true,
        summary: true,
        plan: true,
        facts: true,
        submittedAt: true,
        returned: true,
        decidedAt: true,
        decisions: {
          orderBy: [{ at: "asc" }, { id: "asc" }],
          select: { id: true, kind: true, document: true, decidedOn: true, decidedBy: true, reason: true, dueOn: true },
        },
      },
    }),
    filesOf("studio-review", [reviewId]),
  ]);
  if (!file) throw notFound();
  const [facts, targets] = await Promise.all([
    file.state === "DRAFT" ? countStudioFacts([studioId], file.year).then((all) => all.get(studioId) ?? null) : null,
    db.studioTarget.findMany({
      where: { studioId, year: file.year },
      orderBy: { position: "asc" },
      select: { id: true, topic: true, measure: true, unit: true, target: true, actual: true },
    }),
  ]);
  return {
    ...head,
    file: {
      ...file,
      facts: facts ?? (file.facts as StudioFacts | null),
      decisions: file.decisions.map((one) => ({
        ...one,
        decidedOn: textOfDay(one.decidedOn),
        dueOn: one.dueOn && textOfDay(one.dueOn),
      })),
    },
    evidence,
    targets: targets.map((one) => ({ ...one, target: one.target.toString(), actual: one.actual?.toString() ?? null })),
    mayWrite: file.state === "DRAFT" && head.may.submit,
  };
}

/** What the page for decisions needs: the unions that may decide, and the file that lies with them. @throws not_found */
export async function loadDecision(actor: Actor, studioId: string) {
  const head = await loadInsider(actor, studioId);
  const [union, file] = await Promise.all([
    head.unionId ? db.organisation.findUnique({ where: { id: head.unionId }, select: { id: true, name: true } }) : null,
    db.studioReview.findFirst({
      where: { studioId, state: "SUBMITTED" },
      select: { id: true, year: true, round: true },
    }),
  ]);
  return { ...head, union, file };
}

/** Who may lead it next: its members who do not. @throws not_found */
export async function loadLeaderChange(actor: Actor, studioId: string) {
  const head = await loadInsider(actor, studioId);
  const people = await db.membership.findMany({
    where: {
      organisationId: studioId,
      role: { in: ["CRAFTSMAN", "STUDIO_LEADER"] },
      startsAt: { lte: actor.now },
      OR: [{ endsAt: null }, { endsAt: { gt: actor.now } }],
      person: { disabledAt: null },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: 300,
    select: { role: true, person: { select: { id: true, name: true } } },
  });
  const leaders = people.filter((one) => one.role === "STUDIO_LEADER").map((one) => one.person);
  return {
    ...head,
    leaders,
    candidates: people
      .filter((one) => one.role === "CRAFTSMAN" && one.person.id !== actor.personId)
      .map((one) => one.person)
      .filter((one) => leaders.every((leader) => leader.id !== one.id)),
  };
}
