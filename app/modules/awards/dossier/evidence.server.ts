import { db } from "#app/lib/db.server.ts";
import type { FactEvidence } from "../facts/catalogue.ts";
import type { EvidenceFile } from "./record.ts";

type Row = {
  id: string;
  achievementId: string | null;
  facts: readonly { evidence: unknown }[];
};
type Owner = { row: string; of: EvidenceFile["of"] };

/** Files of which records stand behind a dossier, by the kind of evidence a fact names. */
const KINDS: Record<string, EvidenceFile["of"]> = {
  achievement: "ACHIEVEMENT",
  promotion: "STUDIO",
  "competition-result": "STUDIO",
  benefit: "BENEFIT",
};
const OWNER_KINDS = [
  "achievement",
  "benefit",
  "application",
  "application-scan",
  "studio-promotion",
  "competition-result",
];

/**
 * The files of each dossier: the application's own and its stamped scans, of an achievement the achievement's, of a studio or
 * a person those of what its facts were counted from. What recipients proved their benefit with only where amounts are open.
 */
export async function evidenceOf(rows: readonly Row[], exact: boolean): Promise<Map<string, EvidenceFile[]>> {
  const owners = new Map<string, Owner[]>();
  const owns = (id: string, row: string, of: EvidenceFile["of"]) => {
    const known = owners.get(id) ?? [];
    if (!known.some((one) => one.row === row)) owners.set(id, [...known, { row, of }]);
  };
  for (const row of rows) {
    owns(row.id, row.id, "APPLICATION");
    if (row.achievementId) owns(row.achievementId, row.id, "ACHIEVEMENT");
    for (const { kind, id } of row.facts.flatMap((fact) => fact.evidence as FactEvidence[])) {
      const of = KINDS[kind];
      if (of && (of !== "BENEFIT" || exact)) owns(id, row.id, of);
    }
  }
  const benefits = exact
    ? await db.achievementBenefit.findMany({
        where: {
          achievementId: { in: rows.flatMap((row) => row.achievementId ?? []) },
          benefit: { state: { in: ["CERTIFIED", "PARTLY"] } },
        },
        select: { benefitId: true, achievementId: true },
      })
    : [];
  for (const { benefitId, achievementId } of benefits)
    for (const row of rows) if (row.achievementId === achievementId) owns(benefitId, row.id, "BENEFIT");
  const found = await db.attachment.findMany({
    where: { ownerId: { in: [...owners.keys()] }, ownerKind: { in: OWNER_KINDS }, removedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      ownerId: true,
      ownerKind: true,
      key: true,
      fileName: true,
      kind: true,
      mime: true,
      size: true,
      sha256: true,
    },
  });
  const files = new Map<string, EvidenceFile[]>();
  for (const { ownerId, ownerKind, fileName, kind, ...file } of found) {
    for (const { row, of } of owners.get(ownerId) ?? [])
      files.set(row, [
        ...(files.get(row) ?? []),
        { ...file, name: fileName, photo: kind === "PHOTO", of: ownerKind === "application-scan" ? "SCAN" : of },
      ]);
  }
  return files;
}
