import { access, constants, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";

const PLACES = ["/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/libreoffice/program/soffice"];

/** Where LibreOffice is, with its word processor and its spreadsheet: by SOFFICE, or where packages put it; null where it is not. */
export async function libreOffice(): Promise<string | null> {
  for (const path of [process.env.SOFFICE, ...PLACES]) {
    const program = path && (await realpath(path).catch(() => null));
    if (!program) continue;
    const parts = ["libswlo.so", "libsclo.so"].map((part) => access(join(dirname(program), part), constants.R_OK));
    if ((await Promise.allSettled(parts)).every(({ status }) => status === "fulfilled")) return program;
  }
  return null;
}
