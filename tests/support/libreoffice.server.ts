import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Opens a file in LibreOffice and saves it as text; a file it would have to repair does not open without a window. With a
 * profile of its own, so that two of them do not wait for one another. @throws when it cannot be opened
 */
export async function textByLibreOffice(
  program: string,
  bytes: Uint8Array,
  ending: "docx" | "xlsx" | "pdf",
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "jianglian-office-"));
  try {
    const path = join(folder, `file.${ending}`);
    await writeFile(path, bytes);
    const how = {
      docx: ["--convert-to", "txt:Text (encoded):UTF8"],
      // Comma, quote, UTF-8; as shown; the first sheet.
      xlsx: ["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"],
      // Its text stands in frames, which are left out of plain text.
      pdf: ["--infilter=writer_pdf_import", "--convert-to", "fodt"],
    }[ending];
    const said = await run(program, [
      `-env:UserInstallation=file://${folder}/profile`,
      "--headless",
      "--norestore",
      ...how,
      "--outdir",
      folder,
      path,
    ]);
    const made = join(folder, `file.${{ docx: "txt", xlsx: "csv", pdf: "fodt" }[ending]}`);
    const text = await readFile(made, "utf8").catch(() => {
      throw new Error(`LibreOffice did not open the ${ending}: ${said}`);
    });
    return ending === "pdf" ? text.replace(/<[^>]+>/g, "") : text;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(program: string, options: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, options, { stdio: ["ignore", "pipe", "pipe"], timeout: 90_000 });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (piece) => (said += String(piece)));
    child.on("error", reject);
    child.on("close", () => resolve(said.trim()));
  });
}
