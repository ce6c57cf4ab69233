/** Signs that never begin a line of Chinese text, and those that never end one. */
const NOT_FIRST = "，。、；：！？）》」』】〉”’…—·％‰℃,.;:!?)]}%";
const NOT_LAST = "（《「『【〈“‘([{¥￥";
const isLatin = (sign: string): boolean => /[\u0021-\u024f]/.test(sign);

/**
 * Breaks text into lines of at most `width`: between any two Chinese signs, in Latin only between words unless one is
 * longer than a line; no line begins with a comma or ends with an opening bracket. Line breaks of the text stay.
 */
export function breakLines(text: string, width: number, widthOf: (sign: string) => number): string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => breakParagraph(paragraph, width, widthOf));
}

function breakParagraph(text: string, width: number, widthOf: (sign: string) => number): string[] {
  const signs = [...text.replaceAll("\t", "  ")];
  const lines: string[] = [];
  let start = 0;
  while (start < signs.length) {
    let end = start;
    let used = 0;
    while (end < signs.length) {
      const next = widthOf(signs[end] ?? "");
      if (used + next > width && end > start) break;
      used += next;
      end += 1;
    }
    if (end < signs.length) end = backTo(signs, start, end);
    lines.push(signs.slice(start, end).join("").trimEnd());
    start = end;
    while (lines.length > 0 && signs[start] === " ") start += 1;
  }
  return lines.length > 0 ? lines : [""];
}

/** The last good place for a break at or before `end`; `end` itself where there is none in the line's later half. */
function backTo(signs: readonly string[], start: number, end: number): number {
  const least = start + Math.ceil((end - start) / 2);
  for (let at = end; at > least; at -= 1) {
    const before = signs[at - 1] ?? "";
    const after = signs[at] ?? "";
    if (NOT_FIRST.includes(after) || NOT_LAST.includes(before)) continue;
    if (isLatin(before) && isLatin(after)) continue;
    return at;
  }
  return end;
}
