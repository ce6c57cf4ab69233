import { db } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditKind, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { factsHashOf } from "../applications/admit-application.server.ts";
import { frozenHashOf } from "../rounds/frozen-hash.server.ts";
import { scoresOf } from "../scores/compute-round.server.ts";
import { factsFrom } from "../scores/facts-from.ts";
import { sheetsFromEvents } from "../scores/from-events.server.ts";
import { loadPanelState, type Sheet } from "../scores/panel-state.server.ts";

const PAGE = 500;

const finding = (
  kind: AuditKind,
  organisationId: string,
  subjectKind: "round" | "application",
  subjectId: string,
): AuditFinding => ({ kind, organisationId, subjectKind, subjectId });

/** The last word of the chain about each of these, by subject. */
async function lastTold(subjectKind: string, ids: string[], types: string[]) {
  const rows = await db.event.findMany({
    where: { subjectKind, subjectId: { in: ids }, type: { in: types } },
    orderBy: { id: "asc" },
    select: { subjectId: true, payload: true },
  });
  return new Map(rows.map((one) => [one.subjectId, one.payload as Record<string, unknown>]));
}

/** Every opened round's rubric, gates, rules and panel are those that were frozen, by the hash on the row and in the chain. */
export async function verifyRounds(): Promise<AuditResult> {
  const rounds = await db.awardRound.findMany({
    where: { openedAt: { not: null } },
    orderBy: { id: "asc" },
    include: {
      title: true,
      seats: { orderBy: { position: "asc" } },
      organisation: { select: { name: true, timeZone: true } },
    },
  });
  const told = await lastTold(
    "round",
    rounds.map((one) => one.id),
    ["round.opened"],
  );
  const findings = rounds.flatMap((round) => {
    const payload = told.get(round.id);
    if (!payload) return [finding("row-without-event", round.organisationId, "round", round.id)];
    const hash = frozenHashOf(round);
    const whole = hash === round.frozenHash && hash === payload.frozenHash;
    return whole ? [] : [finding("seal-broken", round.organisationId, "round", round.id)];
  });
  return { checked: rounds.length, findings };
}

/** Every admitted application's facts and their evidence are those that were counted when it was admitted. */
export async function verifyApplications(tell: Tell): Promise<AuditResult> {
  const where = { admittedAt: { not: null } };
  const total = await db.awardApplication.count({ where });
  const findings: AuditFinding[] = [];
  let checked = 0;
  for (let last = ""; ; ) {
    const page = await db.awardApplication.findMany({
      where: { ...where, ...(last && { id: { gt: last } }) },
      orderBy: { id: "asc" },
      take: PAGE,
      select: {
        id: true,
        factsHash: true,
        facts: { orderBy: { key: "asc" } },
        round: { select: { organisationId: true } },
      },
    });
    const told = await lastTold(
      "application",
      page.map((one) => one.id),
      ["application.admitted"],
    );
    for (const { id, factsHash, facts, round } of page) {
      const payload = told.get(id);
      const hash = factsHashOf(factsFrom(facts));
      if (!payload) findings.push(finding("row-without-event", round.organisationId, "application", id));
      else if (hash !== factsHash || hash !== payload.factsHash)
        findings.push(finding("seal-broken", round.organisationId, "application", id));
    }
    checked += page.length;
    await tell(checked, total);
    last = page.at(-1)?.id ?? "";
    if (page.length < PAGE) return { checked, findings };
  }
}

const sheetKey = (one: Pick<Sheet, "applicationId" | "seatId">): string => `${one.applicationId} ${one.seatId}`;

/**
 * Every submitted sheet says what its judge submitted, as the chain tells it; no sheet was added or taken away; and the
 * scores kept are those that sheets, recusals and facts of the chain give.
 */
export async function verifySheets(tell: Tell): Promise<AuditResult> {
  const rounds = await db.awardRound.findMany({
    where: { state: { in: ["PANEL", "NOTICE", "DECIDED"] } },
    orderBy: { id: "asc" },
    select: { id: true, organisationId: true, panelClosedAt: true },
  });
  const findings: AuditFinding[] = [];
  let checked = 0;
  for (const [n, { id, organisationId, panelClosedAt }] of rounds.entries()) {
    const told = await sheetsFromEvents(db, id);
    const kept = await db.scoreSheet.findMany({
      where: { application: { roundId: id }, submittedAt: { not: null } },
      select: { applicationId: true, seatId: true, scores: true },
    });
    const said = new Map(told.sheets.map((one) => [sheetKey(one), one]));
    for (const row of kept) {
      const sheet = said.get(sheetKey(row));
      said.delete(sheetKey(row));
      if (!sheet) findings.push(finding("row-without-event", organisationId, "application", row.applicationId));
      else if (canonicalJson(sheet.marks) !== canonicalJson(row.scores))
        findings.push(finding("row-differs", organisationId, "application", row.applicationId));
    }
    for (const { applicationId } of said.values())
      findings.push(finding("event-without-row", organisationId, "application", applicationId));
    checked += kept.length;
    if (panelClosedAt) findings.push(...(await verifyScores(id, organisationId, told)));
    await tell(n + 1, rounds.length);
  }
  return { checked, findings };
}

async function verifyScores(
  roundId: string,
  organisationId: string,
  told: Awaited<ReturnType<typeof sheetsFromEvents>>,
): Promise<AuditFinding[]> {
  const scores = scoresOf(await loadPanelState(db, roundId, told));
  const kept = await db.applicationScore.findMany({
    where: { application: { roundId } },
    select: { applicationId: true, total: true, rank: true, hash: true },
  });
  const due = new Map(scores.map((one) => [one.applicationId, one]));
  const wrong = kept.filter((row) => {
    const score = due.get(row.applicationId);
    due.delete(row.applicationId);
    return score?.total !== row.total || score.rank !== row.rank || score.hash !== row.hash;
  });
  return [...wrong, ...due.values()].map((one) =>
    finding("row-differs", organisationId, "application", one.applicationId),
  );
}

type Decision = { id: string; organisationId: string; kind: "row-differs" | "row-without-event" | "event-without-row" };

/** Every award was granted as the chain says, with its grade and number; nobody was put among the awarded or taken from them. */
export async function verifyDecisions(): Promise<AuditResult> {
  const checked = await db.awardApplication.count({ where: { state: { in: ["AWARDED", "REVOKED"] } } });
  const rows = await db.$queryRaw<Decision[]>`
    WITH told AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "organisationId", "type", "payload" FROM "Event"
      WHERE "subjectKind" = 'application' AND "type" IN ('award.granted', 'award.revoked') ORDER BY "subjectId", "id" DESC
    ), granted AS (
      SELECT DISTINCT ON ("subjectId") "subjectId", "payload" FROM "Event"
      WHERE "subjectKind" = 'application' AND "type" = 'award.granted' ORDER BY "subjectId", "id" DESC
    ), awarded AS (
      SELECT a.*, r."organisationId" FROM "AwardApplication" a JOIN "AwardRound" r ON r."id" = a."roundId"
      WHERE a."state" IN ('AWARDED', 'REVOKED')
    )
    SELECT coalesce(a."id", t."subjectId") AS "id", coalesce(a."organisationId", t."organisationId") AS "organisationId",
           CASE WHEN t."subjectId" IS NULL THEN 'row-without-event' WHEN a."id" IS NULL THEN 'event-without-row'
                ELSE 'row-differs' END AS "kind"
    FROM awarded a FULL JOIN told t ON t."subjectId" = a."id" LEFT JOIN granted g ON g."subjectId" = a."id"
    WHERE a."id" IS NULL OR t."subjectId" IS NULL
       OR (a."state" = 'REVOKED') <> (t."type" = 'award.revoked')
       OR a."grade" IS DISTINCT FROM g."payload" ->> 'grade'
       OR a."certificateNumber" IS DISTINCT FROM g."payload" ->> 'number'
    ORDER BY 1`;
  return {
    checked,
    findings: rows.map(({ kind, organisationId, id }) => finding(kind, organisationId, "application", id)),
  };
}
