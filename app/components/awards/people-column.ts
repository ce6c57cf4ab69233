type Judged = { title: string; people: readonly string[] };

/** A table's column of people; none where people are what is judged, whom the first column has named. */
export const peopleColumn = <Row extends Judged>(
  rows: readonly Row[],
  { label, comma }: Record<"label" | "comma", string>,
) =>
  rows.some(({ title, people }) => people.join("") !== "" && people.join("") !== title)
    ? [{ key: "people", label, cell: (row: Row) => row.people.join(comma) || "—" }]
    : [];
