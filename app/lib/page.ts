/** One page of a list by cursor: stable while rows come and go, and as quick on the last page as on the first. */
export type Page<Row> = {
  rows: Row[] /** Cursor of the next page; null on the last. */;
  after: string | null /** Of the one before; null on the first. */;
  before: string | null;
};

export type PageRequest = { after?: string | null; before?: string | null; size?: number };

type Find<Row> = (slice: { take: number; skip?: number; cursor?: { id: string } }) => Promise<Row[]>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const cursorOf = (value: string | null | undefined): string | undefined =>
  value && UUID.test(value) ? value : undefined;

/** Reads `?after=` and `?before=`. */
export const pageRequest = (url: URL, size = 20): PageRequest => ({
  after: url.searchParams.get("after"),
  before: url.searchParams.get("before"),
  size,
});

/** One page of rows that are all at hand, in their order. A cursor that is none of theirs counts as none. */
export function pageOf<Row extends { id: string }>(all: readonly Row[], request: PageRequest): Page<Row> {
  const size = request.size ?? 20;
  const at = (id: string | null | undefined): number => (id ? all.findIndex((row) => row.id === id) : -1);
  const [after, before] = [at(request.after), at(request.before)];
  const from = after >= 0 ? after + 1 : before >= 0 ? Math.max(0, before - size) : 0;
  const until = after < 0 && before >= 0 ? before : from + size;
  const rows = all.slice(from, until);
  return {
    rows,
    after: until < all.length ? (rows.at(-1)?.id ?? null) : null,
    before: from > 0 ? (rows[0]?.id ?? null) : null,
  };
}

/**
 * Reads one page with Prisma's cursor; `find` must order by something that ends in the id.
 * A cursor that can't be one counts as none.
 */
export async function readPage<Row extends { id: string }>(request: PageRequest, find: Find<Row>): Promise<Page<Row>> {
  const size = request.size ?? 20;
  const after = cursorOf(request.after);
  const before = after ? undefined : cursorOf(request.before);
  const cursor = after ?? before;
  const slice = cursor ? { skip: 1, cursor: { id: cursor } } : {};
  const found = await find({ take: before ? -(size + 1) : size + 1, ...slice });
  const more = found.length > size;
  const rows = before ? found.slice(more ? 1 : 0) : found.slice(0, size);
  const first = rows[0]?.id ?? null;
  const last = rows.at(-1)?.id ?? null;
  return {
    rows,
    after: before || more ? last : null,
    before: after || (before && more) ? first : null,
  };
}
