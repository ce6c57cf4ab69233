import { db, type Prisma } from "#app/lib/db.server.ts";
import { formatDate } from "#app/lib/format.ts";
import { contentFromKept, type DossierContent, type KeptContent, withoutAmounts } from "./content/content.ts";
import { readContent } from "./content/read-content.server.ts";
import { evidenceOf } from "./evidence.server.ts";
import { type DossierRecord, type EvidenceFile, numberOf } from "./record.ts";

const select = {
  id: true,
  state: true,
  version: true,
  achievementId: true,
  submittedAt: true,
  factsHash: true,
  grade: true,
  certificateNumber: true,
  round: {
    select: {
      id: true,
      name: true,
      year: true,
      frozenHash: true,
      organisationId: true,
      organisation: { select: { name: true, timeZone: true } },
      title: { select: { name: true, legalBasis: true } },
    },
  },
  content: { select: { content: true } },
  facts: { select: { evidence: true } },
  steps: {
    orderBy: { position: "asc" },
    select: { organisation: { select: { name: true } }, decision: true, opinion: true, byName: true, at: true },
  },
} satisfies Prisma.AwardApplicationSelect;
type Row = Prisma.AwardApplicationGetPayload<{ select: typeof select }>;

type Asked = { exact: boolean; now: Date };

/**
 * What the dossiers of these applications say, in the order of the ids: as they were admitted, and before that as things
 * are now; with amounts only where they are asked for. Who may read is asked before.
 */
export async function readRecords(ids: readonly string[], { exact, now }: Asked): Promise<DossierRecord[]> {
  const rows = await db.awardApplication.findMany({ where: { id: { in: [...ids] } }, select });
  const open = rows.filter((row) => !row.content).map((row) => row.id);
  const [files, live] = await Promise.all([
    evidenceOf(rows, exact),
    open.length > 0 ? readContent(db, open, now) : new Map<string, DossierContent>(),
  ]);
  const byId = new Map(
    rows.flatMap((row) => {
      const content = row.content ? contentFromKept(row.content.content as KeptContent) : live.get(row.id);
      return content ? [[row.id, recordOf(row, content, exact, files.get(row.id) ?? [])] as const] : [];
    }),
  );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function recordOf(row: Row, content: DossierContent, exact: boolean, files: EvidenceFile[]): DossierRecord {
  const { round } = row;
  const { timeZone } = round.organisation;
  const local = (at: Date | null) => (at ? formatDate(at, timeZone) : "");
  return {
    ...(exact ? content : withoutAmounts(content)),
    id: row.id,
    number: numberOf(round.year, row.id),
    state: row.state,
    version: row.version,
    exact,
    round: {
      id: round.id,
      name: round.name,
      year: round.year,
      title: round.title.name,
      legalBasis: round.title.legalBasis,
      organiser: round.organisation.name,
      organiserId: round.organisationId,
      timeZone,
      frozenHash: round.frozenHash,
    },
    submittedOn: local(row.submittedAt),
    steps: row.steps.map((step) => ({
      unit: step.organisation.name,
      decision: step.decision,
      opinion: step.opinion,
      by: step.byName,
      on: local(step.at),
    })),
    factsHash: row.factsHash,
    grade: row.grade,
    certificateNumber: row.certificateNumber ?? "",
    files,
  };
}
