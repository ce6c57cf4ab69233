import { createHash } from "node:crypto";
import type { Layer, ProblemCategory, ProblemState, Severity, Industry } from "#prisma/generated/enums.ts";
import { clean, codeKey, lexemes, LONGEST_TEXT, toBag, type Tokens, tokensOf } from "./tokenize.ts";

export type SearchLayer = Layer;

/** Texts of one problem as one disclosure layer shows them; nothing of a stricter layer may be in here. */
export type DocumentTexts = {
  title: string;
  phenomenon: string;
  cause: string;
  action: string;
  /** Whatever else may be searched: names, model, what was tried, the discussion. */
  other: string;
  /** The words inside files: found, never weighed. */
  files: string;
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
/** Changes with the shape of documents or how they are read: then all are made anew. */
export const DOCUMENTS_MARK = "4";

/** The words of files are searched up to here. */
export const LONGEST_FILES = 20_000;

type Line = Tokens & { text: string };
type ReadLine = (line: string) => Line;

/** Reads lines, and the same line once: the layers of a problem have most of theirs in common. */
export function lineReader(): ReadLine {
  const known = new Map<string, Line>();
  return (line) => {
    const before = known.get(line);
    if (before) return before;
    const text = clean(line);
    const read = { text, ...tokensOf(text) };
    known.set(line, read);
    return read;
  };
}

const newLines = (): Line => ({ text: "", stream: [], words: [], codes: [] });

/** Adds the tokens of a text to `into`, up to so many characters. @returns the text as it is kept */
function readText(text: string, readLine: ReadLine, into: Line, most: number): string {
  const kept: string[] = [];
  let room = most;
  for (const raw of text.split("\n")) {
    if (room <= 0) break;
    const line = readLine(raw.slice(0, room));
    if (line.text === "") continue;
    room -= line.text.length + 1;
    kept.push(line.text);
    for (const token of line.stream) into.stream.push(token);
    for (const word of line.words) into.words.push(word);
    for (const code of line.codes) into.codes.push(code);
  }
  return kept.join(" ");
}

/**
 * Makes the document: cleans the texts, finds tokens and codes.
 * @param readLine shared by the documents of one problem
 */
export function buildDocument({ numbers, ...source }: DocumentSource, readLine = lineReader()): BuiltDocument {
  const own = newLines();
  const texts = Object.fromEntries(
    TEXTS.map((field) => [field, readText(source[field], readLine, own, LONGEST_TEXT)]),
  ) as Omit<DocumentTexts, "files">;
  const inFiles = newLines();
  const files = readText(source.files, readLine, inFiles, LONGEST_FILES);
  const codes = [...new Set([...own.codes, ...inFiles.codes, ...numbers.map(codeKey)])];
  const document = {
    ...source,
    ...texts,
    files,
    equipmentType: clean(source.equipmentType),
    readers: [...source.readers].sort(),
    id: documentId(source.problemId, source.layer),
    codes,
    // Files take no part in ranking: a long manual has every common word, and its length would push the title down.
    bag: toBag(own),
    length: own.stream.length,
  };
  // Without files it is what it was before files were searched: then nothing is written anew.
  const hash = createHash("sha256")
    .update(JSON.stringify({ ...document, files: files || undefined }))
    .digest("base64url");
  const all = { stream: [...own.stream, ...inFiles.stream], words: [...own.words, ...inFiles.words], codes };
  return { ...document, lexemes: lexemes(all), hash };
}
