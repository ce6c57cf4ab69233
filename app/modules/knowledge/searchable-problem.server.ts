import { db, type Prisma } from "#app/lib/db.server.ts";
import { DEFAULT_TIME_ZONE, formatDate } from "#app/lib/format.ts";
import { accessFrom, type Layer, LAYERS, layerRank } from "#app/modules/problems/access.ts";
import { FIELD_LAYER, type ProblemField, projectFields, SOLUTION_LAYER } from "#app/modules/problems/layers.ts";
import { fileTexts, type FileWords } from "#app/modules/attachments/queries.server.ts";
import {
  type BuiltDocument,
  buildDocument,
  type DocumentSource,
  type DocumentTexts,
  Reading,
} from "#search/documents.ts";

/** Fields of a problem that are searched, and those a hit shows. */
const fieldSelect = Object.fromEntries(Object.keys(FIELD_LAYER).map((field) => [field, true])) as Record<
  ProblemField,
  true
>;

const problemSelect = {
  ...fieldSelect,
  id: true,
  number: true,
  enterpriseId: true,
  state: true,
  allianceId: true,
  fieldLayers: true,
  redactions: true,
  postedAt: true,
  createdAt: true,
  enterprise: { select: { timeZone: true } },
  anonymous: true,
  shownToSecretariat: true,
  readers: { select: { key: true, layer: true, via: true, until: true } },
  log: { select: { kind: true, text: true, why: true, layer: true, status: true }, orderBy: { createdAt: "asc" } },
  solutions: {
    where: { state: { in: ["SUBMITTED", "ACCEPTED"] } },
    orderBy: { createdAt: "desc" },
    take: 1,
    select: {
      rootCause: true,
      containment: true,
      actions: true,
      prevention: true,
      safetyNotes: true,
      parts: true,
      parameters: true,
    },
  },
} satisfies Prisma.ProblemSelect;

type Row = Prisma.ProblemGetPayload<{ select: typeof problemSelect }>;
type CommentRow = { subjectId: string; layer: Layer; body: string };

/** The documents of these problems as they stand now: one for each layer somebody reads, none for drafts. */
export async function buildDocuments(problemIds: readonly string[], now: Date): Promise<BuiltDocument[]> {
  const [rows, files, comments] = await Promise.all([
    db.problem.findMany({ where: { id: { in: [...problemIds] }, state: { not: "DRAFT" } }, select: problemSelect }),
    fileTexts(problemIds),
    db.comment.findMany({
      where: { subjectKind: "problem", subjectId: { in: [...problemIds] }, removedAt: null },
      orderBy: { createdAt: "asc" },
      select: { subjectId: true, layer: true, body: true },
    }),
  ]);
  const said = new Map<string, CommentRow[]>();
  for (const comment of comments) said.set(comment.subjectId, [...(said.get(comment.subjectId) ?? []), comment]);
  return rows.flatMap((row) => {
    const reading = new Reading();
    const more = { comments: said.get(row.id) ?? [], files: files.get(row.id) ?? [] };
    return LAYERS.flatMap((layer) => {
      const readers = row.readers.filter(
        (reader) => reader.layer === layer && (reader.until === null || reader.until > now),
      );
      return readers.length === 0 ? [] : [buildDocument(source(row, layer, readers, more, now), reading)];
    });
  });
}

/** What was added to a problem by others than its form. */
type More = { comments: readonly CommentRow[]; files: readonly FileWords[] };

function source(row: Row, layer: Layer, readers: Row["readers"], more: More, now: Date): DocumentSource {
  const projected = projectFields(row, { layer });
  const postedAt = row.postedAt ?? row.createdAt;
  return {
    problemId: row.id,
    layer,
    readers: readers.map((reader) => reader.key),
    scope: layer === "CONFIDENTIAL" ? row.enterpriseId : "",
    state: row.state,
    category: row.category,
    // An industry with one member names the enterprise: counted only where everybody who counts may know the poster.
    industry: readers.every((reader) => accessFrom([reader], row, now)?.knowsPoster) ? row.industry : null,
    severity: row.severity,
    equipmentType: projected.equipmentType ?? "",
    allianceId: row.allianceId,
    year: Number(formatDate(postedAt, row.enterprise.timeZone || DEFAULT_TIME_ZONE).slice(0, 4)),
    createdAt: postedAt,
    numbers: [row.number],
    ...textsOf(row, projected, layer, more),
  };
}

type Projected = ReturnType<typeof projectFields<Row>>;

/**
 * Exactly the texts this layer shows: nothing else may enter a document. Names of enterprises, studios and people stay
 * out: they would name anonymous posters, and "spindle" in a studio's name says nothing about the machine.
 */
function textsOf(row: Row, seen: Projected, layer: Layer, { comments, files }: More): DocumentTexts {
  const open = (wanted: Layer) => layerRank(layer) >= layerRank(wanted);
  const [solution] = row.solutions;
  const solved = (field: Exclude<keyof typeof SOLUTION_LAYER, "costFen">) =>
    solution && open(SOLUTION_LAYER[field]) ? solution[field] : "";
  const log = row.log.filter((entry) => open(entry.layer));
  const shown = files.filter((file) => open(file.layer));
  const entries = (test: (entry: Row["log"][number]) => boolean) =>
    log.filter(test).map((entry) => `${entry.text} ${entry.why}`);
  const isCause = (entry: Row["log"][number]) => entry.kind === "HYPOTHESIS" && entry.status === "CONFIRMED";
  return {
    title: seen.title ?? "",
    // What somebody said into the microphone is as good a description as what somebody else typed.
    phenomenon: lines(
      seen.phenomenon,
      seen.alarmCode,
      seen.since,
      seen.frequency,
      ...shown.filter((file) => file.spoken).map((file) => file.text),
    ),
    cause: lines(solved("rootCause"), ...entries(isCause)),
    action: lines(
      solved("actions"),
      solved("containment"),
      solved("prevention"),
      solved("parts"),
      solved("parameters"),
    ),
    other: lines(
      row.number,
      seen.equipmentType,
      seen.equipmentModel,
      seen.equipmentMaker,
      seen.line,
      seen.processStep,
      seen.tried,
      seen.target,
      seen.measuredBy,
      seen.assetNumber,
      seen.parameters,
      solved("safetyNotes"),
      ...entries((entry) => !isCause(entry)),
      ...comments.filter((comment) => open(comment.layer)).map((comment) => comment.body),
    ),
    // A file's name may say more than the file; only readers of everything are shown it.
    files: lines(
      ...shown
        .filter((file) => !file.spoken)
        .flatMap((file) => (layer === "CONFIDENTIAL" ? [file.fileName, file.text] : [file.text])),
    ),
  };
}

const lines = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join("\n");
