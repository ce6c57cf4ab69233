import type { AuditFinding, AuditKind, AuditResult, Told } from "#app/modules/events/audit-checks.ts";
import { canonicalJson } from "#app/modules/events/chain.ts";
import { readAtOnce } from "#app/modules/events/read-at-once.server.ts";
import { SHIPPED_RUBRICS } from "../rubrics/shipped.ts";
import { rubricHash } from "../rubrics/write-rubric.server.ts";

type Said = Pick<Told, "type" | "at" | "payload"> & { subjectId: string; organisationId: string };
type Of = "rubric" | "title";

const same = (row: Date | null, told: Date | undefined): boolean => row?.getTime() === told?.getTime();

/** The last event of each subject among these. */
const lastOf = (told: readonly Said[], type: string) =>
  new Map(told.filter((one) => one.type === type).map((one) => [one.subjectId, one]));

/**
 * Rubrics of the unions' libraries say what was saved last, those that ship what the product ships; titles are what they
 * were put into the catalogue as, with the paper they rest on; each belongs to the union that saved it. None was added,
 * removed, put away or brought back behind the product's back. Three statements.
 */
export async function verifyLibrary(): Promise<AuditResult> {
  const [rubrics, titles, events] = await readAtOnce(
    async (tx) =>
      [
        await tx.rubric.findMany({ orderBy: { id: "asc" } }),
        await tx.awardTitle.findMany({ orderBy: { id: "asc" } }),
        await tx.event.findMany({
          where: {
            subjectKind: "round",
            type: { in: ["round.rubric-saved", "round.rubric-retired", "round.titled", "round.title-retired"] },
          },
          orderBy: { id: "asc" },
          select: { subjectId: true, organisationId: true, type: true, at: true, payload: true },
        }),
      ] as const,
  );
  // A round's own rubric is saved by the same event, without a hash: it is frozen when the round opens.
  const told = (events as Said[]).filter((one) => one.type !== "round.rubric-saved" || "hash" in one.payload);
  const [saved, putAway] = [lastOf(told, "round.rubric-saved"), lastOf(told, "round.rubric-retired")];
  const [titled, retired] = [lastOf(told, "round.titled"), lastOf(told, "round.title-retired")];
  const findings: AuditFinding[] = [];
  // What is said of a row concerns the union of the chain, whosever the row says it is.
  const found = (kind: AuditKind, of: Of, row: { id: string; organisationId: string | null }, part = "") =>
    findings.push({ kind, organisationId: row.organisationId, subjectKind: of, subjectId: row.id, part });
  let untold = 0;

  const shipped = new Map(SHIPPED_RUBRICS.map((one) => [one.id, one]));
  for (const row of rubrics) {
    if (row.organisationId === null) {
      const known = shipped.get(row.id);
      shipped.delete(row.id);
      if (!known) found("row-without-event", "rubric", row);
      else if (
        row.name !== known.name ||
        row.nameEn !== known.nameEn ||
        row.subject !== known.subject ||
        row.retiredAt !== null ||
        canonicalJson(row.content) !== canonicalJson(known.content)
      )
        found("row-differs", "rubric", row, "content");
      continue;
    }
    const event = saved.get(row.id);
    saved.delete(row.id);
    if (!event) {
      found("row-without-event", "rubric", row);
      continue;
    }
    const { hash, name, nameEn, subject } = event.payload;
    const kept = { id: row.id, organisationId: event.organisationId };
    if (row.organisationId !== event.organisationId) found("row-differs", "rubric", kept, "owner");
    if (hash !== rubricHash(row.content)) found("row-differs", "rubric", kept, "content");
    if ((subject ?? row.subject) !== row.subject) found("row-differs", "rubric", kept, "subject");
    if (name !== row.name || (nameEn ?? row.nameEn) !== row.nameEn) found("row-differs", "rubric", kept, "name");
    if (!same(row.retiredAt, putAway.get(row.id)?.at)) found("row-differs", "rubric", kept, "state");
    if (nameEn === undefined || subject === undefined) untold += 1;
  }
  for (const one of shipped.values()) found("event-without-row", "rubric", { id: one.id, organisationId: null });
  for (const one of saved.values())
    found("event-without-row", "rubric", { id: one.subjectId, organisationId: one.organisationId });

  for (const row of titles) {
    const event = titled.get(row.id);
    titled.delete(row.id);
    if (!event) {
      found("row-without-event", "title", row);
      continue;
    }
    const { name, subject, grades, legalBasis, nameEn } = event.payload;
    const kept = { id: row.id, organisationId: event.organisationId };
    if (row.organisationId !== event.organisationId) found("row-differs", "title", kept, "owner");
    if (name !== row.name || (nameEn ?? row.nameEn) !== row.nameEn) found("row-differs", "title", kept, "name");
    if ((legalBasis ?? row.legalBasis) !== row.legalBasis) found("row-differs", "title", kept, "legal-basis");
    if (subject !== row.subject || canonicalJson(grades) !== canonicalJson(row.grades))
      found("row-differs", "title", kept, "grades");
    if (!same(row.retiredAt, retired.get(row.id)?.at)) found("row-differs", "title", kept, "state");
    if (legalBasis === undefined) untold += 1;
  }
  for (const one of titled.values())
    found("event-without-row", "title", { id: one.subjectId, organisationId: one.organisationId });
  return { checked: rubrics.length + titles.length, findings, untold };
}
