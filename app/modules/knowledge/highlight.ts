export type Part = { text: string; hit?: boolean };

type Span = { start: number; end: number };

/** Where any of the terms stands in the text; Latin words count only from their beginning. */
function spans(text: string, terms: readonly string[]): Span[] {
  const folded = text.toLowerCase();
  // Folding may change lengths ("İ"); then positions would not fit.
  if (folded.length !== text.length) return [];
  const found: Span[] = [];
  for (const term of terms) {
    for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length)) {
      if (!(/^[a-z0-9]/.test(term) && /[a-z0-9]/.test(folded[at - 1] ?? "")))
        found.push({ start: at, end: at + term.length });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Span[] = [];
  for (const span of found) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** Splits a text into marked and unmarked parts. Terms are lower case. */
export function mark(text: string, terms: readonly string[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const { start, end } of spans(text, terms)) {
    if (start > at) parts.push({ text: text.slice(at, start) });
    parts.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) parts.push({ text: text.slice(at) });
  return parts;
}

const LEAD = 18;

/** The stretch of a text with the most marks, at most `length` characters long, marked; null where nothing is. */
export function snippet(text: string, terms: readonly string[], length: number): Part[] | null {
  const flat = text.replace(/\s+/g, " ").trim();
  const found = spans(flat, terms);
  if (found.length === 0) return null;
  const within = (from: number) =>
    found
      .filter((span) => span.start >= from && span.end <= from + length - LEAD)
      .reduce((sum, span) => sum + span.end - span.start, 0);
  const best = found.reduce((a, b) => (within(b.start) > within(a.start) ? b : a));
  return mark(cut(flat, Math.max(0, best.start - LEAD), length), terms);
}

/** The beginning of a text. */
export const opening = (text: string, terms: readonly string[], length: number): Part[] =>
  mark(cut(text.replace(/\s+/g, " ").trim(), 0, length), terms);

function cut(text: string, from: number, length: number): string {
  const start = from > 0 && from < LEAD ? 0 : from;
  const end = Math.min(text.length, start + length);
  // Never half of a surrogate pair.
  const clean = text
    .slice(start, end)
    .replace(/^[\udc00-\udfff]/, "")
    .replace(/[\ud800-\udbff]$/, "");
  return `${start > 0 ? "…" : ""}${clean}${end < text.length ? "…" : ""}`;
}
