import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { invalid } from "#app/lib/errors.ts";
import type { Table } from "./cells.ts";
import { LIMITS } from "./limits.ts";
import type { ReadResult } from "./read-table.server.ts";

/** The thread's file: beside this one when Node runs the sources, in the project's folder when this is part of the build. */
const threadFile = (): URL => {
  const name = "read-table-thread.ts";
  return import.meta.url.endsWith("read-file.server.ts")
    ? new URL(name, import.meta.url)
    : pathToFileURL(join(process.cwd(), "app/modules/ledgers", name));
};

/**
 * Reads an uploaded ledger in a thread of its own, with bounded memory and time: a hostile file ends the
 * thread, never the product, and a big one holds up nobody. @throws DomainError invalid, on the field `file`
 */
export async function readLedgerFile(file: Buffer, fileName: string): Promise<Table> {
  const result = await inThread(file, fileName);
  if ("table" in result) return result.table;
  const values: Record<string, number> = { max: LIMITS.fileBytes / 1024 / 1024, rows: LIMITS.rows };
  if (result.line) values.line = result.line;
  throw invalid(result.failure, "file", values);
}

function inThread(file: Buffer, fileName: string): Promise<ReadResult> {
  const copy = new Uint8Array(file);
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile(), {
      workerData: { file: copy, fileName },
      transferList: [copy.buffer],
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.memoryMb },
      execArgv: [],
      stderr: true,
    });
    const timer = setTimeout(() => end({ failure: "import_too_much" }), LIMITS.milliseconds);
    const end = (result: ReadResult) => {
      clearTimeout(timer);
      resolve(result);
      void thread.terminate();
    };
    thread.once("message", end);
    thread.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return end({ failure: "import_too_much" });
      clearTimeout(timer);
      reject(error);
    });
    thread.once("exit", (code) => {
      if (code !== 0) end({ failure: "import_too_much" });
    });
  });
}
