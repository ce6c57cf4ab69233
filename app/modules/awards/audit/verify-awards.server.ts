import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditKind, AuditResult, Tell } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { readAtOnce } from "#app/modules/events/read-at-once.server.ts";
import { factsHashOf } from "../applications/admit-application.server.ts";
import { contentHashOf } from "../dossier/content/freeze-content.server.ts";
import { frozenHashOf } from "../rounds/frozen-hash.server.ts";
import { brokenParts } from "../rounds/frozen-parts.server.ts";
import { scoresOf } from "../scores/compute-round.server.ts";
import { factsFrom } from "../scores/facts-from.ts";
import { sheetsFromEvents } from "../scores/from-events.server.ts";
import { loadPanelState, type Sheet } from "../scores/panel-state.server.ts";

const finding = (
  kind: AuditKind,
  organisationId: string,
  subjectKind: "round" | "application",
  subjectId: string,
  part = "",
): AuditFinding => ({ kind, organisationId, subjectKind, subjectId, part });

/** Rounds that were opened and are no more, or stand as if they had never been. One statement. */
const removedRounds = () => db.$queryRaw<AuditFinding[]>`
  SELECT 'event-without-row' AS "kind", e."organisationId"::text AS "organisationId", 'round' AS "subjectKind",
    e."subjectId"::text AS "subjectId", '' AS "part"
  FROM "Event" e WHERE e."subjectKind" = 'round' AND e."type" = 'round.opened'
    AND NOT EXISTS (SELECT 1 FROM "AwardRound" r WHERE r."id" = e."subjectId" AND r."openedAt" IS NOT NULL)
  ORDER BY e."id"`;

/**
 * Every opened round's rubric, gates, rules and panel are those that were frozen, by the hash on the row and in the chain;
 * none is gone.
 */
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
  const told = await toldOf(
    db,
    "round",
    rounds.map((one) => one.id),
    ["round.opened"],
  );
  const findings = rounds.flatMap((round) => {
    const payload = told(round.id).at(-1)?.payload;
    if (!payload) return [finding("row-without-event", round.organisationId, "round", round.id)];
    const hash = frozenHashOf(round);
    if (hash === round.frozenHash && hash === payload.frozenHash) return [];
    // The rows may be whole, and the hash beside them not.
    const parts = hash === payload.frozenHash ? ["hash"] : brokenParts(round, payload.parts);
    return (parts.length > 0 ? parts : [""]).map((part) =>
      finding("seal-broken", round.organisationId, "round", round.id, part),
    );
  });
  return { checked: rounds.length, findings: [...findings, ...(await removedRounds())] };
}

/** Every admitted application's facts, their evidence and what its dossier says are those of its admission. */
export const verifyApplications = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    total: () => db.awardApplication.count({ where: admitted }),
    read: readAdmitted,
    look: ({ id, factsHash, facts, content, round, told }) => {
      const wrong = (kind: AuditKind, part?: string) => finding(kind, round.organisationId, "application", id, part);
      if (!told) return { wrongs: [wrong("row-without-event")] };
      const hash = factsHashOf(factsFrom(facts));
      const whole = hash === factsHash && hash === told.factsHash;
      const broken = whole ? [] : hash === told.factsHash ? ["hash"] : brokenFacts(facts, told.facts);
      if ((content ? contentHashOf(content.content) : undefined) !== told.contentHash) broken.push("content");
      return { wrongs: broken.map((part) => wrong("seal-broken", part)) };
    },
  });

const admitted = { admittedAt: { not: null } };

async function readAdmitted(tx: Tx, page: Page) {
  const rows = await tx.awardApplication.findMany({
    ...page,
    where: { ...admitted, ...page.where },
    select: {
      id: true,
      factsHash: true,
      facts: { orderBy: { key: "asc" } },
      content: { select: { content: true } },
      round: { select: { organisationId: true } },
    },
  });
  const told = await toldOf(
    tx,
    "application",
    rows.map((one) => one.id),
    ["application.admitted"],
  );
  return rows.map((row) => ({ ...row, told: told(row.id).at(-1)?.payload }));
}

/** Facts whose value is another than the chain's; where all values are the same, what they rest on is not. */
function brokenFacts(facts: readonly { key: string; value: string }[], told: unknown): string[] {
  const now = new Map(facts.map((one) => [one.key, one.value]));
  const then = new Map(Object.entries((told ?? {}) as Record<string, string>));
  const keys = [...new Set([...now.keys(), ...then.keys()])].filter((key) => now.get(key) !== then.get(key));
  return keys.length > 0 ? keys.sort().map((key) => `fact:${key}`) : ["evidence"];
}

const sheetKey = (one: Pick<Sheet, "applicationId" | "seatId">): string => `${one.applicationId} ${one.seatId}`;

/**
 * Every submitted sheet says what its judge submitted, as the chain tells it; no sheet was added or taken away; and the
 * scores kept are those that sheets, recusals and facts of the chain give. Each round is read at one moment.
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
    const { told, kept, seats, scores } = await readAtOnce(async (tx) => {
      const told = await sheetsFromEvents(tx, id);
      const kept = await tx.scoreSheet.findMany({
        where: { application: { roundId: id }, submittedAt: { not: null } },
        select: { applicationId: true, seatId: true, scores: true },
      });
      const seats = await tx.panelSeat.findMany({ where: { roundId: id }, select: { id: true, position: true } });
      return { told, kept, seats, scores: panelClosedAt ? await wrongScores(tx, id, told) : [] };
    });
    const position = new Map(seats.map((one) => [one.id, one.position]));
    const partOf = ({ seatId }: { seatId: string }): string => `sheet:${position.get(seatId) ?? ""}`;
    const said = new Map(told.sheets.map((one) => [sheetKey(one), one]));
    for (const row of kept) {
      const sheet = said.get(sheetKey(row));
      said.delete(sheetKey(row));
      if (!sheet)
        findings.push(finding("row-without-event", organisationId, "application", row.applicationId, partOf(row)));
      else if (canonicalJson(sheet.marks) !== canonicalJson(row.scores))
        findings.push(finding("row-differs", organisationId, "application", row.applicationId, partOf(row)));
    }
    for (const one of said.values())
      findings.push(finding("event-without-row", organisationId, "application", one.applicationId, partOf(one)));
    checked += kept.length;
    for (const { applicationId, part } of scores)
      findings.push(finding("row-differs", organisationId, "application", applicationId, part));
    await tell(n + 1, rounds.length);
  }
  return { checked, findings };
}

async function wrongScores(
  tx: Tx,
  roundId: string,
  told: Awaited<ReturnType<typeof sheetsFromEvents>>,
): Promise<{ applicationId: string; part: string }[]> {
  const kept = await tx.applicationScore.findMany({
    where: { application: { roundId } },
    select: { applicationId: true, total: true, rank: true, sheets: true, spread: true, detail: true, hash: true },
  });
  // What was withdrawn since had a score and a rank when the panel closed.
  const scored = kept.map((one) => one.applicationId);
  const scores = scoresOf(await loadPanelState(tx, roundId, told, scored));
  const due = new Map(scores.map((one) => [one.applicationId, one]));
  const wrong = kept.flatMap((row) => {
    const score = due.get(row.applicationId);
    due.delete(row.applicationId);
    const part = score ? scoreDiffers(row, score) : "score";
    return part === null ? [] : [{ applicationId: row.applicationId, part }];
  });
  const gone = [...due.values()].map(({ applicationId }) => ({ applicationId, part: "score" }));
  return [...wrong, ...gone];
}

type Score = { total: number; rank: number; sheets: number; spread: number; detail: unknown; hash: string };

/** Which part of a score is another than the chain gives; the one that weighs most. */
function scoreDiffers(row: Score, due: Score): "total" | "rank" | "points" | "hash" | null {
  if (row.total !== due.total) return "total";
  if (row.rank !== due.rank) return "rank";
  const points = canonicalJson(row.detail) === canonicalJson(due.detail);
  if (!points || row.sheets !== due.sheets || row.spread !== due.spread) return "points";
  return row.hash === due.hash ? null : "hash";
}

type Decision = {
  id: string;
  organisationId: string;
  kind: "row-differs" | "row-without-event" | "event-without-row";
  part: string;
};

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
                ELSE 'row-differs' END AS "kind",
           CASE WHEN a."grade" IS DISTINCT FROM g."payload" ->> 'grade' THEN 'grade'
                WHEN a."certificateNumber" IS DISTINCT FROM g."payload" ->> 'number' THEN 'number' ELSE 'state' END AS "part"
    FROM awarded a FULL JOIN told t ON t."subjectId" = a."id" LEFT JOIN granted g ON g."subjectId" = a."id"
    WHERE a."id" IS NULL OR t."subjectId" IS NULL
       OR (a."state" = 'REVOKED') <> (t."type" = 'award.revoked')
       OR a."grade" IS DISTINCT FROM g."payload" ->> 'grade'
       OR a."certificateNumber" IS DISTINCT FROM g."payload" ->> 'number'
    ORDER BY 1`;
  return {
    checked,
    findings: rows.map(({ kind, organisationId, id, part }) => finding(kind, organisationId, "application", id, part)),
  };
}
