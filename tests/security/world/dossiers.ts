import { randomUUID } from "node:crypto";
import { addDays } from "date-fns/addDays";
import { db } from "#app/lib/db.server.ts";
import { askDossier } from "#app/modules/awards/dossier/ask-export.server.ts";
import { uploadTemplate } from "#app/modules/awards/dossier/change-templates.server.ts";
import { shippedForm } from "#app/modules/awards/dossier/shipped-form.ts";
import type { Cast } from "./cast.ts";

export type WorldDossiers = { dossiers: { round: string; application: string; export: string; template: string } };

/** An application for a person in a round of federation A, its dossier asked for, and a form of the federation's own. */
export async function setUpDossiers({ cast, now }: { cast: Cast; now: Date }): Promise<WorldDossiers> {
  const { ids } = cast;
  const officer = await cast.as("officerA", now);
  const common = { organisationId: ids.federationA, createdAt: now };
  const title = await db.awardTitle.create({
    data: {
      ...common,
      subject: "PERSON",
      name: "技术能手",
      legalBasis: "甲市总工发〔2026〕1 号",
      grades: ["技术能手"],
    },
  });
  const round = await db.awardRound.create({
    data: {
      ...common,
      clientId: randomUUID(),
      titleId: title.id,
      year: now.getUTCFullYear(),
      name: "技术能手评选",
      state: "REVIEW",
      factsFrom: addDays(now, -365),
      factsUntil: now,
      opensAt: addDays(now, -30),
      closesAt: addDays(now, 30),
      recommendUntil: addDays(now, 10),
      reviewUntil: addDays(now, 20),
      panelUntil: addDays(now, 30),
      rubric: { criteria: [], ties: [] },
      createdById: officer.personId,
    },
  });
  const application = await db.awardApplication.create({
    data: {
      clientId: randomUUID(),
      roundId: round.id,
      personId: cast.idOf("toolsCraftsman"),
      enterpriseId: ids.tools,
      state: "RECOMMENDED",
      byId: cast.idOf("toolsCraftsman"),
      createdAt: now,
      submittedAt: now,
    },
  });
  const asked = await askDossier(officer, application.id, randomUUID());
  const file = new File([new Uint8Array(await shippedForm())], "申报表.docx");
  const template = await uploadTemplate(officer, {
    organisationId: ids.federationA,
    kind: "FORM",
    name: "甲市申报表",
    file,
  });
  return { dossiers: { round: round.id, application: application.id, export: asked.id, template: template.id } };
}
