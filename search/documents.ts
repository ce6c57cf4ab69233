import { createHash } from "node:crypto";
import type { Layer, ProblemCategory, ProblemState, Severity, Industry } from "#prisma/generated/enums.ts";
import { clean, codeKey, codesIn, lexemes, toBag, tokenize } from "./tokenize.ts";

export type SearchLayer = Layer;

/** Texts of one problem as one disclosure layer shows them; nothing of a stricter layer may be in here. */
export type DocumentTexts = {
  title: string;
  phenomenon: string;
  cause: string;
  action: string;
  /** Whatever else may be searched: names, model, what was tried, the discussion. */
  other: string;
};

/** What the index knows of one problem in one layer. */
export type DocumentSource = DocumentTexts & {
  problemId: string;
  layer: Layer;
  /** Reader keys whose highest layer is exactly this one. */
  readers: string[];
  /** "" for released layers; the enterprise for confidential ones. */
  scope: string;
  state: ProblemState;
  category: ProblemCategory;
  industry: Industry | null;
  severity: Severity;
  equipmentType: string;
  allianceId: string | null;
  year: number;
  createdAt: Date;
  /** Numbers people search by that are no prose: the problem's number. */
  numbers: string[];
};

export type BuiltDocument = Omit<DocumentSource, "numbers"> & {
  id: string;
  codes: string[];
  bag: string;
  length: number;
  lexemes: string[];
  hash: string;
};

export const documentId = (problemId: string, layer: Layer): string => `${problemId}_${layer}`;
export const documentKey = (id: string): { problemId: string; layer: Layer } => ({
  problemId: id.slice(0, 36),
  layer: id.slice(37) as Layer,
});

const TEXTS = ["title", "phenomenon", "cause", "action", "other"] as const;

/** Makes the document: cleans the texts, finds tokens and codes. */
export function buildDocument({ numbers, ...source }: DocumentSource): BuiltDocument {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, clean(source[field])])) as DocumentTexts;
  const tokens = tokenize(TEXTS.map((field) => texts[field]).join(" \n "));
  const codes = [
    ...new Set([...tokens.codes, ...TEXTS.flatMap((field) => codesIn(texts[field])), ...numbers.map(codeKey)]),
  ];
  const document = {
    ...source,
    ...texts,
    equipmentType: clean(source.equipmentType),
    readers: [...source.readers].sort(),
    id: documentId(source.problemId, source.layer),
    codes,
    bag: toBag(tokens),
    length: tokens.stream.length,
  };
  const hash = createHash("sha256").update(JSON.stringify(document)).digest("base64url");
  return { ...document, lexemes: lexemes({ ...tokens, codes }), hash };
}
