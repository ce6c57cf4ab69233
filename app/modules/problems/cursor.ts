/** A place in a sorted list: the sort value in milliseconds (null where there is none) and the id. */
export type Cursor = { at: number | null; id: string };

const SHAPE = /^(-|\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const cursorText = ({ at, id }: { at: Date | null; id: string }): string =>
  `${at === null ? "-" : at.getTime()}.${id}`;

/** Reads a cursor from an address; anything else is the first page. */
export function readCursor(text: string | null): Cursor | null {
  const match = SHAPE.exec(text ?? "");
  if (!match?.[1] || !match[2]) return null;
  const at = match[1] === "-" ? null : Number(match[1]);
  return at !== null && at > 8.64e15 ? null : { at, id: match[2] };
}
