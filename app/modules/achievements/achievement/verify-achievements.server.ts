import { db, type Tx } from "#app/lib/db.server.ts";
import type { AuditFinding, AuditKind, AuditResult, Tell, Told } from "#app/modules/events/audit-checks.ts";
import { checkInPages, type Page, toldOf } from "#app/modules/events/check-in-pages.server.ts";
import { allConfirmed } from "../shares/rules.ts";
import { wordEvents, wordsAreTold, wordSelect, type Word } from "../shares/verify-confirmations.ts";
import { evidenceOf, type Seal, sealedSelect, sealOf } from "./seal.server.ts";

const where = { state: { in: ["SUBMITTED" as const, "REGISTERED" as const] } };

type Row = {
  state: string;
  submittedAt: Date | null;
  submittedById: string | null;
  registeredAt: Date | null;
  registeredById: string | null;
  contributorsVersion: number;
  said: readonly Word[];
};
type Wrong = { kind: AuditKind; part: string };

/**
 * Every achievement that was handed in is what it was handed in as, every registered one what it was registered as, part
 * by part; nothing changed between the two; who confirmed order and share as they stand said so last, on a registered one
 * everybody; and none was lost.
 * Reads in pages.
 */
export const verifyAchievements = (tell: Tell): Promise<AuditResult> =>
  checkInPages(tell, {
    lost: registeredWithoutRow,
    total: () => db.achievement.count({ where }),
    read: readPage,
    look: ({ files, told, ...row }) => ({
      wrongs: wrongs(row, sealOf(row, files), told).map((wrong) => ({
        ...wrong,
        organisationId: row.enterpriseId,
        subjectKind: "achievement",
        subjectId: row.id,
      })),
      untold: !told.findLast((one) => one.type === "achievement.submitted")?.payload.seal,
    }),
  });

async function readPage(tx: Tx, page: Page) {
  const rows = await tx.achievement.findMany({
    ...page,
    where: { ...where, ...page.where },
    select: {
      id: true,
      state: true,
      submittedAt: true,
      submittedById: true,
      registeredAt: true,
      registeredById: true,
      contributorsVersion: true,
      ...sealedSelect,
    },
  });
  const ids = rows.map((one) => one.id);
  const people = await tx.achievementContributor.findMany({
    where: { achievementId: { in: ids } },
    select: { achievementId: true, ...wordSelect },
  });
  const said = Map.groupBy(people, (one) => one.achievementId);
  const types = ["achievement.submitted", "achievement.registered", ...wordEvents("achievement")];
  const told = await toldOf(tx, "achievement", ids, types);
  const files = await evidenceOf(tx, ids);
  return rows.map((row) => ({
    ...row,
    said: said.get(row.id) ?? [],
    told: told(row.id),
    files: files.get(row.id) ?? [],
  }));
}

function wrongs(row: Row, seal: Seal, told: readonly Told[]): Wrong[] {
  const last = (type: string) => told.findLast((one) => one.type === `achievement.${type}`);
  const [handed, registered] = [last("submitted"), last("registered")];
  const sealed = row.state === "REGISTERED" ? registered : handed;
  if (!sealed) return [{ kind: "row-without-event", part: "" }];
  const between =
    handed?.payload.seal !== undefined && registered?.payload.seal !== undefined && row.state === "REGISTERED";
  return [
    ...brokenParts(seal, sealed.payload),
    ...(between && handed.payload.seal !== registered.payload.seal
      ? [{ kind: "seal-broken" as const, part: "handed-in" }]
      : []),
    ...momentWrongs(row, handed, row.state === "REGISTERED" ? registered : undefined),
    ...confirmationWrongs(row, told),
  ];
}

/** Which parts are another than those told; where nothing tells of parts, the whole. What was not sealed then is none. */
function brokenParts(now: Seal, told: Record<string, unknown>): Wrong[] {
  if (told.seal === undefined || told.seal === now.seal) return [];
  const then = (told.parts ?? {}) as Record<string, string>;
  const broken = Object.entries(now.parts).flatMap(([part, hash]) => (then[part] === hash ? [] : [part]));
  const parts = told.parts === undefined || broken.length === 0 ? [""] : broken;
  return parts.map((part) => ({ kind: "seal-broken", part }));
}

function momentWrongs(row: Row, handed: Told | undefined, registered: Told | undefined): Wrong[] {
  const as = (at: Date | null, byId: string | null, event: Told | undefined) =>
    at?.getTime() === event?.at.getTime() && byId === (event?.actorId ?? null);
  const part = (name: string, whole: boolean): Wrong[] => (whole ? [] : [{ kind: "row-differs", part: name }]);
  return [
    ...part("submitted", as(row.submittedAt, row.submittedById, handed)),
    ...part("registered", as(row.registeredAt, row.registeredById, registered)),
  ];
}

/** Everybody's word on order and share is the last they gave; what is registered was confirmed by all. */
function confirmationWrongs(row: Row, told: readonly Told[]): Wrong[] {
  const whole =
    wordsAreTold("achievement", row.contributorsVersion, row.said, told) &&
    (row.state !== "REGISTERED" || allConfirmed(row.said, row.contributorsVersion));
  return whole ? [] : [{ kind: "row-differs", part: "confirmation" }];
}

/** Registered by the chain, but gone, or something else without the chain saying so. */
async function registeredWithoutRow(): Promise<AuditFinding[]> {
  const rows = await db.$queryRaw<{ id: string; organisationId: string; gone: boolean }[]>`
    SELECT DISTINCT e."subjectId" AS "id", e."organisationId", a."id" IS NULL AS "gone"
    FROM "Event" e LEFT JOIN "Achievement" a ON a."id" = e."subjectId"
    WHERE e."subjectKind" = 'achievement' AND e."type" = 'achievement.registered' AND (a."id" IS NULL OR a."state" <> 'REGISTERED')
      AND NOT (a."state" IS NOT DISTINCT FROM 'WITHDRAWN' AND EXISTS (SELECT 1 FROM "Event" r
        WHERE r."subjectKind" = 'achievement' AND r."subjectId" = e."subjectId" AND r."type" = 'achievement.revoked'))
    ORDER BY 1`;
  return rows.map(({ id, organisationId, gone }) => ({
    kind: gone ? "event-without-row" : "row-differs",
    organisationId,
    subjectKind: "achievement",
    subjectId: id,
  }));
}
