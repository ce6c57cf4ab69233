/** Where something stands in a template: which part, which row of which table, and the text around it. */
export type Place =
  | { part: "BODY" | "HEADER" | "FOOTER"; table: number | null; row: number | null; near: string }
  | { sheet: string; cell: string; near: string };

type Stretch = { from: number; text: string; table: number | null; row: number | null };
const NEAR = 40;
const TOKENS = /<(\/?)w:(tbl|tr|p|t)(?:\s[^>]*)?(\/?)>|([^<]+)/g;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const plain = (xml: string): string => xml.replace(/&(\w+);/g, (all, name: string) => ENTITIES[name] ?? all);

/** The paragraphs of a part, each with where its text begins among all text of the part, and its row in a table. */
function stretches(xml: string): Stretch[] {
  const found: Stretch[] = [];
  let [tables, rows, depth, at] = [0, 0, 0, 0];
  let inText = false;
  let open: Stretch | null = null;
  for (const [, closing, name, empty, text] of xml.matchAll(TOKENS)) {
    if (text !== undefined) {
      if (!inText) continue;
      at += text.length;
      if (open) open.text += plain(text);
    } else if (name === "t") inText = closing === "" && empty === "";
    else if (name === "tbl") {
      depth += closing ? -1 : 1;
      // Of tables in tables the outer one is counted.
      if (!closing && depth === 1) [tables, rows] = [tables + 1, 0];
    } else if (name === "tr" && !closing && depth === 1) rows += 1;
    else if (name === "p" && !closing && !empty) {
      open = { from: at, text: "", table: depth > 0 ? tables : null, row: depth > 0 ? rows : null };
      found.push(open);
    }
  }
  return found;
}

const partOf = (file: string): "BODY" | "HEADER" | "FOOTER" =>
  /header/i.test(file) ? "HEADER" : /footer/i.test(file) ? "FOOTER" : "BODY";

const short = (text: string): string => {
  const signs = [...text.trim()];
  return signs.length > NEAR ? `${signs.slice(0, NEAR).join("")}…` : signs.join("");
};
const placeOf = (file: string, { table, row, text }: Stretch): Place => ({
  part: partOf(file),
  table,
  row,
  near: short(text),
});

/** Where the text of a part has this position, as the reader of templates counts: all text of the part in one. */
export function placeAt(file: string, xml: string, offset: number): Place | null {
  const stretch = stretches(xml).findLast((one) => one.from <= offset && one.text !== "");
  return stretch ? placeOf(file, stretch) : null;
}

/** Where a text stands first in these parts. */
export function placeOfText(parts: readonly { file: string; xml: string }[], text: string): Place | null {
  for (const { file, xml } of parts) {
    const stretch = stretches(xml).find((one) => one.text.includes(text));
    if (stretch) return placeOf(file, stretch);
  }
  return null;
}
