import { inTransaction, type Tx } from "#app/lib/db.server.ts";
import { conflict, invalid } from "#app/lib/errors.ts";
import type { Actor } from "#app/modules/accounts/actor.ts";
import { recordEvent } from "#app/modules/events/record-event.server.ts";
import type { FirmPlan, PlannedFirm } from "./firm-names.ts";
import { enterpriseNamed, knownFirms } from "./known-firms.server.ts";
import { requirePreview } from "./load-import.server.ts";
import type { ImportPlace } from "./policy.ts";
import { assignFirms } from "./stage-import.server.ts";
import { planOf, type StoredReport, toJson } from "./stored.ts";

/**
 * Confirms what the preview showed: creates the firms that are new and joins them to the alliance, leaves out the
 * rows of firms not wanted, and starts the import (a job follows the event). Repeating is a conflict, never a double.
 */
export async function confirmImport(actor: Actor, input: { id: string; version: number }): Promise<void> {
  await inTransaction(async (tx) => {
    const row = await requirePreview(tx, actor, input);
    const plan = await withCreatedFirms(tx, actor, row.place, planOf(row.firms));
    const leftOut = plan.spellings.filter((spelling) => spelling.to === null).map((spelling) => spelling.text);
    await tx.$executeRaw`
      UPDATE "ImportRow" SET "state" = 'REFUSED', "issues" = "issues" || '[{"code": "firm-left-out"}]'::jsonb
      WHERE "importId" = ${row.id}::uuid AND "state" IN ('READY', 'WARNED') AND "parsed"->>'firm' = ANY (${leftOut}::text[])`;
    await assignFirms(tx, row.id, plan);
    const rowsTotal = await tx.importRow.count({ where: { importId: row.id, state: { in: ["READY", "WARNED"] } } });
    if (rowsTotal === 0) throw invalid("import_nothing_to_do");
    const created = plan.firms.filter((firm) => firm.key.startsWith("n:"));
    const report: StoredReport = { startedAt: actor.now.toISOString(), newFirms: created.map((firm) => firm.name) };
    const written = await tx.import.updateMany({
      where: { id: row.id, state: "PREVIEWED", version: input.version },
      data: {
        state: "RUNNING",
        rowsTotal,
        rowsDone: 0,
        firms: toJson(plan),
        report: toJson(report),
        version: { increment: 1 },
      },
    });
    if (written.count !== 1) throw conflict("import_changed");
    const by = { personId: actor.personId, name: actor.name };
    for (const firm of created) {
      await recordEvent(tx, {
        type: "organisation.created",
        organisationId: firm.enterpriseId ?? "",
        subjectKind: "organisation",
        subjectId: firm.enterpriseId ?? "",
        by,
        actorOrgId: row.organisationId,
        payload: { name: firm.name, importId: row.id, allianceId: row.organisationId },
        at: actor.now,
      });
    }
    await recordEvent(tx, {
      type: "import.confirmed",
      organisationId: row.organisationId,
      subjectKind: "import",
      subjectId: row.id,
      by,
      actorOrgId: row.organisationId,
      payload: { rows: rowsTotal, joined: created.map((firm) => firm.enterpriseId) },
      at: actor.now,
    });
  });
}

/** Creates the firms rows go to, checks the others are still open to the actor, and learns the spellings of all. */
async function withCreatedFirms(tx: Tx, actor: Actor, place: ImportPlace, plan: FirmPlan): Promise<FirmPlan> {
  const known = new Map((await knownFirms(tx, place, actor.now)).map((firm) => [firm.id, firm]));
  const used = new Set(plan.spellings.map((spelling) => spelling.to));
  const firms: PlannedFirm[] = [];
  for (const firm of plan.firms.filter((one) => used.has(one.key))) {
    if (firm.enterpriseId !== null) {
      if (!known.has(firm.enterpriseId)) throw conflict("import_firm_gone");
      firms.push(firm);
    } else {
      if (place.kind !== "ALLIANCE") throw conflict("import_firm_gone");
      const taken = await enterpriseNamed(tx, firm.name);
      if (taken) throw invalid("import_firm_exists", undefined, { name: taken.name });
      firms.push({ ...firm, enterpriseId: await createFirm(tx, actor, place, firm) });
    }
  }
  for (const firm of firms) {
    const spelled = plan.spellings
      .filter((s) => s.to === firm.key && s.text !== "" && s.text !== firm.name)
      .map((s) => s.text);
    const before = known.get(firm.enterpriseId ?? "")?.aliases ?? [];
    const learned = spelled.filter((text) => !before.includes(text)).slice(0, 20);
    if (learned.length > 0 && before.length < 100) {
      await tx.enterprise.update({
        where: { organisationId: firm.enterpriseId ?? "" },
        data: { aliases: { push: learned } },
      });
    }
  }
  return { ...plan, firms };
}

async function createFirm(tx: Tx, actor: Actor, place: ImportPlace, firm: PlannedFirm): Promise<string> {
  const { id } = await tx.organisation.create({
    data: {
      kind: "ENTERPRISE",
      name: firm.name,
      createdAt: actor.now,
      enterprise: { create: { industry: firm.industry } },
    },
    select: { id: true },
  });
  await tx.allianceMember.create({ data: { allianceId: place.organisationId, memberId: id, joinedAt: actor.now } });
  return id;
}
