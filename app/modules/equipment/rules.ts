/** The facts of a machine, in the order of the form; the sizes are those of a problem's own fields. */
export const ASSET_FIELDS = ["number", "name", "type", "model", "maker", "line", "site"] as const;
export type AssetField = (typeof ASSET_FIELDS)[number];
export type AssetFacts = Record<AssetField, string>;
/** What a posting form takes over of a machine. */
export type MachineForForm = Record<Exclude<AssetField, "site"> | "code" | "enterpriseId", string>;

export const ASSET_MAX: Record<AssetField | "reason", number> = {
  number: 80,
  name: 80,
  type: 40,
  model: 80,
  maker: 80,
  line: 80,
  site: 80,
  reason: 500,
};

/** Every kind of dash a keyboard or a word processor makes, after NFKC. */
const DASHES = /[\u2010\u2012-\u2015\u2212\u2500]/g;
/** Blanks, and signs that nobody sees. */
const UNSEEN = /[\s\u00ad\u200b-\u200d\u2060\ufeff]/g;

/**
 * What makes two spellings of a number the same machine: "cx-03 " and "ＣＸ—03". Latin letters alone lose their case,
 * so that the database's `asset_number_key` answers the same under every locale.
 */
export const numberKeyOf = (number: string): string =>
  number
    .normalize("NFKC")
    .replace(UNSEEN, "")
    .replace(DASHES, "-")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());

/** The key without its dashes: for a reader's second look, never for telling machines apart. */
export const looseKeyOf = (number: string): string => numberKeyOf(number).replaceAll("-", "");

/** Digits and letters that nobody mixes up on paper; 10 of 30 are 49 bits. */
export const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 10;

/** A code as it was scanned or typed; null when it can't be one. */
export function readCode(typed: string | undefined | null): string | null {
  const code = (typed ?? "").normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  return code.length === CODE_LENGTH && [...code].every((sign) => CODE_ALPHABET.includes(sign)) ? code : null;
}

/** In groups, so that people can read it out and type it: "7K3QF-2M9XA". */
export const spokenCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;

/** A sheet of labels on A4, in millimetres: so many across and down, each of a size, from the paper's corner. */
export type LabelSheet = {
  key: string;
  across: number;
  down: number;
  width: number;
  height: number;
  top: number;
  left: number;
  /** From one label's left edge to the next one's. */
  stepX: number;
  stepY: number;
};

const sheet = (across: number, down: number, width: number, height: number, gapX = 0, gapY = 0): LabelSheet => ({
  key: `${across}x${down}`,
  across,
  down,
  width,
  height,
  stepX: width + gapX,
  stepY: height + gapY,
  left: (210 - across * width - (across - 1) * gapX) / 2,
  top: (297 - down * height - (down - 1) * gapY) / 2,
});

/** The layouts that offices buy: 24, 14, 40, 21 and 8 labels a sheet. */
export const LABEL_SHEETS: readonly LabelSheet[] = [
  sheet(3, 8, 70, 36),
  sheet(2, 7, 99.1, 38.1, 2.5),
  sheet(4, 10, 48.5, 25.4),
  sheet(3, 7, 63.5, 38.1, 2.5),
  sheet(2, 4, 99.1, 67.7, 2.5),
];
export const labelSheetOf = (key: string | null): LabelSheet =>
  LABEL_SHEETS.find((one) => one.key === key) ?? (LABEL_SHEETS[0] as LabelSheet);

/** Labels that are printed at once. */
export const MOST_LABELS = 400;

/** What somebody scanned or typed: a label of ours, a number or code, an address of somebody else's, nothing. */
export type Scanned =
  | { kind: "label"; code: string }
  | { kind: "text"; text: string; code: string | null }
  | { kind: "foreign"; host: string }
  | { kind: "nothing" };

/** An address of any kind; "SN:12" and "A-1:B" are numbers. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]*:\/\/|(?:mailto|tel|sms|smsto|wifi|geo|data|javascript|begin):)/i;

/**
 * Reads what a scanner gave. Addresses are followed nowhere: of this installation (`origins`, as the browser sees it
 * and as labels were printed with) only the code of a label is taken, all others are foreign.
 */
export function readScan(given: string, origins: readonly string[]): Scanned {
  const text = given.trim().slice(0, 500);
  if (text === "") return { kind: "nothing" };
  const path = ADDRESS.test(text) ? labelPathOf(text, origins) : text.startsWith("/e/") ? text : null;
  if (path !== null) {
    const code = readCode(/^\/e\/([^/?#]+)\/?(?:[?#].*)?$/.exec(path)?.[1]);
    return code ? { kind: "label", code } : { kind: "nothing" };
  }
  if (ADDRESS.test(text)) return { kind: "foreign", host: hostOf(text) };
  const number = [...text].slice(0, ASSET_MAX.number).join("");
  return { kind: "text", text: number, code: readCode(text) };
}

const labelPathOf = (text: string, origins: readonly string[]): string | null => {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) && origins.includes(url.origin) ? url.pathname : null;
};
const hostOf = (text: string): string => (URL.canParse(text) ? new URL(text).host : "").slice(0, 80);
