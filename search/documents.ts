import { createHash } from "node:crypto";
import type { Layer, ProblemCategory, ProblemState, Severity, Industry } from "#prisma/generated/enums.ts";
import { bag, clean, CODE_MARK, codeKey, lexemes, LONGEST_TEXT, tokensOf } from "./tokenize.ts";

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

/** A line of text as it is kept, and all that documents take from it. */
type Line = {
  text: string;
  stream: string;
  words: string;
  /** Tokens of the stream. */
  length: number;
  lexemes: readonly string[];
  codes: readonly string[];
};

/** Reads the texts of one problem: the layers have most of their lines in common, and each is read once. */
export class Reading {
  readonly #known = new Map<string, Line>();
  #lines = new Set<Line>();
  #lexemes = new Set<string>();

  line(raw: string): Line {
    const before = this.#known.get(raw);
    if (before) return before;
    const text = clean(raw);
    const tokens = tokensOf(text);
    const read = {
      text,
      stream: tokens.stream.join(" "),
      words: tokens.words.join(" "),
      length: tokens.stream.length,
      lexemes: lexemes(tokens),
      codes: tokens.codes,
    };
    this.#known.set(raw, read);
    return read;
  }

  /** The lexemes of these lines, and of no others. A stricter layer mostly has all lines of the one before. */
  lexemes(lines: ReadonlySet<Line>): string[] {
    if (![...this.#lines].every((line) => lines.has(line))) {
      this.#lines = new Set();
      this.#lexemes = new Set();
    }
    for (const line of lines) {
      if (this.#lines.has(line)) continue;
      this.#lines.add(line);
      for (const lexeme of line.lexemes) this.#lexemes.add(lexeme);
    }
    return [...this.#lexemes];
  }
}

/** Adds the lines of a text to `into`, up to so many characters. @returns the text as it is kept */
function readText(text: string, reading: Reading, into: Line[], most: number): string {
  const kept: string[] = [];
  let room = most;
  for (const raw of text.split("\n")) {
    if (room <= 0) break;
    const line = reading.line(raw.slice(0, room));
    if (line.text === "") continue;
    room -= line.text.length + 1;
    kept.push(line.text);
    into.push(line);
  }
  return kept.join(" ");
}

/** The tokens of lines as one string, for ranking. */
const bagOf = (lines: readonly Line[]): string =>
  bag(lines.map(({ stream }) => stream).filter(Boolean), lines.map(({ words }) => words).filter(Boolean));

/**
 * Makes the document: cleans the texts, finds tokens and codes.
 * @param reading shared by the documents of one problem
 */
export function buildDocument({ numbers, ...source }: DocumentSource, reading = new Reading()): BuiltDocument {
  const own: Line[] = [];
  const texts = Object.fromEntries(
    TEXTS.map((field) => [field, readText(source[field], reading, own, LONGEST_TEXT)]),
  ) as Omit<DocumentTexts, "files">;
  const inFiles: Line[] = [];
  const files = readText(source.files, reading, inFiles, LONGEST_FILES);
  const all = [...own, ...inFiles];
  const inLines = new Set(all.flatMap((line) => line.codes));
  const keys = numbers.map(codeKey).filter((key) => !inLines.has(key));
  const codes = [...inLines, ...new Set(keys)];
  const document = {
    ...source,
    ...texts,
    files,
    equipmentType: clean(source.equipmentType),
    readers: [...source.readers].sort(),
    id: documentId(source.problemId, source.layer),
    codes,
    // Files take no part in ranking: a long manual has every common word, and its length would push the title down.
    bag: bagOf(own),
    length: own.reduce((sum, line) => sum + line.length, 0),
  };
  // Without files it is what it was before files were searched: then nothing is written anew.
  const hash = createHash("sha256")
    .update(JSON.stringify({ ...document, files: files || undefined }))
    .digest("base64url");
  return {
    ...document,
    lexemes: [...reading.lexemes(new Set(all)), ...codes.slice(inLines.size).map((key) => CODE_MARK + key)],
    hash,
  };
}
