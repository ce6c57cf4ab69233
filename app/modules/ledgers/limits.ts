/** What a ledger may be at most; far above any real one, far below what would hurt. */
export const LIMITS = {
  fileBytes: 20 * 1024 * 1024,
  /** What a packed workbook may unpack to. */
  unpackedBytes: 120 * 1024 * 1024,
  unpackedEntries: 2_000,
  cells: 1_000_000,
  rows: 50_000,
  /** One record of a CSV file. */
  recordBytes: 4 * 1024 * 1024,
  columnsOfRecord: 2_000,
  milliseconds: 60_000,
  memoryMb: 768,
} as const;

/** Why a file could not be read; the key of a message. */
export type ReadFailure =
  | "import_empty_file"
  | "import_not_a_table"
  | "import_old_excel"
  | "import_protected"
  | "import_broken_file"
  | "import_too_much"
  | "import_no_rows"
  | "file_too_big";
