import { db, type Prisma } from "#app/lib/db.server.ts";
import { notFound } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { hasPreview } from "#app/modules/attachments/rules.ts";
import { wordsOnChanges } from "../changes/queries.server.ts";
import { FACTS, type FactEvidence, isFactKey } from "../facts/catalogue.ts";
import { numberOf } from "../dossier/record.ts";
import { findingsAbout } from "./queries-findings.server.ts";
import { compareWithChain, evidenceOf } from "./evidence-files.server.ts";
import { flagsOfApplication } from "../flags/open-flags.server.ts";
import { labelsOf } from "../flags/labels.server.ts";
import { flagStateOf } from "../flags/rules.ts";
import type { Marks } from "../scores/sheet.ts";
import { handedIn, requireAudited, subjectOf, subjectSelect } from "./queries-round.server.ts";

const select = {
  id: true,
  state: true,
  reason: true,
  grade: true,
  gradeReason: true,
  certificateNumber: true,
  submittedAt: true,
  admittedAt: true,
  decidedAt: true,
  revokedAt: true,
  factsHash: true,
  spreadSettled: true,
  spreadReason: true,
  achievementId: true,
  ...subjectSelect,
  steps: {
    orderBy: { position: "asc" },
    select: {
      position: true,
      decision: true,
      opinion: true,
      byName: true,
      at: true,
      organisation: { select: { name: true } },
    },
  },
  facts: { orderBy: { key: "asc" }, select: { key: true, value: true, evidence: true } },
  sheets: {
    where: { submittedAt: { not: null } },
    orderBy: { seatId: "asc" },
    select: { seatId: true, scores: true, submittedAt: true },
  },
  score: { select: { total: true, rank: true, sheets: true, spread: true, hash: true } },
  recusals: { orderBy: { at: "asc" }, select: { seatId: true, kind: true, ground: true, at: true } },
  // Who objected is for the handling officer alone; what was written may say it, so it is not read here either.
  objections: {
    orderBy: { at: "asc" },
    select: {
      id: true,
      state: true,
      at: true,
      answer: true,
      answeredAt: true,
      handler: { select: { name: true } },
    },
  },
} satisfies Prisma.AwardApplicationSelect;

const iso = (at: Date | null) => at?.toISOString() ?? null;

/**
 * One application of an audited round: facts with the records and files behind them, recommendations, sheets and scores
 * once the panel closed, who stood back, objections without their names, flags with their clearings, what was
 * said to changes since admission, and the decision; and what the newest check found about any of these.
 * @param check a file, or "all", whose bytes are compared with what the chain says was handed in
 * Errors: not_found.
 */
export async function loadAuditedApplication(
  actor: Actor,
  roundId: string,
  applicationId: string,
  check: string | null = null,
) {
  const round = await requireAudited(actor, roundId);
  const row = await db.awardApplication.findFirst({ where: { id: applicationId, AND: handedIn(roundId) }, select });
  if (!row) throw notFound();
  const facts = row.facts.map(({ key, value, evidence }) => ({
    key,
    value,
    unit: isFactKey(key) ? FACTS[key].unit : ("count" as const),
    evidence: evidence as unknown as FactEvidence[],
  }));
  const records = facts.flatMap((fact) => fact.evidence.filter(({ id }) => id.length === 36));
  const [labels, files, flags, changes] = await Promise.all([
    labelsOf(db, records),
    evidenceOf(applicationId),
    flagsOfApplication(db, applicationId),
    wordsOnChanges(applicationId),
  ]);
  const shown = [...records, ...row.objections, ...flags].map((one) => one.id);
  const names = new Map([
    ...labels.map((one) => [one.id, one.label || one.title || ""] as const),
    ...files.map((one) => [one.id, one.fileName] as const),
  ]);
  const [outcome, same] = await Promise.all([
    findingsAbout(
      [applicationId, ...(row.achievementId ? [row.achievementId] : []), ...shown, ...files.map((one) => one.ownerId)],
      names,
    ),
    compareWithChain(
      applicationId,
      files.filter((one) => check === "all" || check === one.id),
    ),
  ]);
  const labelOf = new Map(labels.map((one) => [one.kind + one.id, one]));
  const closed = round.panelClosedAt !== null;
  const seatName = new Map(round.seats.map((seat) => [seat.id, seat.name]));
  return {
    round: {
      id: round.id,
      name: round.name,
      nameEn: round.nameEn,
      timeZone: round.organisation.timeZone,
      rubric: round.rubric,
    },
    application: {
      id: row.id,
      number: numberOf(round.year, row.id),
      title: subjectOf(row),
      enterprise: row.enterprise.name,
      state: row.state,
      reason: row.reason,
      grade: row.grade,
      gradeReason: row.gradeReason,
      certificate: row.certificateNumber,
      submittedAt: iso(row.submittedAt),
      admittedAt: iso(row.admittedAt),
      decidedAt: iso(row.decidedAt),
      revokedAt: iso(row.revokedAt),
      factsHash: row.factsHash,
      spreadReason: row.spreadReason,
    },
    facts: facts.map((fact) => ({
      ...fact,
      evidence: fact.evidence.map((one) => {
        const label = labelOf.get(one.kind + one.id);
        return { ...one, label: label?.label ?? "", title: label?.title ?? null };
      }),
    })),
    outcome,
    files: files.map(({ key: _, ...file }) => ({
      ...file,
      preview: hasPreview(file),
      same: same[file.id] ?? null,
    })),
    steps: row.steps.map(({ organisation, at, ...step }) => ({ ...step, union: organisation.name, at: iso(at) })),
    closed,
    sheets: closed
      ? row.sheets.map((sheet) => ({
          judge: seatName.get(sheet.seatId) ?? "",
          marks: sheet.scores as Marks,
          submittedAt: iso(sheet.submittedAt),
        }))
      : [],
    score: closed ? row.score : null,
    recusals: row.recusals.map(({ seatId, at, ...one }) => ({
      ...one,
      judge: seatName.get(seatId) ?? "",
      at: at.toISOString(),
    })),
    objections: row.objections.map(({ handler, at, answeredAt, ...one }) => ({
      ...one,
      handler: handler?.name ?? null,
      at: at.toISOString(),
      answeredAt: iso(answeredAt),
    })),
    changes,
    flags: flags.map((flag) => ({
      id: flag.id,
      kind: flag.kind,
      state: flagStateOf(flag),
      raisedAt: flag.raisedAt.toISOString(),
      clearedBy: flag.clearedByName,
      clearReason: flag.clearReason,
    })),
  };
}
