/** A text that a spreadsheet would take for a formula stays text: for CSV, where cells have no type. */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** One record of a CSV file, ended. */
export const csvRecord = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${safeCell(cell).replaceAll('"', '""')}"`).join(",")}\r\n`;
